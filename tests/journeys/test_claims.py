"""One historian brings claims into order: one of two, two of one, one taken back; and undoes it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from annotations.claims import services
from annotations.claims.citations.services import cite
from annotations.claims.models import Claim
from project.people.models import User, Workspace
from sources.records.models import Source
from tests.cast import MakeHighlight
from tests.journeys.conftest import SignIn


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo").click()


def test_claims_are_merged_split_and_retracted_and_all_of_it_undone(
    sign_in: SignIn,
    annotator: User,
    workspace: Workspace,
    source: Source,
    make_highlight: MakeHighlight,
) -> None:
    passages = {"The plane left.": "24 August", "It took off.": "until midnight"}
    made = {
        statement: services.create_claim(
            actor=annotator,
            workspace=workspace,
            statement=statement,
            kind=Claim.Kind.EXTRACTED,
            source=source,
        )
        for statement in passages
    }
    for statement, words in passages.items():
        highlight = make_highlight(words)
        cite(actor=annotator, claim=made[statement], highlight=highlight, stance="supports")
    page = sign_in(annotator)
    page.goto(made["The plane left."].get_absolute_url())
    quotes, heading = page.locator(".stance-group mark"), page.get_by_role("heading", level=1)
    expect(quotes).to_have_text(["24 August"])

    page.get_by_role("link", name="Merge").click()
    page.get_by_role("link", name="It took off.").click()
    page.get_by_role("button", name="Merge the two").click()
    expect(quotes).to_have_text(["24 August", "until midnight"])
    undo(page)
    expect(heading).to_have_text("It took off.")
    expect(quotes).to_have_text(["until midnight"])

    page.get_by_role("link", name="Split").click()
    page.get_by_label("until midnight").check()
    page.get_by_label("Statement").fill("There was talk.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".claims-preview")).to_contain_text("There was talk.")
    page.get_by_role("button", name="Split", exact=True).click()
    expect(heading).to_have_text("There was talk.")
    expect(quotes).to_have_text(["until midnight"])
    undo(page)
    expect(heading).to_have_text("It took off.")
    expect(quotes).to_have_text(["until midnight"])

    page.get_by_role("link", name="Retract").click()
    page.get_by_label("Reason").fill("A misreading.")
    page.get_by_role("button", name="Retract the claim").click()
    expect(page.locator("h1 del")).to_have_text("It took off.")
    expect(page.get_by_text("A misreading.")).to_be_visible()
    undo(page)
    expect(page.locator("h1 del")).to_have_count(0)
    page.get_by_role("link", name="All changes").click()
    expect(page.get_by_text("let stand again")).to_be_visible()
