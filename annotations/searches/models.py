"""Searches that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records import edtf
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class SearchLog(WorkspaceRow):
    """A search that found nothing: where, when and for what. Negative evidence.

    Where it was made in one source, such as a newspaper or a register, that is `source`.
    """

    edit_permission = Permission.STATE_CLAIMS

    #: Archive, collection, catalogue or database, with what of it was gone through.
    searched = models.CharField(max_length=1_000)
    #: When, in EDTF.
    date = models.CharField("date (EDTF)", max_length=100)
    #: What was looked for and not found, with the words or names tried.
    sought = models.TextField(validators=[MaxLengthValidator(5_000)])
    #: What stood in the way, such as gaps in the holdings.
    limits = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="search_logs"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("source")]

    def __str__(self) -> str:
        return self.sought

    def get_absolute_url(self) -> str:
        return reverse("annotations:search", args=[self.workspace.uid, self.uid])

    @property
    def shown_date(self) -> str:
        """The date in words."""
        return edtf.show(edtf.parse(self.date))

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        seen = Q(source=None) | Q(source__in=Source.objects.visible_to(user))
        return super().visibility(user) & seen
