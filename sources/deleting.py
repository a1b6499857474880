"""Deleting sources and texts, as long as nothing rests on them."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from project.people import services as people
from project.people.models import User
from project.people.refusing import Refused
from sources.records.models import Source
from sources.texts.models import Text

#: Sent inside the transaction that deletes, with `row` (a Source or Text) and `actor`. A
#: receiver that still needs the row raises `InUse`.
deleting = Signal()


class InUse(Refused):
    """Something rests on this; it cannot be deleted before that is withdrawn.

    `reasons` are sentences that say what, such as “2 citations rest on this.”.
    """

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        advice = _("Withdraw what rests on it first, then delete it.")
        super().__init__(" ".join((*reasons, advice)))


@transaction.atomic
def delete(*, actor: User, row: Source | Text) -> None:
    """Delete a row so that it can be restored. Raises `InUse`, `NotPermitted`."""
    type(row).objects.select_for_update().get(pk=row.pk)
    deleting.send(sender=type(row), row=row, actor=actor)
    people.delete(actor=actor, row=row)
