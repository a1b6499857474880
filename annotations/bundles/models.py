"""Bundles: frozen, hashed exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.disputes.models import Dispute
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Bundle(WorkspaceRow):
    """A citation bundle of one dispute. `sha256` is of the whole ZIP file."""

    class State(models.TextChoices):
        """How far a bundle has come."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    edit_permission = Permission.EXPORT

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="bundles")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True)
    file = models.FileField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("dispute")]

    def __str__(self) -> str:
        return f"{self.dispute}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:bundle", args=[self.workspace.uid, self.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(dispute__in=Dispute.objects.visible_to(user))
