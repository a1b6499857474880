"""Sources that may be one and the same, and why one thinks so.

Two records are likely the same when an identifier says so (DOI, ISBN, ISSN of a periodical, web
address, the citation key an entry comes with), or when their titles are alike and neither
creators nor years speak against it. Titles and names are compared in all their scripts, each
romanised; likeness is rapidfuzz's `token_sort_ratio`, 0 to 100, which does not mind the order
of words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from project.people.models import Workspace
from sources.records.models import Source
from sources.records.variants import names_of, titles_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: How much alike titles and creators must be, of 100.
ALIKE_TITLES = 86
ALIKE_CREATORS = 70
#: And titles where nothing else is known.
ALIKE_ALONE = 95
#: Candidates offered for one record, and pairs listed for a workspace.
MOST_CANDIDATES = 5
MOST_PAIRS = 200


@dataclass(frozen=True)
class Candidate:
    """A source that may be the same, with the reasons in words and a score out of 100."""

    source: Source
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Pair:
    """Two sources of a workspace that may be the same, the older first."""

    first: Source
    second: Source
    reasons: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Traits:
    """What of a record is compared."""

    csl: Mapping[str, Any]
    date: str
    variants: Mapping[str, Any]
    key: str = ""

    @cached_property
    def identifiers(self) -> frozenset[tuple[str, str]]:
        """Kind and normalised value of each."""
        return frozenset(_identifiers(self.csl))

    @cached_property
    def titles(self) -> list[str]:
        """The title in each script, romanised and in order of its words."""
        return [_plain(title.text) for title in titles_of(self.csl, self.variants)]

    @cached_property
    def creators(self) -> list[str]:
        """All creators in one line, once for each script that the first has."""
        names = names_of(self.csl, self.variants) or names_of(self.csl, self.variants, "editor")
        scripts = max((len(forms) for forms in names), default=0)
        lines = (
            " ".join(forms[min(number, len(forms) - 1)].text for forms in names)
            for number in range(scripts)
        )
        return [_plain(line) for line in lines]

    @cached_property
    def year(self) -> str:
        """Of its date; empty where that has none."""
        found = re.search(r"-?\d{4}", self.date)
        return found.group() if found else ""


def find(
    workspace: Workspace,
    user: User | AnonymousUser,
    csl: Mapping[str, Any],
    date: str = "",
    *,
    variants: Mapping[str, Any] | None = None,
    citation_key: str = "",
    but: Source | None = None,
) -> list[Candidate]:
    """The workspace's sources, `but` for one, that a record may be the same as; likeliest first.

    `citation_key` is the one that an entry comes with from another program.
    """
    asked = Traits(csl, date, variants or {}, citation_key)
    found = []
    for source in _sources(workspace, user):
        if source != but and (match := compare(asked, _traits(source))):
            found.append(Candidate(source, *match))
    found.sort(key=lambda candidate: -candidate.score)
    return found[:MOST_CANDIDATES]


def pairs(workspace: Workspace, user: User | AnonymousUser) -> list[Pair]:
    """Sources of the workspace that may be the same, two by two, likeliest first."""
    sources = _sources(workspace, user)
    traits = [_traits(source) for source in sources]
    found = []
    for first, second in _comparable(traits):
        if match := compare(traits[first], traits[second]):
            found.append(Pair(sources[first], sources[second], *match))
    found.sort(key=lambda pair: (-pair.score, pair.first.pk, pair.second.pk))
    return found[:MOST_PAIRS]


def compare(one: Traits, other: Traits) -> tuple[tuple[str, ...], float] | None:
    """Why two records may be the same, and how likely of 100; None where nothing says so."""
    if shared := one.identifiers & other.identifiers:
        kinds = sorted({kind for kind, _value in shared})
        return tuple(_("same %(what)s") % {"what": kind} for kind in kinds), 100
    if one.key and one.key == other.key:
        return (_("same citation key"),), 99
    title = _likeness(one.titles, other.titles, ALIKE_TITLES)
    if not title or (one.year and other.year and one.year != other.year):
        return None
    creators = _likeness(one.creators, other.creators)
    known = bool(one.creators and other.creators)
    if known and creators < ALIKE_CREATORS:
        return None
    same_year = bool(one.year and one.year == other.year)
    if not (known or same_year) and title < ALIKE_ALONE:
        return None
    reasons = [_("title %(percent)s %% alike") % {"percent": round(title)}]
    if known:
        reasons.append(_("creators %(percent)s %% alike") % {"percent": round(creators)})
    if same_year:
        reasons.append(_("same year"))
    return tuple(reasons), (title + (creators if known else 60) + 100 * same_year) / 3


def _sources(workspace: Workspace, user: User | AnonymousUser) -> list[Source]:
    return list(
        Source.objects.visible_to(user)
        .filter(workspace=workspace)
        .select_related("workspace")
        .order_by("pk")
    )


def _traits(source: Source) -> Traits:
    return Traits(source.csl, source.date, source.variants, source.citation_key)


def _comparable(traits: Sequence[Traits]) -> list[tuple[int, int]]:
    """Index pairs worth a look: those that share an identifier, or whose titles are alike."""
    found: set[tuple[int, int]] = set()
    by_identifier: dict[tuple[str, str], list[int]] = defaultdict(list)
    owners = [number for number, each in enumerate(traits) for _title in each.titles]
    titles = [title for each in traits for title in each.titles]
    for number, each in enumerate(traits):
        for identifier in each.identifiers:
            by_identifier[identifier].append(number)
        start = bisect_right(owners, number)
        for title in each.titles:
            alike = process.extract_iter(
                title, titles[start:], scorer=fuzz.ratio, score_cutoff=ALIKE_TITLES
            )
            found.update((number, owners[start + place]) for _title, _score, place in alike)
    for numbers in by_identifier.values():
        found.update(combinations(numbers, 2))
    return sorted(found)


def _likeness(ones: Collection[str], others: Collection[str], least: float = 0) -> float:
    """Of the two forms that are most alike; 0 below `least`."""
    return max(
        (fuzz.ratio(one, other, score_cutoff=least) for one in ones for other in others),
        default=0,
    )


def _plain(text: str) -> str:
    """Romanised, without marks and case, its words in order: ready for `fuzz.ratio`."""
    return " ".join(sorted(utils.default_process(anyascii(text)).split()))


def _identifiers(csl: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if doi := re.search(r"10\.\S+", str(csl.get("DOI", ""))):
        yield "DOI", doi.group().lower()
    # Chapters of one book share its ISBN.
    isbns = "" if csl.get("container-title") else str(csl.get("ISBN", ""))
    for isbn in re.split(r"[\s,;]+", isbns):
        digits = re.sub(r"[^0-9X]", "", isbn.upper())
        if len(digits) in (10, 13):
            # The nine digits that ISBN-10 and ISBN-13 share; check digits differ.
            yield "ISBN", digits[-10:-1]
    if csl.get("type") == "periodical" and csl.get("ISSN"):
        yield "ISSN", re.sub(r"[^0-9X]", "", str(csl["ISSN"]).upper())
    if url := re.sub(r"^https?://(www\.)?", "", str(csl.get("URL", "")).strip()).rstrip("/"):
        yield _("web address"), url.partition("#")[0]
