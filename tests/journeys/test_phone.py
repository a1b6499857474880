"""A month of work on a telephone: every room at 390 pixels, by touch, nothing beside the window."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from annotations.claims.models import Citation
from annotations.disputes.models import Dispute
from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.records.models import Source
from tests.journeys.conftest import SignIn


def fits(page: Page) -> None:
    """The page is no wider than the window, and its heading is there."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url


def test_a_walk_through_everything(
    phone: BrowserContext,
    sign_in: SignIn,
    workspace: Workspace,
    highlight: Highlight,
    citation: Citation,
    dispute: Dispute,
    owner: User,
) -> None:
    page = sign_in(owner, phone.new_page())
    fits(page)
    page.get_by_role("main").get_by_role("link", name="The 1949 crash").tap()
    fits(page)
    look_around(page, workspace)
    add_a_source_with_a_text(page, workspace)
    mark_and_answer(page)
    cite(page)
    for place in (dispute, citation.claim, highlight, highlight.text.source):
        page.goto(place.get_absolute_url())
        fits(page)
    for own in ("/notices/", "/account/", "/account/profile/", "/account/sessions/", "/tokens/"):
        assert page.goto(own).ok  # type: ignore[union-attr]
        fits(page)


def look_around(page: Page, workspace: Workspace) -> None:
    """The rooms of the workspace, and what its owner alone sees."""
    home = workspace.get_absolute_url()
    for room in ("sources", "tags", "claims", "disputes", "activity", "members", "settings"):
        assert page.goto(f"{home}{room}/").ok  # type: ignore[union-attr]
        fits(page)
    page.goto(f"{home}members/")
    page.get_by_role("link", name="Invit").first.tap()
    fits(page)


def add_a_source_with_a_text(page: Page, workspace: Workspace) -> None:
    page.goto(f"{workspace.get_absolute_url()}sources/")
    page.get_by_role("link", name="Add a source").first.tap()
    fits(page)
    page.get_by_label("Title", exact=True).fill("Diary of the airfield")
    page.get_by_label("Family name, or institution").fill("Ivanova")
    page.get_by_label("Date").first.fill("1949-08-25")
    page.get_by_role("button", name="Add the source").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Diary of the airfield")
    fits(page)
    assert Source.objects.latest("pk").date == "1949-08-25"
    page.get_by_role("link", name="Add a text").first.tap()
    fits(page)
    page.get_by_label("Or paste the text").fill("Fog at dawn. They left at noon, I wrote.")
    page.get_by_label("Language").fill("en")
    page.get_by_role("button", name="Add the text").tap()
    expect(page.locator("#text")).to_contain_text("Fog at dawn")
    fits(page)


def mark_and_answer(page: Page) -> None:
    """What the finger selected is commented on, and the comment answered, in the sheet."""
    page.evaluate(
        """() => {
          const node = document.querySelector("[data-block]").firstChild;
          const at = node.data.indexOf("left at noon");
          getSelection().setBaseAndExtent(node, at, node, at + 12);
        }"""
    )
    page.get_by_role("toolbar", name="Selected passage").get_by_role("button", name="Comment").tap()
    form = page.get_by_role("form", name="New note")
    form.get_by_label("Comment").fill("By whose clock?")
    form.get_by_role("button", name="Save").tap()
    sheet = page.locator("#sheet")
    expect(sheet).to_contain_text("By whose clock?")
    sheet.get_by_role("link", name="Reply", exact=True).tap()
    page.get_by_label("Reply", exact=True).fill("By that of Almaty.")
    page.get_by_role("button", name="Reply", exact=True).tap()
    expect(sheet).to_contain_text("By that of Almaty.")
    fits(page)


def cite(page: Page) -> None:
    """From the sheet into the panel, for the claim that was cited last."""
    page.locator("#sheet").get_by_role("link", name="Cite").tap()
    panel = page.get_by_role("dialog", name="Cite this passage")
    claim = panel.get_by_role("combobox", name="Claim")
    claim.fill("aircraft")
    panel.get_by_role("listbox", name="Claims").get_by_role("option").first.tap()
    panel.get_by_label("Contradicts").check()
    panel.get_by_role("button", name="Cite", exact=True).tap()
    expect(panel).to_be_hidden()
    expect(page.locator("#sheet .note-citations")).to_contain_text("24 August 1949")
    assert Citation.objects.filter(stance="contradicts").count() == 1
