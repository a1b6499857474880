"""Files attached to sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.importing.models import Original
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Attachment(WorkspaceRow):
    """A file kept with a source: a scan, a photograph, a letter of permission."""

    edit_permission = Permission.EDIT_SOURCES

    source = models.ForeignKey(Source, models.CASCADE, related_name="attachments")
    original = models.ForeignKey(Original, models.PROTECT, related_name="attachments")
    label = models.CharField(max_length=300, blank=True)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("source", "original")]

    def __str__(self) -> str:
        return self.label or self.original.filename

    def get_absolute_url(self) -> str:
        return reverse("sources:attachment", args=[self.workspace.uid, self.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(source__in=Source.objects.visible_to(user))
