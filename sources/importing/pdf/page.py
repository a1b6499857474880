"""What a page holds, before anybody knows what belongs together.

Lengths are points. Everything here and in the modules that only need it is pure: no PDFium, no
Django, so that it can run in a child and be tried on made-up pages.
"""

from dataclasses import dataclass, field
from enum import IntFlag
from typing import NamedTuple


class Style(IntFlag):
    """How a glyph is set, apart from its size."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    #: Raised and smaller than its line.
    RAISED = 4


class Glyph(NamedTuple):
    """What is drawn at one place: mostly one character, more for a ligature.

    `x0` to `x1` is its extent along the line, `y` the height of the line it stands on; in the
    frame of its text, so that lines run along x and follow each other towards smaller y.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: Style = Style.PLAIN


@dataclass
class Page:
    """One page: its glyphs by the way they are turned, the most first.

    `label` is the one that the file states, "" where it states none. `picture` tells whether a
    picture covers a good part of it, `legible` which share of its characters has a meaning.
    """

    frames: list[list[Glyph]] = field(default_factory=list)
    label: str = ""
    picture: bool = False
    legible: float = 1.0


@dataclass
class Line:
    """A line of text within one column: its text in logical order, a style for each character.

    `left` and `right` are the bounds of its column, `y` its base line. `cells` are the places in
    the text where a wide gap was, as between the cells of a table.
    """

    text: str
    styles: list[Style]
    x0: float
    x1: float
    y: float
    size: float
    left: float = 0.0
    right: float = 0.0
    page: int = 0
    column: int = 0
    rtl: bool = False
    cells: tuple[int, ...] = ()

    @property
    def indent(self) -> float:
        """How far it begins behind the edge of its column."""
        return self.right - self.x1 if self.rtl else self.x0 - self.left

    @property
    def slack(self) -> float:
        """How far it ends before the edge of its column."""
        return self.x0 - self.left if self.rtl else self.right - self.x1
