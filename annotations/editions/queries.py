"""Reads of editions: those of the public, and those of members."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from annotations.disputes.models import Dispute
from annotations.editions.models import Edition
from project.people.models import Tombstone


def published(workspace: UUID, dispute: UUID) -> QuerySet[Edition]:
    """The editions of a dispute that anybody may know of, withdrawn ones too, newest first.

    Whether the workspace is private, the dispute deleted or edited makes no difference; when a
    workspace is deleted, its editions are gone with it.
    """
    return (
        Edition.objects.filter(
            workspace__uid=workspace, workspace__deleted_at=None, dispute__uid=dispute
        )
        .select_related("workspace", "dispute", "withdrawal")
        .order_by("-number")
    )


def went_with_workspace(workspace: UUID, dispute: UUID) -> bool:
    """Whether something was published here that went when the workspace was deleted.

    Of a workspace that was purged nobody knows what it had published.
    """
    deleted = Edition.objects.filter(workspace__uid=workspace, dispute__uid=dispute)
    return deleted.exists() or Tombstone.objects.filter(uid=workspace).exists()


def editions_of(dispute: Dispute) -> QuerySet[Edition]:
    """The editions of a dispute, newest first, without their content."""
    return (
        dispute.editions.select_related("withdrawal", "created_by", "dispute", "workspace")
        .defer("content")
        .order_by("-number")
    )
