"""What every API room shares: the workspace in the address, visibility, paging."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.utils.functional import cached_property
from rest_framework.pagination import CursorPagination
from rest_framework.viewsets import GenericViewSet

from project.people.fetching import workspace_for
from project.people.models import Workspace
from project.people.rows import WorkspaceRow, WorkspaceRowQuerySet

Row = TypeVar("Row", bound=WorkspaceRow)


class UidCursorPagination(CursorPagination):
    """Oldest first; UUIDv7 grows with time, so the cursor is stable while rows are added."""

    ordering = ("id",)
    page_size_query_param = "page_size"
    max_page_size = 200


class WorkspaceRowViewSet(GenericViewSet[Row]):
    """Rows of the workspace in the address, as far as the request's user may see them.

    Outsiders get 404. Writing calls a service, which checks the permission.
    """

    lookup_field = "uid"
    lookup_value_converter = "uuid"
    rows: ClassVar[WorkspaceRowQuerySet[Any]]

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace in the address. Raises Http404 for outsiders."""
        return workspace_for(self.request.user, self.kwargs["workspace_uid"])

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """The rows that the user may see, `workspace` at hand."""
        return (
            self.rows.visible_to(self.request.user)
            .filter(workspace=self.workspace)
            .select_related("workspace")
        )
