"""Reads of disputes; `comparison.queries` reads how their accounts compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.disputes.models import Account, Dispute, Question
from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


def disputes_of(workspace: Workspace, user: Anyone) -> QuerySet[Dispute]:
    """The disputes that `user` sees in a workspace, with `question_count` and
    `account_count`.
    """
    return (
        Dispute.objects.visible_to(user)
        .filter(workspace=workspace)
        .annotate(question_count=_parts(Question), account_count=_parts(Account))
    )


def _parts(model: type[Question | Account]) -> Coalesce:
    """How many questions or accounts a dispute has; whoever sees it sees them."""
    parts = model.objects.existing().filter(dispute=OuterRef("pk")).order_by()
    return Coalesce(
        Subquery(parts.values("dispute").annotate(count=Count("pk")).values("count")), 0
    )
