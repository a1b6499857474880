"""One letter in three scripts: entered, cited and exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from project.people.models import User, Workspace
from sources.records.models import Source
from tests.journeys.conftest import SignIn

ORIGINAL = "شىنجاڭدىن كەلگەن خەت"
ROMANISED = "Shinjangdin kelgen xet"
TRANSLATED = "A letter from Xinjiang"


def test_a_source_in_three_scripts(sign_in: SignIn, workspace: Workspace, annotator: User) -> None:
    page = sign_in(annotator)
    page.goto(f"/w/{workspace.uid}/sources/new/")
    enter_letter(page)
    page.get_by_role("button", name="Add the source").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(ORIGINAL)
    source = Source.objects.get()
    check_record(source)
    for text, language, direction in (
        (ORIGINAL, "ug", "rtl"),
        (ROMANISED, "ug-Latn", "ltr"),
        (TRANSLATED, "en", "ltr"),
    ):
        shown = page.locator(f"[lang='{language}']", has_text=text).first
        expect(shown).to_be_visible()
        assert shown.evaluate("element => getComputedStyle(element).direction") == direction

    page.goto(f"{source.get_absolute_url()}reference/")
    reference = page.locator("#reference-text")
    expect(reference).to_contain_text("Tömür, Hemit")
    cited = reference.inner_text().replace("\u2067", "").replace("\u2069", "")
    assert f"{ROMANISED} {ORIGINAL} [{TRANSLATED}]" in cited
    assert "تۆمۈر" in cited

    exported = export(page, workspace)
    assert exported == source.csl_item()
    ours = exported["custom"]["testimonia"]
    assert [form["text"] for form in ours["variants"]["title"]] == [ROMANISED, TRANSLATED]
    assert ours["originality"] == "original"


def enter_letter(page: Page) -> None:
    """Everything a letter has, by pointer and keyboard; dates and keys are told while typing."""
    page.get_by_label("Type").select_option(label="Letter or personal communication")
    recipients = page.get_by_role("group", name="Recipients")
    recipients.get_by_role("button", name="Add a name").click()
    recipients.get_by_label("Family name, or institution").fill("Ли, Мин")

    page.get_by_label("Title", exact=True).fill(ORIGINAL)
    titles = page.get_by_role("group", name="Title: other scripts and languages")
    for number, (form, language, text) in enumerate(
        (("Translated", "en", TRANSLATED), ("Romanised", "ug-Latn", ROMANISED))
    ):
        titles.get_by_role("button", name="Add another script or language").click()
        row = titles.get_by_role("listitem").nth(number)
        fill_form(row, form, language)
        row.get_by_label("Title").fill(text)
    titles.get_by_role("button", name="Move up").last.press("Enter")

    page.locator("#id_language").fill("ug")
    author = page.get_by_role("group", name="Authors")
    author.get_by_label("Family name, or institution").fill("تۆمۈر")
    author.get_by_label("Given name").first.fill("خەمىت")
    author.get_by_text("Particles, suffix, other scripts").click()
    author.get_by_role("button", name="Add another script or language").click()
    fill_form(author.locator(".form-row"), "Romanised", "ug-Latn")
    author.get_by_label("Family name, or all of it").fill("Tömür")
    author.locator(".form-row").get_by_label("Given name").fill("Hemit")

    date = page.locator("#id_date")
    date.press_sequentially("8.1949")
    expect(page.locator("#id_date_words")).to_contain_text("Write")
    date.fill("August 1949")
    expect(page.locator("#id_date_words")).to_have_text("August 1949 (1949-08)")
    page.locator("#id_archive").fill("Town archive")
    page.get_by_label("Originality").select_option("original")
    page.get_by_label("Provenance").fill("Kept by the family until 1990.")
    expect(page.locator("#key-proposal")).to_contain_text("tomur1949")


def fill_form(row: Locator, form: str, language: str) -> None:
    row.get_by_label("Form").select_option(label=form)
    row.get_by_label("Language and script").fill(language)


def check_record(source: Source) -> None:
    assert source.citation_key == "tomur1949"
    assert source.csl["author"] == [{"family": "تۆمۈر", "given": "خەمىت"}]
    assert source.csl["recipient"] == [{"family": "Ли", "given": "Мин"}]
    assert [form["form"] for form in source.variants["title"]] == ["romanised", "translated"]
    assert source.variants["author"][0][0]["name"] == {"family": "Tömür", "given": "Hemit"}
    assert source.date == "1949-08"


def export(page: Page, workspace: Workspace) -> dict[str, Any]:
    """The source as the list exports it in CSL-JSON."""
    page.goto(f"/w/{workspace.uid}/sources/")
    page.get_by_role("main").get_by_role("checkbox", name=f"Select {ORIGINAL}").check()
    page.get_by_text("With the selected (1)").click()
    page.get_by_label("Export as").select_option("csljson")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export", exact=True).click()
    (item,) = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert isinstance(item, dict)
    return item
