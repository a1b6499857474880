"""What a list of sources is asked for, and the addresses that ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sources.lists.facets import FACETS
from sources.lists.orders import DEFAULT, ORDERS

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: The columns beside the title, and the order by which each can be sorted, if any.
COLUMNS: dict[str, tuple[StrPromise, str]] = {
    "creators": (_("By whom"), "creators"),
    "date": (_("Date"), "date"),
    "type": (_("Type"), ""),
    "language": (_("Language"), ""),
    "texts": (_("Texts"), ""),
    "tags": (_("Tags"), ""),
    "archive": (_("Archive"), ""),
    "originality": (_("Originality"), ""),
    "key": (_("Citation key"), "key"),
    "added": (_("Added"), "added"),
    "changed": (_("Changed"), "changed"),
}
DEFAULT_COLUMNS = ("creators", "date", "type", "texts", "tags", "key")
#: Values of one facet that count; a query string with more is nobody's choice.
MOST_CHOSEN = 100


@dataclass(frozen=True)
class Asked:
    """Words, chosen values of facets, order and columns. Nonsense counts as not asked."""

    q: str
    chosen: Mapping[str, tuple[str, ...]]
    sort: str
    columns: tuple[str, ...]

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for less than everything."""
        return bool(self.q or self.chosen)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values of what is asked, columns aside, as a form carries them on."""
        return parse_qsl(self.query(columns=()))

    def query(self, **changes: str | tuple[str, ...]) -> str:
        """The query string that asks for the same, apart from `changes`. Defaults are left out."""
        asked = {"q": self.q, **self.chosen, "sort": self.sort, "columns": self.columns, **changes}
        made = QueryDict(mutable=True)
        for name, value in asked.items():
            values = [value] if isinstance(value, str) else list(value)
            default = (name == "sort" and value == DEFAULT) or values == [""]
            if values and not default:
                made.setlist(name, values)
        return made.urlencode()

    def without(self, facet: str, value: str) -> str:
        """The query string without one chosen value."""
        return self.query(**{facet: tuple(v for v in self.chosen[facet] if v != value)})


def read_query(given: QueryDict) -> Asked:
    """What a query string asks for."""
    chosen = {
        facet.name: tuple(dict.fromkeys(filter(None, given.getlist(facet.name))))[:MOST_CHOSEN]
        for facet in FACETS
    }
    sort = given.get("sort", "")
    return Asked(
        q=" ".join(given.get("q", "").split()),
        chosen={name: values for name, values in chosen.items() if values},
        sort=sort if sort.removeprefix("-") in ORDERS else DEFAULT,
        columns=tuple(name for name in COLUMNS if name in given.getlist("columns")),
    )


@dataclass(frozen=True)
class Head:
    """The head of a column: its words, how it is sorted now, and the address that turns that."""

    name: str
    label: str
    #: As in aria-sort: ascending, descending or nothing.
    sorted: str
    query: str


def heads(asked: Asked, shown: tuple[str, ...]) -> list[Head]:
    """The heads of the title and of the columns that are shown."""
    columns = [("title", ORDERS["title"], "title")]
    columns += [(name, *COLUMNS[name]) for name in shown]
    return [_head(asked, name, str(label), order) for name, label, order in columns]


def _head(asked: Asked, name: str, label: str, order: str) -> Head:
    state = {order: "ascending", f"-{order}": "descending"}.get(asked.sort, "") if order else ""
    turned = f"-{order}" if state == "ascending" else order
    return Head(name, label, state, asked.query(sort=turned) if order else "")
