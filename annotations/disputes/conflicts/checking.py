"""What a claim would conflict with, asked while it is being written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations.claims import values
from annotations.claims.answers.fields import answer_field
from annotations.claims.models import Claim
from annotations.disputes.conflicts.parts import listed
from annotations.disputes.conflicts.question_queries import conflicting_with
from annotations.disputes.models import Question
from project.people.fetching import get_workspace
from project.people.permissions import Permission


@login_required
@require_safe
def conflict_check(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The answers that the form's own would conflict with as it stands, or what is wrong with it;
    and how a number is read. `?claim=` is the one that is being changed, which does not count.
    """
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    questions = Question.objects.visible_to(request.user).filter(workspace=workspace)
    uid = _uid(request, "question")
    asked = questions.filter(uid=uid).first() if uid else None
    context: dict[str, Any] = {"workspace": workspace, "question": asked}
    value = None
    try:
        value = _typed(request, asked) if asked else None
    except ValidationError as error:
        context["mistakes"] = error.messages
    if asked and value:
        asked.workspace = workspace
        context["read"] = value.show() if isinstance(value, values.Number) else ""
        conflicts = conflicting_with(
            asked,
            request.user,
            value,
            denied=request.GET.get("polarity") == Claim.Polarity.DENIED,
            besides=str(_uid(request, "claim") or ""),
        )
        context |= listed(conflicts)
    return render(request, "disputes/conflicts/_would_conflict.html", context)


def _typed(request: HttpRequest, question: Question) -> values.Value | None:
    """The answer; None as long as there is none. Raises ValidationError, but for dates, which
    are checked by their own field.
    """
    field = answer_field(question)
    try:
        sent = field.widget.value_from_datadict(request.GET, {}, "value")
        return values.from_json(field.clean(sent))
    except ValidationError as error:
        if error.code == "required" or question.kind == Question.Kind.DATE:
            return None
        raise


def _uid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None
