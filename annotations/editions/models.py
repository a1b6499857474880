"""Editions: a dispute as it was published, for good; and editions that were withdrawn."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from annotations.disputes.models import Dispute
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from uuid import UUID

#: A frozen edition never changes and never goes, but with its whole workspace.
FOR_GOOD = pgtrigger.Update | pgtrigger.Delete


@tracked(exclude=("content",))
class Edition(WorkspaceRow):
    """One published state of a dispute, readable by anybody at an address that stays.

    `content` is canonical JSON, as `annotations.editions.freezing` makes it; `sha256` is of it in
    UTF-8. `changes` says how it differs from the edition before, as `annotations.editions.changes`
    counts it. The database refuses UPDATE and DELETE.
    """

    edit_permission = Permission.PUBLISH

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    #: What changed since the edition before, in the words of whoever published it.
    note = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    content = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    changes = models.JSONField(default=list, editable=False)

    class Meta(WorkspaceRow.Meta):
        ordering = ["dispute", "-number"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("dispute"),
            models.UniqueConstraint(
                fields=["dispute", "number"], name="annotations_edition_number"
            ),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=FOR_GOOD)]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where anybody reads it; load `dispute` and `workspace` beforehand."""
        return published_url(self.workspace.uid, self.dispute.uid, self.number)

    @cached_property
    def frozen(self) -> dict[str, Any]:
        """The content as data."""
        content: dict[str, Any] = json.loads(self.content)
        return content

    @property
    def is_withdrawn(self) -> bool:
        """Whether its address shows a tombstone; load `withdrawal` beforehand."""
        return hasattr(self, "withdrawal")


@tracked()
class Withdrawal(WorkspaceRow):
    """An edition was taken down, for the reason given. It cannot be put up again."""

    edit_permission = Permission.PUBLISH

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal")
    #: Said to whoever comes to the address.
    reason = models.TextField(validators=[MaxLengthValidator(2_000)])

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("edition"),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_reason"),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=FOR_GOOD)]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.reason}"


def published_url(workspace: UUID, dispute: UUID, number: int) -> str:
    """The address of an edition, which is never given to another thing."""
    return reverse("published:edition", args=[workspace, dispute, number])
