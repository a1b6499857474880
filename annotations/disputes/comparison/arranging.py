"""How somebody has a comparison laid out, which its address says. Pure: no ORM.

========== ==========================================================================
conflicts  1: only questions whose answers conflict
group      only questions under this heading
stance     only questions to which something is cited with this stance
hide       uid of an account that is not shown; any number of them
order      uid of an account that comes before those not named; in their order
fold       heading under which nothing is shown; any number of them
page       of the questions
cell       question.account: the cell whose details are open
========== ==========================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

#: Accounts and headings that one address names.
MOST_NAMED = 500


class HasUid(Protocol):
    """An account, as far as it matters here."""

    uid: UUID


Column = TypeVar("Column", bound=HasUid)


@dataclass(frozen=True)
class Arrangement:
    """What of a comparison is shown, and in which order of accounts."""

    only_conflicts: bool = False
    group: str = ""
    stance: str = ""
    hidden: frozenset[UUID] = frozenset()
    order: tuple[UUID, ...] = ()
    folded: frozenset[str] = frozenset()

    @classmethod
    def read(cls, asked: QueryDict) -> Arrangement:
        """What an address asks for; what is no uid is passed over."""
        return cls(
            only_conflicts=asked.get("conflicts") == "1",
            group=asked.get("group", ""),
            stance=asked.get("stance", ""),
            hidden=frozenset(uids(asked.getlist("hide"))),
            order=tuple(dict.fromkeys(uids(asked.getlist("order")))),
            folded=frozenset(asked.getlist("fold")[:MOST_NAMED]),
        )

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values of all but the accounts, as a form sends them."""
        asked: list[tuple[str, str]] = [("conflicts", "1")] * self.only_conflicts
        asked += [(name, said) for name in ("group", "stance") if (said := getattr(self, name))]
        return asked + [("fold", name) for name in sorted(self.folded)]

    @property
    def query(self) -> str:
        """The query of the address that asks for this, with its "?"."""
        return self.query_with()

    def query_with(self, *, page: int = 1, quotes: bool = False) -> str:
        """The same with a page, or with all quotes."""
        hidden = [("hide", str(uid)) for uid in sorted(self.hidden)]
        order = [("order", str(uid)) for uid in self.order]
        more = [("page", str(page))] * (page > 1) + [("quotes", "1")] * quotes
        return f"?{urlencode([*self.fields, *hidden, *order, *more])}"

    @property
    def is_narrowed(self) -> bool:
        """Whether some questions are left out, other than by folding."""
        return bool(self.only_conflicts or self.group or self.stance)

    def ordered(self, accounts: Iterable[Column]) -> list[Column]:
        """All accounts: first those that the address orders, then the others as they come."""
        places = {uid: place for place, uid in enumerate(self.order)}
        return sorted(accounts, key=lambda account: places.get(account.uid, len(places)))

    def columns(self, accounts: Iterable[Column]) -> list[Column]:
        """The accounts to show, in order."""
        return [each for each in self.ordered(accounts) if each.uid not in self.hidden]

    def with_fold(self, name: str) -> Arrangement:
        """This with the group folded, or unfolded again."""
        return replace(self, folded=self.folded ^ {name})

    def with_columns(
        self, usual: Sequence[UUID], *, order: Sequence[UUID], shown: Iterable[UUID]
    ) -> Arrangement:
        """This with these accounts shown, in this order; `usual` is all of them in theirs."""
        known = set(usual)
        kept = [uid for uid in dict.fromkeys(order) if uid in known]
        whole = [*kept, *(uid for uid in usual if uid not in set(kept))]
        return replace(
            self,
            hidden=frozenset(known - set(shown)),
            order=() if whole == list(usual) else tuple(whole),
        )


def moved(order: Sequence[UUID], uid: UUID, by: int) -> list[UUID]:
    """The order with one of it so many places further; before 0 is towards the start."""
    rest = [each for each in order if each != uid]
    if len(rest) < len(order):
        rest.insert(max(0, order.index(uid) + by), uid)
    return rest


def uid_of(word: str) -> UUID | None:
    """The uid that a word is; None where it is none."""
    return next(iter(uids([word])), None)


def uids(given: Iterable[str]) -> list[UUID]:
    """Those of some words that are uids."""
    found = []
    for word in list(given)[:MOST_NAMED]:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found
