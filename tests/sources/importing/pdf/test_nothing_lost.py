"""Whatever the layout, where nothing is to be left out every letter comes through."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.importing.building import assemble
from sources.importing.pdf.layout import Choices, lay_out
from sources.importing.pdf.page import Glyph, Page
from tests.sources.importing.pdf.makers import Draw, by_reportlab, lines, read, together

WORDS = st.text("abcdefghijklmnopqrstuvwxyzéßäø", min_size=1, max_size=12)
FONTS = st.sampled_from(["Times-Roman", "Helvetica-Bold", "Courier-Oblique"])


@dataclass(frozen=True)
class Block:
    """Lines in a cell of a page, which has six of them side by side and below each other."""

    said: list[str]
    font: str
    size: float
    cell: int
    shift: int

    def draw(self) -> Draw:
        x, y = 20 + 1500 * (self.cell % 3), 780 - 400 * (self.cell // 3)
        shifted = {"x": x + self.shift, "y": y - self.shift}
        return lines(*self.said, size=self.size, font=self.font, **shifted)


BLOCKS = st.builds(
    Block,
    st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=9),
    FONTS,
    st.sampled_from([6, 9, 10, 10.5, 14, 22]),
    st.integers(0, 5),
    st.integers(0, 40),
)
PAGES = st.lists(
    st.lists(BLOCKS, max_size=6, unique_by=lambda block: block.cell), min_size=1, max_size=4
)


def letters(text: str) -> Counter[str]:
    return Counter(each for each in unicodedata.normalize("NFC", text) if each.isalpha())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(PAGES)
def test_every_letter_comes_through(pages: list[list[Block]]) -> None:
    draws = [together(*(block.draw() for block in page)) for page in pages]
    document = read(by_reportlab(*draws, size=(4600, 800)))
    document.check()
    drawn = " ".join(line for page in pages for block in page for line in block.said)
    assert letters(document.content) == letters(drawn)


LENGTHS = st.floats(-700, 700, allow_nan=False, width=32)
GLYPHS = st.builds(
    Glyph,
    st.sampled_from(["a", "é", " ", "1", "(", "ب", "לָ", "\u0650", "飞", "-", "\u00ad", "fi"]),
    LENGTHS,
    LENGTHS,
    LENGTHS,
    st.floats(0.125, 90, width=32),
    st.integers(0, 7),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.lists(GLYPHS, min_size=1, max_size=40), max_size=2), max_size=4))
def test_glyphs_anywhere_make_a_text(pages: list[list[list[Glyph]]]) -> None:
    laid_out = lay_out([Page(frames=frames) for frames in pages], len(pages), Choices(True, True))
    document = assemble(laid_out.drafts)
    document.check()
    assert sum(block.is_page_break for block in document.blocks) == len(pages)
