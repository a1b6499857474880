"""Texts and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.texts.directions import WritingMode, is_mongolian
from sources.texts.languages import validate_language_tag
from sources.texts.structure import Direction, Document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


#: The words for each direction.
DIRECTIONS = {Direction.LTR: _("Left to right"), Direction.RTL: _("Right to left")}
#: The words for each way of setting lines.
WRITING_MODES = {
    WritingMode.HORIZONTAL: _("In lines, from top to bottom"),
    WritingMode.VERTICAL: _("In columns (vertical)"),
}


@tracked()
class Text(WorkspaceRow):
    """One transcription, translation or edition of a source, in one language."""

    class Kind(models.TextChoices):
        """What a text is to its source."""

        TRANSCRIPTION = "transcription", _("Transcription")
        TRANSLATION = "translation", _("Translation")
        EDITION = "edition", _("Edition")

    edit_permission = Permission.EDIT_SOURCES

    source = models.ForeignKey("sources.Source", models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.TRANSCRIPTION)
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(
        "language (BCP 47)", max_length=35, validators=[validate_language_tag]
    )
    direction = models.CharField(max_length=3, choices=DIRECTIONS, default=Direction.LTR)
    writing_mode = models.CharField(
        max_length=10, choices=WRITING_MODES, default=WritingMode.HORIZONTAL
    )

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("source")]

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} ({self.language})"

    def get_absolute_url(self) -> str:
        return reverse("annotations:read", args=[self.workspace.uid, self.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        from sources.records.models import Source

        return Q(source__in=Source.objects.visible_to(user))

    @property
    def columns(self) -> str:
        """The CSS writing mode of its columns, "vertical-rl" or "vertical-lr"."""
        return "vertical-lr" if is_mongolian(self.language) else "vertical-rl"

    @property
    def latest(self) -> TextVersion:
        """The newest version; every text has one."""
        return self.versions.order_by("-number")[0]


@tracked(exclude=("content", "blocks", "marks", "changes"))
class TextVersion(WorkspaceRow):
    """An immutable, hashed state of a text.

    `content` is plain Unicode (NFC, LF); `blocks` and `marks` are stand-off ranges over it
    in code points, in the form that `sources.texts.structure` documents. `sha256` is of
    `content` in UTF-8. The database refuses UPDATE.
    """

    edit_permission = Permission.EDIT_SOURCES

    text = models.ForeignKey(Text, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    blocks = models.JSONField()
    marks = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    #: How much differs from the version before (`Counts` of `sources.texts.differences`); None
    #: for first versions, and for those saved before this was counted.
    changes = models.JSONField(null=True, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        ordering = ["text", "number"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("text"),
            models.UniqueConstraint(fields=["text", "number"], name="sources_version_number"),
        ]
        triggers = [pgtrigger.Protect(name="immutable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.text}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "annotations:read_version", args=[self.workspace.uid, self.text.uid, self.number]
        )

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(text__in=Text.objects.visible_to(user))

    @property
    def document(self) -> Document:
        """Content with its blocks and marks."""
        return Document.from_json(self.content, self.blocks, self.marks)
