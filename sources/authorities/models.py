"""Persons, groups, places and works that sources and claims speak of."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.authorities.identifiers import Identifier
from sources.authorities.names import Written
from sources.records import edtf
from sources.texts.languages import validate_language_tag


@tracked(exclude=("words",))
class Authority(WorkspaceRow):
    """A person, group, place or work, with all its names, spellings and scripts.

    `name` is the preferred name; `variants` are the other ones, as `sources.authorities.names`
    documents, and `identifiers` what other catalogues call it, as
    `sources.authorities.identifiers` does. `words` is made of all names for searching. An
    authority found to be a duplicate points to the one it was merged into. Another person may
    have saved in the meantime: `revision` tells.
    """

    class Kind(models.TextChoices):
        """What it is."""

        PERSON = "person", _("Person")
        GROUP = "group", _("Group")
        PLACE = "place", _("Place")
        WORK = "work", _("Work")

    #: Kinds of which one can be part of another.
    NESTING = (Kind.GROUP, Kind.PLACE)

    edit_permission = Permission.EDIT_SOURCES

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=300)
    language = models.CharField(
        "language (BCP 47)", max_length=35, blank=True, validators=[validate_language_tag]
    )
    variants = models.JSONField(default=list, blank=True)
    identifiers = models.JSONField(default=list, blank=True)
    description = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    #: When a person lived, a group or place existed, a work was made.
    dates = models.CharField("dates (EDTF)", max_length=100, blank=True)
    #: Decimal degrees, north and east positive.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="has_part"
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)
    words = models.TextField(editable=False)

    class Meta(WorkspaceRow.Meta):
        verbose_name_plural = "authorities"
        ordering = ["name", "id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("part_of", "merged_into"),
            models.CheckConstraint(condition=~Q(name=""), name="sources_authority_has_name"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    kind="place",
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
                name="sources_authority_coordinates",
                violation_error_message=_(
                    "Coordinates are two numbers: latitude from -90 to 90 and longitude from -180"
                    " to 180. Places alone have them."
                ),
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(kind__in=("group", "place")) & ~Q(part_of=F("id")),
                name="sources_authority_part_of",
                violation_error_message=_("Only a place or group is part of another."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | Q(deleted_at__isnull=False) & ~Q(merged_into=F("id")),
                name="sources_authority_merged",
            ),
        ]
        indexes = [
            GinIndex(fields=["words"], opclasses=["gin_trgm_ops"], name="sources_authority_words")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sources:authority", args=[self.workspace.uid, self.uid])

    @property
    def written(self) -> Written:
        """The preferred name, ready to be shown."""
        return Written(self.name, self.language)

    @property
    def names(self) -> list[Written]:
        """All names, the preferred one first."""
        return [self.written, *(Written(**variant) for variant in self.variants)]

    @property
    def links(self) -> list[Identifier]:
        """The identifiers, ready to be shown."""
        return [Identifier(**each) for each in self.identifiers]

    @property
    def coordinates(self) -> str:
        """“43.25, 76.95”; empty without."""
        return "" if self.latitude is None else f"{self.latitude}, {self.longitude}"

    @property
    def shown_dates(self) -> str:
        """The dates in words."""
        return edtf.show(edtf.parse(self.dates)) if self.dates else ""
