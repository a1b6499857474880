"""Questions whose answers cannot all be true, and of which nobody has recorded an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotations.disputes.conflicts.queries import Conflict, Status, conflicts_of

if TYPE_CHECKING:
    from project.people.models import Workspace
    from project.people.workspaces.waiting import Anyone

__all__ = ["Conflict", "open_conflicts"]


def open_conflicts(user: Anyone, workspace: Workspace) -> list[Conflict]:
    """Those of a workspace, the newest first; see `conflicts_of`."""
    return conflicts_of(user, workspace, status=Status.OPEN)
