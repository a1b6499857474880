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
from sources.texts.languages import validate_language_tag
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

        batches = Batch.objects.visible_to(user)
        return (
            Q(pk__in=Import.objects.visible_to(user).values("original"))
            | Q(pk__in=Attachment.objects.visible_to(user).values("original"))
            | Q(pk__in=batches.values("archive"))
            | Q(pk__in=batches.values("table"))
        )


@tracked()
class Batch(WorkspaceRow):
    """Files that came in together: several, a folder, or a ZIP; each becomes an `Import`."""

    class State(models.TextChoices):
        """How far a batch has come."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    edit_permission = Permission.EDIT_SOURCES

    #: What it is called in lists: the name of the ZIP or folder, else how many files.
    name = models.CharField(max_length=255)
    #: The ZIP, as it came. It is unpacked by the job.
    archive = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    #: The CSV that says what the files are, as it came.
    table = models.ForeignKey(Original, models.PROTECT, null=True, blank=True, related_name="+")
    #: For files of which the table says nothing.
    language = models.CharField(max_length=35, validators=[validate_language_tag])
    kind = models.CharField(max_length=15, choices=Text.Kind.choices)
    options = models.JSONField(default=dict, blank=True)
    #: Whether files that are here already come in once more.
    again = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    #: Sentences about the whole: rows of the table that fit no file, a ZIP that is damaged.
    problems = models.JSONField(default=list, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("archive", "table")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sources:batch", args=[self.workspace.uid, self.uid])

    @property
    def is_under_way(self) -> bool:
        """Whether more is to come of it."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return _to_members(user)


@tracked()
class Import(WorkspaceRow):
    """One original on its way to becoming a text of a source.

    In a batch it has no source before it is read, and none where it cannot be.
    """

    class State(models.TextChoices):
        """How far an import has come."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being read")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Here already")
        CANCELLED = "cancelled", _("Cancelled")

    edit_permission = Permission.EDIT_SOURCES

    source = models.ForeignKey(
        "sources.Source", models.PROTECT, null=True, blank=True, related_name="imports"
    )
    original = models.ForeignKey(Original, models.PROTECT, related_name="imports")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="imports")
    #: Where the file lay in its folder or ZIP.
    path = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=15, choices=Text.Kind.choices)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35)
    #: Empty: guessed from the letters.
    direction = models.CharField(max_length=3, choices=DIRECTIONS, blank=True)
    #: The fields of `base.Options` that were chosen.
    options = models.JSONField(default=dict, blank=True)
    #: What a table says of the source to be, see `tables.Row.details`.
    details = models.JSONField(default=dict, blank=True)
    #: Whether it comes in though the same file is here already.
    again = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    error = models.TextField(blank=True)
    #: Sentences on what could not be kept, or should be looked at.
    warnings = models.JSONField(default=list, blank=True)
    #: Of a file that is here already: the import that brought it.
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated"
    )
    text = models.OneToOneField(
        Text, models.PROTECT, null=True, blank=True, related_name="imported"
    )

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("source", "original", "text", "batch", "same_as"),
        ]

    def __str__(self) -> str:
        return f"{self.original}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("sources:import", args=[self.workspace.uid, self.uid])

    @property
    def is_under_way(self) -> bool:
        """Whether it waits or is being read."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def made_no_text(self) -> bool:
        """Whether it ended without a text; the file is kept."""
        return self.state in (self.State.FAILED, self.State.SKIPPED, self.State.CANCELLED)

    @property
    def can_be_tried_again(self) -> bool:
        """Whether another try may end otherwise: what a table says wrongly stays wrong."""
        return self.made_no_text and "problem" not in self.details

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        from sources.records.models import Source

        return Q(source__in=Source.objects.visible_to(user)) | (Q(source=None) & _to_members(user))


def _to_members(user: User | AnonymousUser) -> Q:
    """What came in and became nothing is for the members: readers of the public see sources."""
    from project.people.models import Membership

    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(workspace__in=Membership.objects.filter(user=user).values("workspace"))
