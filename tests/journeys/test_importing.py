"""A folder of good and bad files comes in with a table; its report says what became of each."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from project.people.models import User, Workspace
from sources.importing.models import Import
from sources.records.models import Source
from tests.journeys.conftest import SignIn
from tests.journeys.steps import make_docx

TABLE = """file;title;author;date;language;citation key
русский.txt;Письмо комиссии;Петров, Иван;24 August 1949;ru;petrov1949
中文.html;;;1949-13-45;zh;
"""


def test_a_folder_of_good_and_bad_files(
    sign_in: SignIn, workspace: Workspace, annotator: User, tmp_path: Path
) -> None:
    folder = tmp_path / "letters"
    (folder / "deeper").mkdir(parents=True)
    (folder / "русский.txt").write_text("Самолёт вылетел.", "utf-8")
    (folder / "deeper" / "ئۇيغۇرچە.md").write_text("# خەت\n\nئايروپىلان ئۇچتى.", "utf-8")
    (folder / "中文.html").write_text("<p>飞机失事。</p>", "utf-8")
    (folder / "liar.docx").write_bytes(b"%PDF-1.7 whatever")
    (folder / "empty.txt").touch()
    make_docx(folder, "# Report\n\nThe flight was cancelled.", "report.docx")
    table = tmp_path / "table.csv"
    table.write_text(TABLE, "utf-16")

    page = sign_in(annotator)
    page.goto(f"{workspace.get_absolute_url()}sources/")
    page.get_by_role("link", name="Import files").first.click()
    page.get_by_label("Or a whole folder").set_input_files(folder)
    expect(page.get_by_text("6 files chosen")).to_be_visible()
    # Nothing of what is asked of PDFs or TEI fits these.
    expect(page.get_by_label("Leave out running heads")).to_be_hidden()
    page.get_by_label("Language").fill("en")
    page.get_by_label("Table of what they are").set_input_files(table)
    page.get_by_role("button", name="Import").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("letters")
    expect(page.get_by_text("6 files are through.")).to_be_visible()
    page.get_by_role("link", name="Failed 3").click()
    failed = page.locator(".rows.imports > li")
    expect(failed).to_have_count(3)
    expect(failed.filter(has_text="liar.docx")).to_contain_text("it is a PDF")
    expect(failed.filter(has_text="中文.html")).to_contain_text("Row 3, column “date”")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the report").click()
    report = download.value.path().read_text("utf-8-sig")
    assert "letters/deeper/ئۇيغۇرچە.md,Done" in report

    page.get_by_role("link", name="Done 3").click()
    page.get_by_role("link", name="letters/русский.txt").click()
    page.wait_for_url(re.compile(r"/texts/[0-9a-f-]+/$"))
    expect(page.get_by_text("Самолёт вылетел.")).to_be_visible()
    letter = Source.objects.get(citation_key="petrov1949")
    assert (letter.title, letter.date) == ("Письмо комиссии", "1949-08-24")


def test_an_import_is_cancelled(
    sign_in: SignIn, workspace: Workspace, annotator: User, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.md"
    slow.write_bytes(b"*a* [b](c) \n\n> d\n\n" * 500_000)
    page = sign_in(annotator)
    page.goto(f"{workspace.get_absolute_url()}imports/new/")
    page.get_by_label("Files, or one ZIP").set_input_files(slow)
    page.get_by_label("Language").fill("en")
    page.get_by_role("button", name="Import").click()
    page.get_by_role("button", name="Cancel the import").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel the import").click()
    expect(page.get_by_text("This import was cancelled.")).to_be_visible()
    assert Import.objects.get().state == "cancelled"
    assert not Source.objects.exists()
