"""Highlights, their passages, and where these lie in each version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.replies import mentions
from project.people.history import tracked
from project.people.permissions import Permission, may
from project.people.rows import WorkspaceRow, same_workspace
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.safestring import SafeString

    from project.people.models import User


@tracked()
class Highlight(WorkspaceRow):
    """What somebody marked in a text: one or more passages, a comment, tags.

    `created_by` is its author. `revision` counts the edits, so that of two people who edit
    one comment the second is told.
    """

    class Sharing(models.TextChoices):
        """Who sees a highlight."""

        SHARED = "shared", _("Shared with the workspace")
        PRIVATE = "private", _("Only me")

    edit_permission = Permission.ANNOTATE

    text = models.ForeignKey(Text, models.PROTECT, related_name="highlights")
    #: Markdown as written; `comment_html` is the only way to show it.
    comment = models.TextField(blank=True, validators=[MaxLengthValidator(20_000)])
    sharing = models.CharField(max_length=8, choices=Sharing.choices, default=Sharing.SHARED)
    revision = models.PositiveIntegerField(default=1)
    #: When the talk about it was settled; empty while it is open.
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    tags = models.ManyToManyField(Tag, through="HighlightTag", related_name="highlights")

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("text")]
        triggers = [
            pgtrigger.Trigger(
                name="cited_stays_shared",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__sharing="private"),
                func="""
                    IF EXISTS (
                        SELECT FROM annotations_citation
                        WHERE highlight_id = NEW.id AND deleted_at IS NULL
                    ) THEN
                        RAISE check_violation USING MESSAGE = 'a cited highlight stays shared';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.comment[:60] or f"Highlight {self.uid}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:highlight", args=[self.workspace.uid, self.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(text__in=Text.objects.visible_to(user)) & (
            Q(sharing=cls.Sharing.SHARED) | Q(created_by_id=user.pk)
        )

    def editable_by(self, user: User | AnonymousUser) -> bool:
        """Its author's alone."""
        return user.pk == self.created_by_id and may(user, self.workspace, self.edit_permission)

    @property
    def quote(self) -> str:
        """What it marks, word for word as it was made; omissions as […]."""
        return " […] ".join(passage.exact for passage in self.passages.all())

    @property
    def comment_html(self) -> SafeString:
        """The comment, ready to show."""
        return mentions.render(self.comment, self.workspace)


@tracked()
class HighlightTag(WorkspaceRow):
    """A highlight bears a tag."""

    edit_permission = Permission.ANNOTATE

    highlight = models.ForeignKey(Highlight, models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")

    class Meta(WorkspaceRow.Meta):
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("highlight", "tag"),
            models.UniqueConstraint(
                fields=["highlight", "tag"], name="annotations_highlighttag_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.highlight_id}: {self.tag_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(highlight__in=Highlight.objects.visible_to(user))


@tracked()
class Passage(WorkspaceRow):
    """One stretch of a highlight, with the selectors it was made with, for good.

    Only its `position` among the highlight's passages may change. `start` and `end` are code
    points in `version`; `exact` is the text there; `prefix` and `suffix` are up to `CONTEXT`
    code points around it (W3C TextQuoteSelector).
    """

    #: Code points of context kept on either side.
    CONTEXT = 32

    edit_permission = Permission.ANNOTATE

    highlight = models.ForeignKey(Highlight, models.CASCADE, related_name="passages")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    class Meta(WorkspaceRow.Meta):
        ordering = ["highlight", "position"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("highlight", "version"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_not_empty"),
            # Deferred: passages are numbered anew in one statement.
            models.UniqueConstraint(
                fields=["highlight", "position"],
                name="annotations_passage_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="immutable", exclude=["position"]),
            pgtrigger.Trigger(
                name="reads_so",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF NOT EXISTS (
                        SELECT FROM sources_textversion
                        WHERE id = NEW.version_id
                        AND substr(content, NEW.start + 1, NEW."end" - NEW.start) = NEW.exact
                    ) THEN
                        RAISE check_violation
                        USING MESSAGE = 'a passage is what the version says at its place';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:60]

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(highlight__in=Highlight.objects.visible_to(user))


@tracked()
class Placement(WorkspaceRow):
    """Where a passage lies in one version, how it got there and how sure that is."""

    class Status(models.TextChoices):
        """What became of a passage in this version."""

        PLACED = "placed", _("In its place")
        MOVED = "moved", _("Moved with its words")
        UNCERTAIN = "uncertain", _("Uncertain: please check")
        ORPHANED = "orphaned", _("Not found in this version")

    #: Those whose place nobody need look at.
    SURE = (Status.PLACED, Status.MOVED)

    class Method(models.TextChoices):
        """How the place was found, or how it came that there is none.

        Those between `MADE` and `CONFIRMED` are `annotations.anchoring.anchored.Method`.
        """

        MADE = "made", _("Made in this version")
        SAME = "same", _("The text reads the same")
        ALIGNED = "aligned", _("Both versions side by side")
        BLOCK = "block", _("Its part of the text stands elsewhere now")
        SEARCH = "search", _("Its letters and those around it")
        QUOTE = "quote", _("Exact quote and context")
        CONFIRMED = "confirmed", _("Confirmed by a person")
        SETTLED = "settled", _("Placed by a person")
        GONE = "gone", _("Declared gone by a person")

    edit_permission = Permission.ANNOTATE

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="placements")
    version = models.ForeignKey(TextVersion, models.PROTECT, related_name="placements")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    method = models.CharField(max_length=10, choices=Method.choices)
    #: From 0 to 1: the probability that this is its place, or that it has none.
    confidence = models.FloatField()
    #: Counts what people said of it, so that of two who settle one place the second is told.
    revision = models.PositiveIntegerField(default=1)
    #: When and by whom it was confirmed, put elsewhere or declared gone.
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta(WorkspaceRow.Meta):
        ordering = ["version", "start", "id"]
        indexes = [models.Index(fields=["version", "start"])]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("passage", "version"),
            models.UniqueConstraint(
                fields=["passage", "version"], name="annotations_placement_once"
            ),
            models.CheckConstraint(
                condition=Q(status="orphaned", start=None, end=None)
                | Q(start__isnull=False, end__gt=F("start")) & ~Q(status="orphaned"),
                name="placement_has_place_unless_orphaned",
            ),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="placement_confidence"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="placement_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id}: {self.status}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:check_passage", args=[self.workspace.uid, self.uid])

    @property
    def place(self) -> tuple[int, int] | None:
        """Start and end, or None for an orphan."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(passage__in=Passage.objects.visible_to(user))
