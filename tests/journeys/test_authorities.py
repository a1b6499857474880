"""An authority with names in four scripts: written, found, chosen for an answer, merged."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute
from annotations.disputes.services import create_question
from project.people.models import User
from sources.authorities.models import Authority
from tests.journeys.conftest import SignIn


def test_from_a_name_to_an_answer(
    sign_in: SignIn, annotator: User, dispute: Dispute, authority: Authority
) -> None:
    page = sign_in(annotator)
    page.goto(authority.get_absolute_url())
    page.get_by_role("link", name="Edit").click()
    row = page.locator(".authority-row").last
    page.get_by_role("button", name="Add a name").click()
    row.get_by_label("Name", exact=True).fill("阿拉木图")
    row.get_by_label("Language and script").fill("zh-Hans")
    page.get_by_role("button", name="Remove").first.click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".authority-row").first.get_by_label("Name", exact=True)).to_have_value(
        "Алма-Ата"
    )

    # What it lies in is not here yet.
    field = page.get_by_role("combobox", name="Part of")
    field.fill("Қазақстан")
    page.get_by_role("option", name="Create the place").click()
    expect(field).to_have_value("Қазақстан")
    page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("navigation", name="Breadcrumb")).to_contain_text("Қазақстан")
    expect(page.locator("bdi[lang=zh-Hans]")).to_have_text("阿拉木图")

    question = create_question(
        actor=annotator, dispute=dispute, wording="From where?", kind="place"
    )
    new_claim = f"{dispute.workspace.get_absolute_url()}claims/new/?question={question.uid}"
    page.goto(new_claim)
    page.get_by_label("Statement").fill("It left from Alma-Ata.")
    answer = page.locator("[data-names] input").first
    answer.press_sequentially("木图")
    page.locator("[role=option]", has_text="Almaty").click()
    expect(page.get_by_text("Known authority: Almaty")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="State").click()
    expect(page.get_by_role("heading", name="It left from Alma-Ata.")).to_be_visible()
    assert str(authority.uid) in str(Claim.objects.get().value)

    page.goto(authority.get_absolute_url())
    expect(page.get_by_role("link", name="It left from Alma-Ata.")).to_be_visible()
