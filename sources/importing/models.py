"""Files as they came, and their import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.texts.models import DIRECTIONS, Text

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Original(WorkspaceRow):
    """A file as it was received, byte for byte. Stored under its SHA-256."""

    edit_permission = Permission.EDIT_SOURCES

    filename = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(max_length=120)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]

    def __str__(self) -> str:
        return self.filename

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        from sources.attachments.models import Attachment

        return Q(pk__in=Import.objects.visible_to(user).values("original")) | Q(
            pk__in=Attachment.objects.visible_to(user).values("original")
        )


@tracked()
class Import(WorkspaceRow):
    """One original on its way to becoming a text of a source."""

    class State(models.TextChoices):
        """How far an import has come."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    edit_permission = Permission.EDIT_SOURCES

    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="imports")
    original = models.ForeignKey(Original, models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=15, choices=Text.Kind.choices)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35)
    #: Empty: guessed from the letters.
    direction = models.CharField(max_length=3, choices=DIRECTIONS, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True)
    text = models.OneToOneField(
        Text, models.PROTECT, null=True, blank=True, related_name="imported"
    )

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("source", "original", "text"),
        ]

    def __str__(self) -> str:
        return f"{self.original}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("sources:import", args=[self.workspace.uid, self.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        from sources.records.models import Source

        return Q(source__in=Source.objects.visible_to(user))
