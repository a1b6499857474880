"""Pages of the parts of a dispute: its questions and its accounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.disputes import services
from annotations.disputes.forms import AccountForm, QuestionForm
from annotations.disputes.models import Account, Dispute, DisputePart, Question
from annotations.disputes.views import get_dispute, overtaken
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import delete_row, page, restore_row, signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from project.people.services import Kept

Part = TypeVar("Part", Question, Account)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Add a question to a dispute."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    dispute = get_dispute(request, workspace, uid)
    form = QuestionForm(request.POST or None)
    save = partial(services.create_question, dispute=dispute)
    heading, done = _("Add a question"), _("Question added.")
    return _form_page(request, dispute, form, save, heading=heading, done=done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Reword a question; its kind stays."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    question = _part(request, workspace, Question, uid)
    form = QuestionForm(
        request.POST or None,
        question=question,
        initial=_values(question, "wording", "group", "unit", "options", "exclusivity", "revision"),
    )
    # What a question of its kind has not, it keeps as it is.
    save = partial(
        services.change_question,
        question=question,
        unit=question.unit,
        options=question.options,
    )
    heading, done = _("Edit the question"), _("Question changed.")
    return _form_page(
        request, question.dispute, form, save, heading=heading, done=done, part=question
    )


@login_required
@require_POST
def delete_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a question that no claim answers, and offer to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    question = _part(request, workspace, Question, uid)
    try:
        services.delete_question(actor=signed_in(request), question=question)
    except services.StillAnswered as error:
        messages.error(request, str(error))
        claims = reverse("annotations:claim_list", args=[workspace.uid])
        return redirect(f"{claims}?question={question.uid}")
    except Kept as error:
        messages.error(request, str(error))
        return redirect(question.dispute)
    undo = reverse("annotations:restore_question", args=[workspace.uid, uid])
    messages.success(request, _("Question deleted."), extra_tags=undo)
    return redirect(question.dispute)


@login_required
@require_POST
def restore_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_question`."""
    return _restore(request, workspace_uid, Question, uid)


@login_required
@require_POST
def move_question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Move a question up or down (`by` is -1 or 1)."""
    return _move(request, workspace_uid, Question, uid)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_account(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Add an account to a dispute."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    dispute = get_dispute(request, workspace, uid)
    form = AccountForm(request.POST or None)
    save = partial(services.create_account, dispute=dispute)
    heading, done = _("Add an account"), _("Account added.")
    return _form_page(request, dispute, form, save, heading=heading, done=done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_account(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Retitle or describe an account."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    account = _part(request, workspace, Account, uid)
    initial = _values(account, "title", "holders", "description", "revision")
    form = AccountForm(request.POST or None, initial=initial)
    save = partial(services.change_account, account=account)
    heading, done = _("Edit the account"), _("Account changed.")
    return _form_page(
        request, account.dispute, form, save, heading=heading, done=done, part=account
    )


@login_required
@require_POST
def delete_account(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete an account, and offer to undo that. Its claims stay."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    account = _part(request, workspace, Account, uid)
    return delete_row(
        request,
        account,
        said=_("Account deleted."),
        after=account.dispute.get_absolute_url(),
        restore_url=reverse("annotations:restore_account", args=[workspace.uid, uid]),
    )


@login_required
@require_POST
def restore_account(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_account`."""
    return _restore(request, workspace_uid, Account, uid)


@login_required
@require_POST
def move_account(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Move an account left or right (`by` is -1 or 1)."""
    return _move(request, workspace_uid, Account, uid)


def _part(request: HttpRequest, workspace: Workspace, model: type[Part], uid: UUID) -> Part:
    part = get_row(request, model.objects.select_related("dispute"), workspace, uid=uid)
    part.dispute.workspace = workspace
    return part


def _values(part: DisputePart, *names: str) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names}


def _form_page(
    request: HttpRequest,
    dispute: Dispute,
    form: forms.Form,
    save: Callable[..., object],
    *,
    heading: str,
    done: str,
    part: Question | Account | None = None,
) -> HttpResponse:
    """The form of a part, which is new where there is none; `save` takes what it says."""
    theirs = None
    if form.is_valid():
        said = form.cleaned_data
        if part is None:
            del said["revision"]
        try:
            save(actor=signed_in(request), **said)
            messages.success(request, done)
            return redirect(dispute)
        except Overtaken as error:
            theirs = overtaken(form, error)
        except ValidationError as error:
            add_errors(form, error)
    questions = Question.objects.visible_to(request.user).filter(dispute=dispute)
    context = {
        "dispute": dispute,
        "form": form,
        "heading": heading,
        "part": part,
        "theirs": theirs,
        "groups": dict.fromkeys(questions.exclude(group="").values_list("group", flat=True)),
    }
    status = (409 if theirs else 422) if form.is_bound else 200
    return page(request, dispute.workspace, "disputes/part.html", context, status=status)


def _restore(
    request: HttpRequest, workspace_uid: UUID, model: type[Part], uid: UUID
) -> HttpResponse:
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    restore_row(request, workspace, model, uid)
    return redirect(_part(request, workspace, model, uid).dispute)


def _move(request: HttpRequest, workspace_uid: UUID, model: type[Part], uid: UUID) -> HttpResponse:
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    part = _part(request, workspace, model, uid)
    by = 1 if request.POST.get("by") == "1" else -1
    services.move(actor=signed_in(request), part=part, by=by)
    return redirect("annotations:edit_dispute", workspace.uid, part.dispute.uid)
