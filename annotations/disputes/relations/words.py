"""Relations of answers in words, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from annotations.disputes.relations.relating import Relation

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Words:
    """A relation, what it is called, and what it says of two answers."""

    relation: Relation
    label: StrPromise
    meaning: StrPromise


@dataclass(frozen=True)
class Counted:
    """A relation with the number of pairs that stand so to each other."""

    words: Words
    count: int


_ALL = (
    Words(Relation.CONFLICT, _("Conflict"), _("They cannot both be true.")),
    Words(Relation.DIFFER, _("Differ"), _("They have nothing in common, but may both be true.")),
    Words(Relation.OVERLAP, _("Overlap"), _("They have something in common and may both be true.")),
    Words(Relation.REFINE, _("Refine"), _("One says the same more exactly.")),
    Words(Relation.AGREE, _("Agree"), _("They say the same in other words.")),
    Words(Relation.NOT_COMPARABLE, _("Not comparable"), _("They say nothing about each other.")),
)
#: Every relation, in the order of lists.
RELATIONS: dict[Relation, Words] = {words.relation: words for words in _ALL}
