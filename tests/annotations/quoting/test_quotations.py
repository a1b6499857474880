from __future__ import annotations

import pytest

from annotations.quoting.quotations import FORMATS, Quotation, pages_of, quote
from sources.texts.structure import Block, BlockType, Document

ITEM = {
    "id": "petrov1949",
    "type": "book",
    "title": "Airfield & field",
    "author": [{"family": "Petrov", "given": "I."}],
    "publisher": "Vostok",
    "publisher-place": "Irkutsk",
    "issued": {"date-parts": [[1949]]},
}
CONTENT = "One and two.\n\nThree, four; 100 % & $5_a."


def paged(*breaks: tuple[int, str]) -> Document:
    return Document(
        CONTENT,
        (
            *(Block(BlockType.PAGE_BREAK, at, at, label=label) for at, label in breaks),
            Block(BlockType.PARAGRAPH, 0, 12),
            Block(BlockType.PARAGRAPH, 14, len(CONTENT)),
        ),
    )


PAGES = [
    ([], (0, 3), ""),
    ([(0, "12")], (0, 3), "12"),
    ([(0, "12"), (14, "13")], (0, 3), "12"),
    ([(0, "12"), (14, "13")], (8, 19), "12–13"),
    ([(0, "12"), (14, "13")], (8, 14), "12"),
    ([(0, "12"), (14, "13")], (14, 19), "13"),
    ([(14, "xiii")], (0, 3), ""),
    ([(0, "12v"), (5, "13r"), (14, "13v")], (0, 20), "12v–13v"),
]


@pytest.mark.parametrize(("breaks", "place", "pages"), PAGES)
def test_the_locator_comes_from_the_page_labels(
    breaks: list[tuple[int, str]], place: tuple[int, int], pages: str
) -> None:
    assert pages_of(paged(*breaks), *place) == pages


def test_a_time_of_a_recording_is_no_page() -> None:
    blocks = (
        Block(BlockType.TIME, 0, 0, label="0:12:05"),
        Block(BlockType.PARAGRAPH, 0, 12),
        Block(BlockType.TIME, 14, 14, label="0:13:10"),
        Block(BlockType.PARAGRAPH, 14, len(CONTENT)),
    )
    times = pages_of(Document(CONTENT, blocks), 0, 20)
    assert times == "0:12:05–0:13:10"
    copies = {name: FORMATS[name][1](quotation(times)).text for name in ("apa", "markdown")}
    assert copies["apa"].endswith(", 0:12:05–0:13:10)")
    assert copies["markdown"].endswith(", {0:12:05–0:13:10}]")


def quotation(pages: str = "12", words: str = "") -> Quotation:
    document = paged((0, pages)) if pages else paged()
    ranges = [(0, 7), (14, len(CONTENT))]
    quoted = quote(document, ranges, item=ITEM, language="en", direction="ltr")
    return quoted if not words else Quotation(words, pages, ITEM, "en", "ltr")


def test_an_omission_stands_between_passages() -> None:
    assert quotation().words == "One and […] Three, four; 100 % & $5_a."


WRITTEN = {
    "chicago-notes": "“One and” I. Petrov, Airfield & Field (Vostok, 1949), 12.",
    "chicago-author-date": "“One and” (Petrov 1949, 12)",
    "mla": "“One and” (Petrov 12)",
    "apa": "“One and” (Petrov, 1949, p. 12)",
    "markdown": "> One and [@petrov1949, p. 12]",
    "latex": r"\textquote{One and} \autocite[12]{petrov1949}",
}


@pytest.mark.parametrize("name", WRITTEN)
def test_formats(name: str) -> None:
    copy = FORMATS[name][1](quotation(words="One and"))
    assert copy.text == WRITTEN[name]


WITHOUT_PAGES = {
    "chicago-author-date": "“One and” (Petrov 1949)",
    "markdown": "> One and [@petrov1949]",
    "latex": r"\textquote{One and} \autocite{petrov1949}",
}


@pytest.mark.parametrize("name", WITHOUT_PAGES)
def test_formats_without_pages(name: str) -> None:
    assert FORMATS[name][1](quotation("", words="One and")).text == WITHOUT_PAGES[name]


ESCAPED = {
    "latex": r"100\% \& \$5\_a \textless b\textgreater{} \{c\}",
    "markdown": r"100% & \$5_a \<b\> {c}",
    "html": "100% &amp; $5_a &lt;b&gt; {c}",
}


@pytest.mark.parametrize("name", ESCAPED)
def test_what_means_something_in_a_format_is_escaped(name: str) -> None:
    assert ESCAPED[name] in FORMATS[name][1](quotation(words="100% & $5_a <b> {c}")).text


def test_formatted_copies_are_safe_to_show() -> None:
    html = FORMATS["chicago-notes"][1](quotation(words="<script>alert(1)</script>")).html
    assert html is not None
    assert "<script" not in html
    assert "<em>Airfield" in html


def test_the_language_and_direction_of_the_words_are_kept() -> None:
    words = Quotation("ئايروپىلان", "", ITEM, "ug-Arab", "rtl")
    html = FORMATS["chicago-author-date"][1](words).html
    assert html is not None
    assert "lang='ug-Arab' dir='rtl'" in html
