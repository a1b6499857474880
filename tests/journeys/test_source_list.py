"""References pasted, found by facets, tagged in bulk, kept as a view, put on a reading list."""

from __future__ import annotations

from playwright.sync_api import expect

from project.people.models import User
from sources.records.models import Source
from tests.journeys.conftest import SignIn

PASTED = """@book{forbes1986, author={Forbes, Andrew}, title={Warlords and Muslims}, year=1986}
@article{benson1990, author={Benson, Linda}, title={The Ili Rebellion}, date={1990}}
@misc{bad,, title={Bad}}
"""


def test_from_a_paste_to_a_saved_view(sign_in: SignIn, annotator: User, source: Source) -> None:
    page = sign_in(annotator)
    page.goto(source.workspace.get_absolute_url())
    page.get_by_role("navigation").get_by_role("link", name="Sources").first.click()
    page.get_by_role("link", name="Quick add").click()
    page.get_by_label("Paste references").fill(PASTED)
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("Entry 3, line 3")).to_be_visible()
    expect(page.get_by_text("1 cannot be added as it is")).to_be_visible()
    page.get_by_role("button", name="Add the ticked ones").click()
    expect(page.get_by_text("2 sources added.")).to_be_visible()

    # The list follows the filters, and so do the address and what is read aloud.
    page.get_by_role("checkbox", name="Book").check()
    expect(page.locator("#source-count")).to_have_text("1 source")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="Book")).to_be_focused()
    assert "type=book" in page.url
    page.get_by_role("checkbox", name="Journal article").check()
    expect(page.locator("#source-count")).to_have_text("2 sources")

    page.get_by_role("checkbox", name="Select all on this page").check()
    page.get_by_text("With the selected (2)").click()
    page.get_by_role("combobox", name="Tags").fill("Xinjiang")
    page.get_by_role("button", name="Add tags").click()
    expect(page.get_by_text("Tagged 2 sources.")).to_be_visible()
    assert "type=book" in page.url

    page.get_by_text("Save this view").click()
    page.get_by_label("Name", exact=True).fill("Literature")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Literature")).to_have_attribute("aria-current", "page")

    page.get_by_role("link", name="Warlords and Muslims").click()
    expect(page.locator("#reference-text")).to_contain_text("Forbes, Andrew. 1986.")
    page.get_by_role("button", name="Put on my reading list").click()
    expect(page.get_by_role("button", name="Take off my reading list")).to_be_visible()
