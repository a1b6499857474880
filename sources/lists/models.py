"""Lists of sources that people keep: saved views and reading lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class SavedView(WorkspaceRow):
    """A search of the list of sources under a name: filters, order and columns.

    `query` is the list's query string. Shared with the workspace or its author's own.
    """

    edit_permission = Permission.KEEP_LISTS

    name = models.CharField(max_length=100)
    query = models.TextField(blank=True, validators=[MaxLengthValidator(4_000)])
    shared = models.BooleanField(default=False)

    class Meta(WorkspaceRow.Meta):
        ordering = ["name", "id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "created_by", "name"],
                condition=Q(deleted_at=None),
                name="sources_savedview_name",
                violation_error_message="You have a view of this name here.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('sources:source_list', args=[self.workspace.uid])}?{self.query}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return super().visibility(user) & (Q(shared=True) | Q(created_by_id=user.pk))

    def editable_by(self, user: User | AnonymousUser) -> bool:
        """Its author's alone."""
        return user.pk == self.created_by_id and super().editable_by(user)


@tracked()
class ReadingListEntry(WorkspaceRow):
    """A source that `created_by` means to read, or has read; nobody else sees it."""

    edit_permission = Permission.KEEP_LISTS

    source = models.ForeignKey(Source, models.CASCADE, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("source"),
            models.UniqueConstraint(
                fields=["source", "created_by"],
                condition=Q(deleted_at=None),
                name="sources_readinglistentry_once",
                violation_error_message="This is on your reading list already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(source__in=Source.objects.visible_to(user)) & Q(created_by_id=user.pk)

    def editable_by(self, user: User | AnonymousUser) -> bool:
        """Its owner's alone."""
        return user.pk == self.created_by_id and super().editable_by(user)
