"""Deleting sources and texts, as long as nothing rests on them."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal

from project.people import services as people
from project.people.models import User
from sources.records.models import Source
from sources.texts.models import Text

#: Sent inside the transaction that deletes, with `row` (a Source or Text) and `actor`. A
#: receiver that still needs the row raises `InUse`.
deleting = Signal()


class InUse(Exception):
    """Citations rest on passages of this; it cannot be deleted before they are withdrawn."""

    def __init__(self, citations: int) -> None:
        self.citations = citations
        noun = "citation rests" if citations == 1 else "citations rest"
        super().__init__(
            f"{citations} {noun} on passages of this. Withdraw what rests on it first,"
            " then delete it."
        )


@transaction.atomic
def delete(*, actor: User, row: Source | Text) -> None:
    """Delete a row so that it can be restored. Raises `InUse`, `NotPermitted`."""
    type(row).objects.select_for_update().get(pk=row.pk)
    deleting.send(sender=type(row), row=row, actor=actor)
    people.delete(actor=actor, row=row)
