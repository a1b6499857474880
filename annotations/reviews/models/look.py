"""When somebody last looked at a dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from annotations.disputes.models import Dispute
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class LastLook(WorkspaceRow):
    """When `created_by` last looked at what became of a dispute; nobody else's business."""

    edit_permission = Permission.KEEP_LISTS

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="+")
    looked_at = models.DateTimeField()

    class Meta(WorkspaceRow.Meta):
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("dispute"),
            models.UniqueConstraint(
                fields=["dispute", "created_by"], name="annotations_lastlook_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.looked_at}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(created_by_id=user.pk) & Q(dispute__in=Dispute.objects.visible_to(user))
