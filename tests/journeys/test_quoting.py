"""Citing beside the text, copying quotations, and links that outlive a correction."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.claims.models import Citation, Claim
from annotations.highlights.models import Highlight
from project.people.models import User
from sources.texts.models import Text
from tests.annotations.quoting.test_targets import correct
from tests.journeys.conftest import SignIn
from tests.journeys.steps import select_by_mouse


def test_a_selection_is_quoted_and_its_link_outlives_a_correction(
    sign_in: SignIn, text: Text, reader: User, annotator: User
) -> None:
    page = sign_in(reader)
    page.goto(text.get_absolute_url())
    select_by_mouse(page, "left Almaty on 24 August")
    page.get_by_role("toolbar", name="Selected passage").get_by_role("button", name="Quote").click()
    panel = page.get_by_role("dialog", name="Copy the quotation")
    quoted = panel.get_by_role("figure", name="Quotation")
    expect(quoted).to_contain_text("“left Almaty on 24 August” Petrov")
    panel.get_by_label("Format").select_option("markdown")
    expect(quoted).to_have_text("> left Almaty on 24 August [@petrov1949]")
    panel.get_by_role("button", name="Copy the quotation").click()
    expect(page.locator("#announcer")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "> left Almaty on 24 August [@petrov1949]"
    link = panel.locator("#quotation-link").inner_text()

    correct(text, annotator, "left Almaty on", "left Alma-Ata on")
    page.goto(link)
    expect(page.get_by_role("status").filter(has_text="was corrected")).to_be_visible()
    drawn = page.wait_for_function(
        "[...CSS.highlights.get('target') ?? []].map(range => range.toString()).join('')"
    )
    assert drawn.json_value() == "left Alma-Ata on 24 August"


def test_citing_by_keyboard_beside_the_text(
    sign_in: SignIn, text: Text, highlight: Highlight, citation: Citation, annotator: User
) -> None:
    page = sign_in(annotator)
    page.goto(text.get_absolute_url())
    select_by_mouse(page, "midnight")
    page.keyboard.press("h")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Cite this passage")
    expect(panel.get_by_role("figure")).to_contain_text("midnight")
    expect(panel.get_by_role("combobox", name="Claim")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(panel.get_by_role("listbox", name="Claims").get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    # The stance used last, "supports", is chosen; arrow keys choose another.
    panel.get_by_role("radio", name="supports").focus()
    page.keyboard.press("ArrowDown")
    panel.get_by_role("button", name="Cite", exact=True).press("Enter")
    expect(panel).to_be_hidden()
    note = page.get_by_role("article").filter(has_text="midnight")
    expect(note.get_by_role("list", name="Cited for")).to_contain_text(
        "contradicts The aircraft left on 24 August 1949."
    )
    claim = Claim.objects.get()
    assert sorted(claim.citations.values_list("stance", flat=True)) == ["contradicts", "supports"]
