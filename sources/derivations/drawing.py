"""A graph of derivations as a picture: what stands where, in the units of an SVG."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from project.people.models import Workspace
from sources.derivations.layout import Point, laid_out
from sources.derivations.outline import Entry, outlined
from sources.derivations.roots import Link
from sources.records.models import Derivation, Source

Kind = Derivation.Kind

#: A box, and what lies between two.
WIDTH, HEIGHT = 208, 48
ACROSS, DOWN = 112, 20
MARGIN = 8
#: How far the middle of a bow stands out, and where its label starts.
BOW, BESIDE_BOW = 24, 30
#: From one line of labels to the next below it, and the letters of one, which fit between boxes.
LABEL_HEIGHT = 14
LABEL_LETTERS = 14
#: Letters of Latin width that fit into a box.
MOST_LETTERS = 27

#: Kinds in a word, as they stand beside a line.
WORDS = {
    Kind.COPY: _("copy"),
    Kind.TRANSLATION: _("translation"),
    Kind.SUMMARY: _("summary"),
    Kind.QUOTATION: _("quotes"),
    Kind.SAME_WITNESS: _("same witness"),
    Kind.UNKNOWN: _("not known how"),
}
#: What is drawn with a broken line.
UNCERTAIN = {Derivation.Certainty.POSSIBLE, Derivation.Certainty.DOUBTFUL}


@dataclass(frozen=True)
class Box:
    """A source in the picture; `citations` are counted where that is asked for."""

    source: Source
    x: int
    y: int
    title: str
    citations: int | None = None

    @property
    def is_title_alone(self) -> bool:
        """Whether nothing else is known of the source that stands below its title."""
        return not (self.citations or self.source.creators or self.source.shown_date)


@dataclass(frozen=True)
class Line:
    """All derivations between two sources, one way."""

    path: str
    #: Line by line.
    label: Sequence[str]
    label_x: int
    label_y: int
    #: Which end of a label stands there, in SVG's words.
    label_anchor: str
    is_uncertain: bool
    is_same_witness: bool


@dataclass(frozen=True)
class Told:
    """A line of the list beside the picture."""

    source: Source
    entry: Entry
    #: How it depends on the one it stands below, in words.
    words: str
    beside: Sequence[Source]
    citations: int | None = None

    @property
    def closing(self) -> range:
        """As many as lists end after it."""
        return range(self.entry.closes)


@dataclass(frozen=True)
class Picture:
    """A graph as it is drawn, and told as a list."""

    boxes: list[Box]
    lines: list[Line]
    entries: list[Told]
    width: int
    height: int


@dataclass(frozen=True)
class Graph:
    """Sources by their keys, with the derivations between them."""

    workspace: Workspace
    sources: Mapping[int, Source]
    derivations: Collection[Derivation]
    #: Citations of each source, where that matters.
    citations: Mapping[int, int] | None = None
    by_link: dict[Link, list[Derivation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for derivation in self.derivations:
            self.by_link.setdefault(link_of(derivation), []).append(derivation)


def link_of(derivation: Derivation) -> Link:
    """A derivation as a link between two keys."""
    is_same_witness = derivation.kind == Kind.SAME_WITNESS
    return Link(derivation.source_id, derivation.origin_id, is_same_witness)


def drawn(graph: Graph) -> Picture:
    """Draw a graph: from left to right, what hangs together below what else does."""
    nodes = list(graph.sources)
    layout = laid_out(nodes, list(graph.by_link))
    # Beside the last column there may be bows.
    last = layout.columns - 1
    bows = any(path[0][0] == path[-1][0] == last for path in layout.paths.values())
    return Picture(
        boxes=[_box(graph, node, place) for node, place in layout.places.items()],
        lines=_legible(
            _line(graph.by_link[link], link, path) for link, path in layout.paths.items()
        ),
        entries=[_told(graph, entry) for entry in outlined(nodes, list(graph.by_link))],
        width=2 * MARGIN + layout.columns * (WIDTH + ACROSS) - (0 if bows else ACROSS),
        height=round(2 * MARGIN + layout.rows * (HEIGHT + DOWN) - DOWN),
    )


def shortened(title: str) -> str:
    """A title that fits into a box; Chinese and the like is twice as wide as Latin."""
    width = 0
    for at, letter in enumerate(title):
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width > MOST_LETTERS:
            return f"{title[: max(1, at - 1)].rstrip()}…"
    return title


def _legible(lines: Iterable[Line]) -> list[Line]:
    """The lines with no label over another: where two cross, the lower one gives way."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.label_x, line.label_y)):
        if found and found[-1].label_x == line.label_x:
            least = found[-1].label_y + LABEL_HEIGHT * len(found[-1].label)
            line = replace(line, label_y=max(line.label_y, least))
        found.append(line)
    return found


def _box(graph: Graph, node: int, place: Point) -> Box:
    source = graph.sources[node]
    x, y = _corner(place)
    citations = graph.citations.get(node, 0) if graph.citations is not None else None
    return Box(source, x, y, shortened(source.title), citations)


def _corner(place: Point) -> tuple[int, int]:
    column, row = place
    return MARGIN + column * (WIDTH + ACROSS), round(MARGIN + row * (HEIGHT + DOWN))


def _line(derivations: Sequence[Derivation], link: Link, path: Sequence[Point]) -> Line:
    corners = [_corner(point) for point in path]
    label = _label(derivations)
    label_x, label_y = _label_at(corners)
    is_upright = _is_upright(corners)
    # A bow has its label's middle beside it; a line across runs between two lines of the label.
    above = (len(label) - 1) * LABEL_HEIGHT // 2 if is_upright else len(label) // 2 * LABEL_HEIGHT
    return Line(
        path=_beside(corners) if is_upright else _across(corners),
        label=label,
        label_x=label_x,
        label_y=label_y - above,
        label_anchor="start" if is_upright else "middle",
        is_uncertain=_are_uncertain(derivations),
        is_same_witness=link.is_same_witness,
    )


def _label(derivations: Sequence[Derivation]) -> Sequence[str]:
    kinds = dict.fromkeys(str(WORDS[Kind(derivation.kind)]) for derivation in derivations)
    # The mark does not stand in a line by itself.
    mark = "\N{NO-BREAK SPACE}?" if _are_uncertain(derivations) else ""
    return textwrap.wrap(", ".join(kinds) + mark, LABEL_LETTERS, break_long_words=False)


def _are_uncertain(derivations: Iterable[Derivation]) -> bool:
    return all(derivation.certainty in UNCERTAIN for derivation in derivations)


def _is_upright(corners: Sequence[tuple[int, int]]) -> bool:
    return corners[0][0] == corners[-1][0]


def _across(corners: Sequence[tuple[int, int]]) -> str:
    """From the one side of each box to the other of the next, in bows."""
    if corners[0][0] > corners[-1][0]:
        corners = [*reversed(corners)]
    x, y = corners[0][0] + WIDTH, corners[0][1] + HEIGHT // 2
    path = [f"M{x} {y}"]
    for one, two in pairwise(corners):
        start, end = one[0] + WIDTH, two[0]
        middle, height = (start + end) // 2, two[1] + HEIGHT // 2
        path.append(f"C{middle} {one[1] + HEIGHT // 2} {middle} {height} {end} {height}")
        if two is not corners[-1]:
            path.append(f"H{end + WIDTH}")
    return " ".join(path)


def _beside(corners: Sequence[tuple[int, int]]) -> str:
    """Between two boxes of one column: in a bow on their right."""
    (x, y), (_x, end) = corners[0], corners[-1]
    x, y, end = x + WIDTH, y + HEIGHT // 2, end + HEIGHT // 2
    # The middle of such a curve is at three quarters of where it is drawn to.
    aim = x + BOW * 4 // 3
    return f"M{x} {y} C{aim} {y} {aim} {end} {x} {end}"


def _label_at(corners: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """In the last gap before what depends, or beside the bow."""
    (x, y), (end_x, end_y) = corners[-2:]
    if x == end_x:
        return x + WIDTH + BESIDE_BOW, (y + end_y) // 2 + HEIGHT // 2 + 4
    return max(x, end_x) - ACROSS // 2, (y + end_y) // 2 + HEIGHT // 2 - 4


def _told(graph: Graph, entry: Entry) -> Told:
    derivations = graph.by_link[entry.link] if entry.link else []
    return Told(
        source=graph.sources[entry.node],
        entry=entry,
        words=", ".join(_in_words(derivation) for derivation in derivations),
        beside=[graph.sources[node] for node in entry.beside],
        citations=None if graph.citations is None else graph.citations.get(entry.node, 0),
    )


def _in_words(derivation: Derivation) -> str:
    kind = str(WORDS[Kind(derivation.kind)])
    if not derivation.certainty:
        return kind
    return f"{kind} ({derivation.get_certainty_display().lower()})"
