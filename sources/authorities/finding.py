"""Finding authorities by any of their names, in any script, while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, CharField, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Concat, LPad, Round
from rapidfuzz import fuzz

from project.people.models import Workspace
from project.people.rows import WorkspaceRowQuerySet
from sources.authorities.models import Authority
from sources.authorities.names import Written, fold, is_unspaced
from sources.authorities.queries import Container, known_authorities

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: Authorities proposed while somebody types, and words of a search that count.
MOST = 12
MOST_WORDS = 10
#: Letters from which on a search also finds what is spelt almost so.
LONG_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Found:
    """An authority with what tells it from its namesakes."""

    authority: Authority
    #: The name that was sought, where it is not the preferred one.
    matched: Written | None
    #: What it is part of, the innermost first, as one says it: Almaty, Kazakhstan.
    within: tuple[Container, ...]


def having_name(
    authorities: WorkspaceRowQuerySet[Authority], q: str
) -> WorkspaceRowQuerySet[Authority]:
    """Those that have every word of `q` at the beginning of a word of their names, best first.

    Case, accents and the order of words do not count. Names that are spelt almost so come last
    (pg_trgm's word similarity of 0.6 or more). `place` is a text that they are in order of, each
    with its own. By name, and without it, where `q` has no words.
    """
    sought = fold(q)
    words = sought.split()[:MOST_WORDS]
    if not words:
        return authorities.order_by("name", "pk")
    begins = Q(*(("words__contains", word if is_unspaced(word) else f" {word}") for word in words))
    alike = begins
    if len(sought) >= LONG_ENOUGH:
        alike |= Q(words__trigram_word_similar=sought)
    rank = Case(
        When(words__contains=f"\n {sought} \n", then=0),
        When(words__contains=f"\n {sought}", then=1),
        When(begins, then=2),
        default=3,
    )
    unlike = Round((1.0 - TrigramWordSimilarity(sought, "words")) * 1_000_000)
    place = Concat(
        *(_text(rank), LPad(_text(Cast(unlike, IntegerField())), 7, Value("0"))),
        *("name", Value("\t"), _text("uid")),
        output_field=CharField(),
    )
    found = authorities.filter(alike).annotate(place=place).order_by("place")
    return cast("WorkspaceRowQuerySet[Authority]", found)


def _text(expression: Any) -> Cast:
    return Cast(expression, CharField())


def find_authorities(
    user: User | AnonymousUser, workspace: Workspace, *, q: str = "", kind: str = ""
) -> WorkspaceRowQuerySet[Authority]:
    """The authorities of a workspace that have the words of `q` in a name, best first."""
    seen = Authority.objects.visible_to(user).filter(workspace=workspace)
    if kind:
        seen = seen.filter(kind=kind)
    return having_name(seen.select_related("workspace"), q)


def told_apart(workspace: Workspace, authorities: Iterable[Authority], q: str = "") -> list[Found]:
    """Each with the name that matched and what it lies within. One query."""
    rows = list(authorities)
    known = known_authorities(workspace, [row.uid for row in rows])
    found = []
    for row in rows:
        row.workspace = workspace
        matched = matching_name(row, q)
        within = known[row.uid].within[::-1] if row.uid in known else ()
        found.append(Found(row, None if matched == row.written else matched, within))
    return found


def matching_name(authority: Authority, q: str) -> Written:
    """The name that is most like what was sought; the preferred one of several."""
    sought = fold(q)
    if not sought:
        return authority.written
    return max(authority.names, key=lambda name: _likeness(sought, fold(name.name)))


def _likeness(sought: str, name: str) -> tuple[bool, float]:
    """Whether a name begins with all words that are sought, then how like it is, up to 100."""
    words = name.split()
    begins = all(
        any(word in each if is_unspaced(word) else each.startswith(word) for each in words)
        for word in sought.split()
    )
    return begins, fuzz.partial_token_sort_ratio(sought, name)
