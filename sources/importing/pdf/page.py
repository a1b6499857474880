"""What a page holds, before anybody knows what belongs together.

Lengths are points. Everything here and in the modules that only need it is pure: no PDFium, no
Django, so that it can run in a child and be tried on made-up pages.
"""

from dataclasses import dataclass, field

#: How a glyph is set, apart from its size: flags of `Glyph.style`. Raised ones are smaller, too.
BOLD, ITALIC, RAISED = 1, 2, 4


@dataclass(slots=True)
class Glyph:
    """What is drawn at one place: mostly one character, more for a ligature.

    `x0` to `x1` is its extent along the line, `y` the height of the line it stands on; in the
    frame of its text, so that lines run along x and follow each other towards smaller y.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    style: int = 0


@dataclass
class Page:
    """One page: its glyphs by the way they are turned, the most first.

    `label` is the one that the file states, "" where it states none. `picture` is the share of it
    that its largest picture covers, `legible` that of its characters which have a meaning.
    """

    frames: list[list[Glyph]] = field(default_factory=list)
    label: str = ""
    picture: float = 0.0
    legible: float = 1.0


@dataclass
class Line:
    """A line of text within one column: its text in logical order, the style of each character.

    Lines of one `column` of one `page` follow each other downwards to smaller `y`. `cells` are
    the places in the text where a wide gap was, as between the cells of a table.
    """

    text: str
    styles: bytes
    x0: float
    x1: float
    y: float
    size: float
    page: int = 0
    column: int = 0
    rtl: bool = False
    cells: tuple[int, ...] = ()

    @property
    def start(self) -> float:
        """Where it begins, in the direction in which it runs."""
        return -self.x1 if self.rtl else self.x0

    @property
    def end(self) -> float:
        """Where it ends, in that direction."""
        return -self.x0 if self.rtl else self.x1
