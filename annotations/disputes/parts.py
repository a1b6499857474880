"""What disputes add to the home page of a workspace."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from project.people.models import Workspace
from project.people.parts import Part
from project.people.permissions import Permission, may


def workspace_part(request: HttpRequest, workspace: Workspace) -> Part:
    """The disputes, with how many accounts and questions each has, and questions unanswered."""
    disputes = (
        Dispute.objects.visible_to(request.user)
        .filter(workspace=workspace)
        .select_related("workspace")
    )
    numbers = _questions_by_dispute(request, workspace)
    accounts = dict(
        disputes.order_by()
        .values_list("pk")
        .annotate(count=Count("accounts", filter=Q(accounts__deleted_at=None)))
    )
    rows = [(d, *numbers.get(d.pk, (0, 0)), accounts.get(d.pk, 0)) for d in disputes]
    can_edit = may(request.user, workspace, Permission.EDIT_DISPUTES)
    return Part("disputes/_workspace_part.html", {"rows": rows, "can_edit": can_edit})


def _questions_by_dispute(request: HttpRequest, workspace: Workspace) -> dict[int, tuple[int, int]]:
    """Questions and unanswered questions of each dispute."""
    answers = Claim.objects.visible_to(request.user).filter(question=OuterRef("pk"))
    counted = (
        Question.objects.visible_to(request.user)
        .filter(workspace=workspace)
        .order_by()
        .annotate(answered=Exists(answers))
        .values_list("dispute")
        .annotate(all=Count("pk"), unanswered=Count("pk", filter=Q(answered=False)))
    )
    return {dispute: (count, unanswered) for dispute, count, unanswered in counted}
