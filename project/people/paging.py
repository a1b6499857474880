"""Paging through lists of the API.

Apart from `api.py`, since the framework imports it while its views are still loading.
"""

from __future__ import annotations

from uuid import UUID

from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class UidCursorPagination(CursorPagination):
    """Oldest first; UUIDv7 grows with time, so the cursor is stable while rows are added."""

    ordering = ("uid",)
    page_size_query_param = "page_size"
    max_page_size = 200

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Raises NotFound for a cursor that this server did not make."""
        cursor = super().decode_cursor(request)
        position = None if cursor is None else cursor.position
        if position is not None and not self.is_position(str(position)):
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def is_position(self, position: str) -> bool:
        """Whether rows may be compared with what a cursor says."""
        try:
            UUID(position)
        except ValueError:
            return False
        return True
