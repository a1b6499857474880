"""Which sources of a workspace pasted references may be, for many references at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from sources.quick_add.reading import Entry
from sources.records.duplicates import ALIKE_TITLES, MOST_CANDIDATES, Candidate, Traits, compare
from sources.records.models import Source

if TYPE_CHECKING:
    from project.people.models import User, Workspace


class Shelf:
    """The sources of a workspace, ready to be compared with many references."""

    def __init__(self, user: User, workspace: Workspace) -> None:
        found = Source.objects.visible_to(user).filter(workspace=workspace)
        self._sources = list(found.select_related("workspace").order_by("pk"))
        self._traits = [
            Traits(source.csl, source.date, source.variants, source.citation_key)
            for source in self._sources
        ]
        self._by_sign: dict[object, list[int]] = defaultdict(list)
        self._titles: list[str] = []
        self._owners: list[int] = []
        for place, traits in enumerate(self._traits):
            for sign in (*traits.identifiers, traits.key):
                self._by_sign[sign].append(place)
            self._titles += traits.titles
            self._owners += [place] * len(traits.titles)

    def like(self, entry: Entry) -> list[Candidate]:
        """The sources that a reference may be, likeliest first."""
        asked = Traits(entry.csl, entry.date, entry.further.get("variants", {}), entry.key)
        found = []
        for place in self._near(asked):
            if match := compare(asked, self._traits[place]):
                found.append(Candidate(self._sources[place], *match))
        return sorted(found, key=lambda candidate: -candidate.score)[:MOST_CANDIDATES]

    def _near(self, asked: Traits) -> Iterable[int]:
        """Sources with an identifier or key in common, or with titles about alike."""
        return {*self._with_signs(asked), *self._with_titles(asked)}

    def _with_signs(self, asked: Traits) -> Iterator[int]:
        for sign in (*asked.identifiers, asked.key):
            if sign:
                yield from self._by_sign.get(sign, ())

    def _with_titles(self, asked: Traits) -> Iterator[int]:
        for title in asked.titles:
            alike = process.extract_iter(
                title, self._titles, scorer=fuzz.ratio, score_cutoff=ALIKE_TITLES
            )
            for _title, _score, place in alike:
                yield self._owners[place]
