"""Sources: bibliographic records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records import edtf, items
from sources.records.variants import Written, names_of, titles_of
from sources.tags.models import Tag

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Source(WorkspaceRow):
    """A bibliographic record: a CSL-JSON item with a citation key.

    `csl` is the item without `id` and `issued`, which live in `citation_key` and `date`;
    `csl_item` puts the three together again. Archive, collection and shelfmark are CSL's
    `archive`, `archive_collection` and `archive_location`, folios its `page`.

    `variants` keeps titles and names in further scripts and languages beside the ones in `csl`;
    `sources.records.variants` documents its form. A source found to be a duplicate points to
    the one it was merged into.
    """

    class Originality(models.TextChoices):
        """What a source is as a source, apart from what it says."""

        UNDETERMINED = "", _("Not determined")
        ORIGINAL = "original", _("Original")
        DERIVATIVE = "derivative", _("Derivative: copy, translation, abstract")
        AUTHORED = "authored", _("Authored: a work that argues from others")

    edit_permission = Permission.EDIT_SOURCES

    citation_key = models.CharField(max_length=80)
    csl = models.JSONField()
    date = models.CharField("date (EDTF)", max_length=100, blank=True)
    variants = models.JSONField(default=dict, blank=True)
    originality = models.CharField(
        max_length=10, choices=Originality.choices, default=Originality.UNDETERMINED, blank=True
    )
    provenance = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    rights = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    tags = models.ManyToManyField(Tag, through="SourceTag", related_name="sources")

    class Meta(WorkspaceRow.Meta):
        ordering = ["citation_key", "id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("merged_into"),
            models.UniqueConstraint(
                fields=["workspace", "citation_key"],
                name="sources_source_citation_key",
                violation_error_message=_("Another source here has this citation key."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sources:source", args=[self.workspace.uid, self.uid])

    @property
    def title(self) -> str:
        """The item's title, or its citation key where it has none."""
        return str(self.csl.get("title") or self.citation_key)

    @property
    def type(self) -> str:
        """The item's CSL type, such as `letter`."""
        return str(self.csl["type"])

    @property
    def language(self) -> str:
        """The BCP 47 tag of the source, and so of its title; empty where it is not told."""
        return str(self.csl.get("language", ""))

    @property
    def creators(self) -> str:
        """Who it is by: family or literal names of the authors, else of the editors."""
        names = self.csl.get("author") or self.csl.get("editor") or []
        return ", ".join(name.get("literal") or name.get("family", "") for name in names)

    @property
    def shown_date(self) -> str:
        """The date in words."""
        return edtf.show(edtf.parse(self.date)) if self.date else ""

    @property
    def titles(self) -> list[Written]:
        """The title in all its scripts and languages, the item's own first."""
        return titles_of(self.csl, self.variants)

    @property
    def further_titles(self) -> list[Written]:
        """`titles` without the first."""
        return self.titles[1:]

    @property
    def author_forms(self) -> list[list[Written]]:
        """Each author's name in all its scripts, the item's own first."""
        return names_of(self.csl, self.variants)

    def csl_item(self) -> dict[str, Any]:
        """The whole CSL-JSON item, as CSL processors read it."""
        return items.whole_item(self)


@tracked()
class SourceTag(WorkspaceRow):
    """A source bears a tag."""

    edit_permission = Permission.EDIT_SOURCES

    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="+")

    class Meta(WorkspaceRow.Meta):
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("source", "tag"),
            models.UniqueConstraint(fields=["source", "tag"], name="sources_sourcetag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.tag_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(source__in=Source.objects.visible_to(user))


@tracked()
class Derivation(WorkspaceRow):
    """`source` depends on `origin`, so somebody asserts for the `reason` given."""

    class Kind(models.TextChoices):
        """How one source depends on another."""

        COPY = "copy", _("Copy of")
        TRANSLATION = "translation", _("Translation of")
        SUMMARY = "summary", _("Summary of")
        QUOTATION = "quotation", _("Quotes")
        SAME_WITNESS = "same_witness", _("From the same witness as")
        UNKNOWN = "unknown", _("Depends, it is not known how, on")

    class Certainty(models.TextChoices):
        """How sure whoever asserts it is; what is excluded is not asserted at all."""

        UNGRADED = "", _("Not graded")
        CERTAIN = "certain", _("Certain")
        ALMOST_CERTAIN = "almost_certain", _("Almost certain")
        PROBABLE = "probable", _("Probable")
        POSSIBLE = "possible", _("Possible")
        DOUBTFUL = "doubtful", _("Doubtful")

    edit_permission = Permission.EDIT_SOURCES

    source = models.ForeignKey(Source, models.CASCADE, related_name="derivations")
    origin = models.ForeignKey(Source, models.PROTECT, related_name="derived")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    certainty = models.CharField(
        max_length=15, choices=Certainty.choices, default=Certainty.UNGRADED, blank=True
    )
    #: The rationale: why one thinks so.
    reason = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    #: Counts the edits, so that of two people who edit at once the second is told.
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("source", "origin"),
            models.CheckConstraint(
                condition=~Q(source=F("origin")), name="sources_derivation_not_of_itself"
            ),
            models.UniqueConstraint(
                fields=["source", "origin", "kind"],
                condition=Q(deleted_at=None),
                name="sources_derivation_once",
                violation_error_message=_("This is recorded already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.origin_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        seen = Source.objects.visible_to(user)
        return Q(source__in=seen) & Q(origin__in=seen)
