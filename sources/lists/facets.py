"""The facets of the list of sources: what each calls a source, and how its values read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources.lists.catalogue import Catalogue, Line
from sources.lists.periods import period_words, periods_of
from sources.records.csl import TYPES
from sources.records.models import Source
from sources.texts.languages import language_name

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Stands for “not told” in a query string.
NONE = "-"
YES, NO = "yes", "no"
#: Values shown before “more”.
FIRST = 8

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list: the values of a line, and the words for a value."""

    name: str
    label: StrPromise
    values: Callable[[Catalogue, Line], Collection[str]]
    words: Callable[[Catalogue, str], str]
    #: Whether values stand in their own order rather than by how many they are.
    by_value: bool = False


@dataclass(frozen=True)
class Choice:
    """A value of a facet as the page offers it."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Offer:
    """A facet as the page offers it."""

    facet: Facet
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        """What is shown at once: the first few, and whatever is chosen."""
        return [c for n, c in enumerate(self.choices) if n < FIRST or c.chosen]

    @property
    def rest(self) -> list[Choice]:
        """What stands under “more”."""
        return [c for n, c in enumerate(self.choices) if n >= FIRST and not c.chosen]


def matching(catalogue: Catalogue, chosen: Chosen, *, besides: str = "") -> Iterable[Line]:
    """The lines that have one of the chosen values in each facet, one facet set aside."""
    asked = [
        (facet, set(chosen[facet.name]))
        for facet in FACETS
        if chosen.get(facet.name) and facet.name != besides
    ]
    for line in catalogue.lines:
        if all(not wanted.isdisjoint(f.values(catalogue, line)) for f, wanted in asked):
            yield line


def offers(catalogue: Catalogue, chosen: Chosen) -> list[Offer]:
    """Every facet that tells sources apart, counted over what the other facets leave."""
    found = [Offer(facet, _choices(facet, catalogue, chosen)) for facet in FACETS]
    return [
        offer for offer in found if len(offer.choices) > 1 or any(c.chosen for c in offer.choices)
    ]


def _choices(facet: Facet, catalogue: Catalogue, chosen: Chosen) -> list[Choice]:
    wanted = chosen.get(facet.name, ())
    counts = Counter(
        value
        for line in matching(catalogue, chosen, besides=facet.name)
        for value in facet.values(catalogue, line)
    )
    choices = [
        Choice(value, facet.words(catalogue, value), counts[value], value in wanted)
        for value in {*counts, *wanted}
    ]
    if facet.by_value:
        return sorted(choices, key=lambda choice: (choice.value == NONE, choice.value))
    return sorted(choices, key=lambda c: (c.value == NONE, -c.count, c.words.casefold()))


def _tags(catalogue: Catalogue, line: Line) -> Collection[str]:
    return [str(catalogue.tags[tag].uid) for tag in line.tags] or [NONE]


def _tag_words(catalogue: Catalogue, value: str) -> str:
    names = {str(tag.uid): tag.name for tag in catalogue.tags.values()}
    return names.get(value, gettext("No tag") if value == NONE else gettext("A tag that is gone"))


def _flag(name: str) -> Callable[[Catalogue, Line], Collection[str]]:
    return lambda catalogue, line: (YES,) if line.pk in catalogue.flags.get(name, ()) else (NO,)


def _either(yes: StrPromise, no: StrPromise) -> Callable[[Catalogue, str], str]:
    return lambda _catalogue, value: str(yes if value == YES else no)


def _originality(_catalogue: Catalogue, value: str) -> str:
    known = dict(Source.Originality.choices)
    return str(known.get("" if value == NONE else value, value)).partition(":")[0]


FACETS = (
    Facet(
        "type",
        _("Type"),
        lambda _catalogue, line: (line.type,),
        lambda _catalogue, value: str(TYPES.get(value, value)),
    ),
    Facet(
        "language",
        _("Language"),
        lambda _catalogue, line: (line.language or NONE,),
        lambda _catalogue, value: gettext("Not told") if value == NONE else language_name(value),
    ),
    Facet(
        "period",
        _("Date"),
        lambda _catalogue, line: periods_of(line.date) or (NONE,),
        lambda _catalogue, value: gettext("Undated") if value == NONE else period_words(value),
        by_value=True,
    ),
    Facet("tag", _("Tag"), _tags, _tag_words),
    Facet("cited", _("Cited"), _flag("cited"), _either(_("Cited"), _("Not cited"))),
    Facet("text", _("Text"), _flag("text"), _either(_("With a text"), _("Without a text"))),
    Facet(
        "originality",
        _("Originality"),
        lambda _catalogue, line: (line.originality or NONE,),
        _originality,
    ),
)
