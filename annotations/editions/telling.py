"""An edition in a list of editions: when and by whom it was published, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from annotations.editions.changes import KINDS
from annotations.editions.models import Edition
from project.people.activity.events import Change


@dataclass(frozen=True)
class Told:
    """What a list says of an edition."""

    edition: Edition
    #: A line for each kind of thing that changed, such as "Claims: 2 added, 1 changed".
    lines: list[str]
    #: For those who publish: what rights have changed since.
    rights: Sequence[Change] = ()

    @property
    def published(self) -> datetime:
        """When."""
        return self.edition.created_at

    @cached_property
    def new(self) -> frozenset[str]:
        """The identities of what the edition before did not have."""
        return self._identities("added")

    @cached_property
    def changed(self) -> frozenset[str]:
        """The identities of what it had otherwise."""
        return self._identities("changed")

    def _identities(self, how: str) -> frozenset[str]:
        return frozenset(uid for change in self.edition.changes for uid in change[how])


def told(edition: Edition, rights: Sequence[Change] = ()) -> Told:
    """What a list says of it; nothing of what a withdrawn one had changed."""
    if edition.is_withdrawn:
        return Told(edition, [])
    return Told(edition, [_line(KINDS[each["kind"]], each) for each in edition.changes], rights)


def _line(kind: str | Promise, change: dict[str, list[str] | int]) -> str:
    counts = {
        _("%(n)s added"): change["added"],
        _("%(n)s changed"): change["changed"],
        _("%(n)s removed"): change["removed"],
    }
    said = [
        words % {"n": number}
        for words, given in counts.items()
        if (number := given if isinstance(given, int) else len(given))
    ]
    return _("%(kind)s: %(changes)s") % {"kind": kind, "changes": _(", ").join(said)}
