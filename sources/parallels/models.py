"""Texts that are translations or other editions of another text, and which blocks correspond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class TextRelation(WorkspaceRow):
    """One text is a translation or another edition of another, maybe of another source."""

    class Kind(models.TextChoices):
        """What the text is to its original."""

        TRANSLATION = "translation", _("Translation of")
        EDITION = "edition", _("Other edition of")

    edit_permission = Permission.EDIT_SOURCES

    text = models.ForeignKey(Text, models.PROTECT, related_name="originals")
    original = models.ForeignKey(Text, models.PROTECT, related_name="renderings")
    kind = models.CharField(max_length=15, choices=Kind.choices)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("text", "original"),
            models.CheckConstraint(
                condition=~Q(text=F("original")), name="sources_textrelation_of_another"
            ),
            models.UniqueConstraint(
                fields=["text", "original"],
                condition=Q(deleted_at=None),
                name="sources_textrelation_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.get_kind_display()} {self.original_id}"

    def get_absolute_url(self) -> str:
        return reverse("sources:alignment", args=[self.workspace.uid, self.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        texts = Text.objects.visible_to(user)
        return Q(text__in=texts, original__in=texts)


@tracked(exclude=("beads",))
class TextAlignment(WorkspaceRow):
    """Which blocks of a version are which of a version of its original.

    `beads` are in the order of both: [blocks of the original, blocks of the text, whether a
    person looked at it], and cover both texts; `sources.parallels.beads` reads them. Another
    person may have saved in the meantime: `revision` tells.
    """

    edit_permission = Permission.EDIT_SOURCES

    relation = models.ForeignKey(TextRelation, models.CASCADE, related_name="alignments")
    original_version = models.ForeignKey(TextVersion, models.PROTECT, related_name="+")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="+")
    beads = models.JSONField()
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["relation", "id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("relation", "original_version", "version"),
            models.UniqueConstraint(
                fields=["relation", "original_version", "version"],
                name="sources_textalignment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.relation_id}: {self.original_version_id}, {self.version_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(relation__in=TextRelation.objects.visible_to(user))
