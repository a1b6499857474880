"""Pages of disputes: their list, and describing them; `comparison.views` shows one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.disputes import queries, services
from annotations.disputes.forms import DisputeForm
from annotations.disputes.models import Account, Dispute, Question
from annotations.reviews.rules import reviewers_of
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors, take_over
from project.people.models import Workspace
from project.people.pages import delete_row, page, restore_row, signed_in
from project.people.permissions import Permission, may
from project.people.refusing import Overtaken

#: Disputes on one page of the list.
PAGE_SIZE = 50


@require_safe
def dispute_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The disputes of a workspace."""
    workspace = get_workspace(request, workspace_uid)
    disputes = queries.disputes_of(workspace, request.user)
    context = {
        "page": Paginator(disputes, PAGE_SIZE).get_page(request.GET.get("page")),
        "can_edit": may(request.user, workspace, Permission.EDIT_DISPUTES),
    }
    return page(request, workspace, "disputes/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_dispute(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Describe a contested event or matter."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    form = DisputeForm(request.POST or None, **_naming(request, workspace))
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        try:
            made = services.create_dispute(actor=signed_in(request), workspace=workspace, **said)
            return redirect(made)
        except ValidationError as error:
            add_errors(form, error)
    context = {
        "form": form,
        "heading": _("Describe a dispute"),
        "back": reverse("annotations:dispute_list", args=[workspace.uid]),
    }
    status = 422 if form.is_bound else 200
    return page(request, workspace, "disputes/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_dispute(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Retitle and describe a dispute; change and order its questions and accounts."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    found = get_dispute(request, workspace, uid)
    initial = {
        "title": found.title,
        "description": found.description,
        "adjudicator": found.adjudicator and found.adjudicator.uid,
        "revision": found.revision,
    }
    form = DisputeForm(request.POST or None, initial=initial, **_naming(request, workspace))
    theirs = None
    if form.is_valid():
        # Who may not name the adjudicator keeps the one there is.
        said = {"adjudicator": found.adjudicator, **form.cleaned_data}
        try:
            services.change_dispute(actor=signed_in(request), dispute=found, **said)
            messages.success(request, _("Dispute changed."))
            return redirect(found)
        except Overtaken as error:
            theirs = overtaken(form, error)
        except ValidationError as error:
            add_errors(form, error)
    context = {
        "form": form,
        "theirs": theirs,
        "heading": _("Edit the dispute"),
        "back": found.get_absolute_url(),
        "dispute": found,
        "questions": Question.objects.visible_to(request.user).filter(dispute=found),
        "accounts": Account.objects.visible_to(request.user).filter(dispute=found),
    }
    status = (409 if theirs else 422) if form.is_bound else 200
    return page(request, workspace, "disputes/edit.html", context, status=status)


@login_required
@require_POST
def delete_dispute(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a dispute with its questions and accounts, and offer to undo that. Its claims
    stay.
    """
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    return delete_row(
        request,
        get_dispute(request, workspace, uid),
        said=_("Dispute deleted."),
        after=reverse("annotations:dispute_list", args=[workspace.uid]),
        restore_url=reverse("annotations:restore_dispute", args=[workspace.uid, uid]),
    )


@login_required
@require_POST
def restore_dispute(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_dispute`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_DISPUTES)
    restore_row(request, workspace, Dispute, uid)
    return redirect("annotations:dispute", workspace.uid, uid)


def overtaken(form: Form, error: Overtaken) -> list[tuple[str, str]]:
    """What somebody else saved meanwhile, by the labels of the form's fields.

    Saved once more, the form replaces that.
    """
    current = take_over(form, error)
    said = []
    for field in form.visible_fields():
        value = getattr(current, field.name, "")
        shown = "\n".join(value) if isinstance(value, list) else str(value or "")
        said.append((str(field.label), shown))
    return said


def _naming(request: HttpRequest, workspace: Workspace) -> dict[str, Any]:
    """Who may be named adjudicator, and whether the user may name one."""
    return {
        "reviewers": reviewers_of(workspace),
        "names_adjudicator": may(request.user, workspace, Permission.REVIEW),
    }


def get_dispute(request: HttpRequest, workspace: Workspace, uid: UUID) -> Dispute:
    """The dispute that the request's user may see. Raises Http404."""
    return get_row(request, Dispute.objects.all(), workspace, uid=uid)
