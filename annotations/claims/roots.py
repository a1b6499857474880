"""Known roots behind citations: "5 citations, 2 known roots".

Five citations of copies of one report are one line of evidence. The roots of what is cited are
those of `sources.derivations.roots`; that two roots are independent of each other is not shown
by that, only not denied.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.claims.models import Citation, Claim, ClaimGround
from project.people.models import Workspace
from sources.derivations.queries import known_to
from sources.derivations.roots import KnownRoots, Root

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


class Cited(NamedTuple):
    """A citation as counting needs it. Without a source it is of a search in no one source."""

    citation: int
    stance: str
    source: int | None


@dataclass(frozen=True, slots=True)
class Lines:
    """How many citations there are, and how many roots they are known to go back to."""

    citations: int = 0
    #: Each root with the citations that go back to it, by their keys.
    roots: Mapping[Root, list[int]] = field(default_factory=dict)
    #: Citations of searches that were made in no one source.
    rootless: int = 0

    @property
    def shown(self) -> str:
        """As in "5 citations, 2 known roots", with the searches that have none."""
        count = len(self.roots)
        parts = [
            ngettext("%(n)d citation", "%(n)d citations", self.citations) % {"n": self.citations}
        ]
        if count or not self.rootless:
            parts.append(ngettext("%(n)d known root", "%(n)d known roots", count) % {"n": count})
        if self.rootless:
            without = ngettext(
                "%(n)d search in no one source", "%(n)d searches in no one source", self.rootless
            )
            parts.append(without % {"n": self.rootless})
        return _(", ").join(parts)


@dataclass(frozen=True)
class EvidenceRoots:
    """The known roots behind the citations of many claims, all loaded; see `roots_of`.

    Claims are given by their keys.
    """

    known: KnownRoots
    cited: Mapping[int, list[Cited]]
    grounds: Mapping[int, list[int]]

    def of(self, *claims: int, stance: str = "") -> Lines:
        """All citations of these claims together, or those of one stance: what a claim or a
        cell of the comparison shows.
        """
        every = (one for claim in dict.fromkeys(claims) for one in self.cited.get(claim, ()))
        return counted((one for one in every if stance in ("", one.stance)), self.known)

    def by_stance(self, *claims: int) -> dict[str, Lines]:
        """`of` for each stance that occurs."""
        stances = dict.fromkeys(one.stance for claim in claims for one in self.cited.get(claim, ()))
        return {stance: self.of(*claims, stance=stance) for stance in stances}

    def with_grounds(self, *claims: int) -> Lines:
        """Their citations and those of all claims they are based on, directly or not."""
        return self.of(*_closure(claims, self.grounds))


def roots_of(claims: QuerySet[Claim], user: Anyone, workspace: Workspace) -> EvidenceRoots:
    """The known roots behind `claims` of a workspace, and behind what they are based on, as far
    as `user` sees; in four queries, however many claims there are.

    Retracted and merged claims are grounds for nothing.
    """
    keys = claims.order_by().values_list("pk", flat=True)
    grounds = _grounds(user, workspace)
    asked = set(keys)
    further = set(_closure(asked, grounds)) - asked
    cited: dict[int, list[Cited]] = defaultdict(list)
    # The claims as a query rather than as keys, of which there may be very many.
    citations = Citation.objects.visible_to(user).filter(Q(claim__in=keys) | Q(claim__in=further))
    rows = with_source_key(citations).order_by("claim", "pk")
    for claim, *one in rows.values_list("claim", "pk", "stance", "source_key"):
        cited[claim].append(Cited(*one))
    return EvidenceRoots(known_to(user, workspace), cited, grounds)


def with_source_key(citations: QuerySet[Citation]) -> QuerySet[Any]:
    """The citations with `source_key`, the key of the source they go to, if any."""
    return citations.annotate(
        source_key=Coalesce("source", "highlight__text__source", "search_log__source")
    )


def counted(cited: Iterable[Cited], known: KnownRoots) -> Lines:
    """Count citations and their roots. A citation of a source with two roots goes back to
    both.
    """
    citations, rootless = 0, 0
    roots: dict[Root, list[int]] = defaultdict(list)
    for one in cited:
        citations += 1
        rootless += one.source is None
        for root in () if one.source is None else known.of(one.source):
            roots[root].append(one.citation)
    return Lines(citations, dict(sorted(roots.items())), rootless)


def _grounds(user: Anyone, workspace: Workspace) -> dict[int, list[int]]:
    """What each claim of the workspace is directly based on."""
    rows = ClaimGround.objects.visible_to(user).filter(
        workspace=workspace, ground__retracted_at=None, ground__merged_into=None
    )
    grounds: dict[int, list[int]] = defaultdict(list)
    for claim, ground in rows.order_by("pk").values_list("claim", "ground"):
        grounds[claim].append(ground)
    return grounds


def _closure(claims: Iterable[int], grounds: Mapping[int, list[int]]) -> list[int]:
    """The claims and all that they are based on, each once."""
    found: dict[int, None] = {}
    ahead = list(claims)
    while ahead:
        claim = ahead.pop()
        if claim not in found:
            found[claim] = None
            ahead += grounds.get(claim, ())
    return list(found)
