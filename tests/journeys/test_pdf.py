"""A PDF is read, and a passage of it cited by the page that is printed on it."""

from __future__ import annotations

import re
from pathlib import Path

import typst
from playwright.sync_api import expect

from project.people.models import User, Workspace
from tests.journeys.conftest import SignIn
from tests.journeys.steps import add_source, select_by_mouse

BOOK = """
#set page(width: 11cm, height: 9cm, numbering: "i")
#set text(size: 10pt)
#counter(page).update(12)
= Preface
The archive of the commission was opened to nobody for forty years.
#pagebreak()
#set page(numbering: "1")
#counter(page).update(127)
= The flight
The aircraft left Almaty at dawn, and fog lay over the lake all that day. Nobody who was aboard
was seen again. The commission searched the slopes for eleven days, from the shore up to the
pass, and wrote down what hunters said who had heard the engines in the night.
#pagebreak()
It found parts of a wing, a shoe, and letters that could not be read.
"""


def test_a_pdf_is_cited_by_its_printed_pages(
    sign_in: SignIn, workspace: Workspace, annotator: User, tmp_path: Path
) -> None:
    file = tmp_path / "flight.pdf"
    made = typst.compile(BOOK.encode(), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    file.write_bytes(made)
    page = sign_in(annotator)
    page.goto(workspace.get_absolute_url())
    add_source(page, "The flight of 1949", author="Petrov", date="1950")
    page.get_by_role("link", name="Add a text").first.click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Leave out running heads and page numbers").check()
    page.get_by_label("Language").fill("en")
    page.get_by_role("button", name="Add the text").click()
    page.wait_for_url(re.compile(r"/texts/[0-9a-f-]+/$"))
    text = page.get_by_role("article", name="Text")
    expect(text.get_by_role("separator", name="Page 127")).to_be_attached()
    expect(text.get_by_text("127", exact=True)).to_have_count(0)

    quoted = page.get_by_role("figure", name="Quotation")
    for words, label in (("opened to nobody", "xii"), ("parts of a wing", "128")):
        page.reload()
        select_by_mouse(page, words)
        tools = page.get_by_role("toolbar", name="Selected passage")
        tools.get_by_role("button", name="Quote").click()
        page.get_by_label("Format").select_option("chicago-notes")
        expect(quoted).to_contain_text(f"“{words}”")
        expect(quoted).to_contain_text(f", {label}")
