"""Answering highlights, settling their threads, and finding whom to mention."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from annotations.highlights.models import Highlight
from annotations.replies import mentions, queries, services
from annotations.replies.forms import ReplyForm
from annotations.replies.models import Reply
from project.people import services as people
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken


@require_safe
def thread(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """What is said to a highlight, for its note; without htmx the highlight's page."""
    workspace = get_workspace(request, workspace_uid)
    return _thread(
        request, workspace, get_row(request, Highlight.objects.all(), workspace, uid=uid)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_reply(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Answer a highlight, or with `parent` a reply to it."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    highlight = get_row(request, Highlight.objects.all(), workspace, uid=uid)
    parent = _parent(request, workspace, highlight)
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.add_reply(
                actor=signed_in(request),
                highlight=highlight,
                body=form.cleaned_data["body"],
                parent=parent,
                sharing=form.cleaned_data["sharing"],
            )
            return _thread(request, workspace, highlight, new=made)
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "highlight": highlight, "parent": parent, "reply": None}
    return _form(request, workspace, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_reply(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Reword a reply. 409 with both where it was saved elsewhere meanwhile."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    reply = _reply(request, workspace, uid)
    initial = {"body": reply.body, "sharing": reply.sharing, "revision": reply.revision}
    form = ReplyForm(request.POST or None, initial=initial)
    theirs = None
    if form.is_valid():
        try:
            changed = services.change_reply(
                actor=signed_in(request),
                reply=reply,
                revision=form.cleaned_data["revision"] or 0,
                body=form.cleaned_data["body"],
                sharing=form.cleaned_data["sharing"],
            )
            return _thread(request, workspace, reply.highlight, new=changed)
        except Overtaken as stale:
            theirs = stale.current
        except ValidationError as error:
            add_errors(form, error)
    context = {
        "form": form,
        "highlight": reply.highlight,
        "parent": reply.parent,
        "reply": reply,
        "theirs": theirs,
    }
    return _form(request, workspace, context)


@login_required
@require_POST
def delete_reply(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a reply; the answer offers to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    reply = _reply(request, workspace, uid)
    people.delete(actor=signed_in(request), row=reply)
    if not request.htmx:  # type: ignore[attr-defined]
        undo = reverse("annotations:restore_reply", args=[workspace.uid, reply.uid])
        messages.success(request, _("Reply deleted."), extra_tags=undo)
    return _thread(request, workspace, reply.highlight, undo=reply)


@login_required
@require_POST
def restore_reply(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_reply`."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    known = Reply.objects.filter(Reply.visibility(request.user), workspace=workspace, uid=uid)
    reply = known.select_related("highlight").first()
    if reply is None:
        raise Http404
    reply.workspace = workspace
    people.restore(actor=signed_in(request), row=reply)
    return _thread(request, workspace, reply.highlight, new=reply)


@login_required
@require_POST
def resolve(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Settle a thread."""
    return _settle(request, workspace_uid, uid, services.resolve_highlight)


@login_required
@require_POST
def reopen(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Take a settled thread up again."""
    return _settle(request, workspace_uid, uid, services.reopen_highlight)


@require_safe
def find_people(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Options for what is typed after `@`: members, for members alone."""
    workspace = get_workspace(request, workspace_uid)
    if not request.user.is_authenticated or workspace.role_of(signed_in(request)) is None:
        raise Http404
    typed = request.GET.get("q", "").replace("\0", "")[:40]
    found = mentions.proposals(workspace, typed)
    return render(request, "replies/_people.html", {"people": found})


def _settle(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, settle: Callable[..., None]
) -> HttpResponse:
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    highlight = get_row(request, Highlight.objects.all(), workspace, uid=uid)
    settle(actor=signed_in(request), highlight=highlight)
    return _thread(request, workspace, highlight)


def _reply(request: HttpRequest, workspace: Workspace, uid: UUID) -> Reply:
    rows = Reply.objects.select_related("highlight", "parent__created_by", "created_by")
    reply = get_row(request, rows, workspace, uid=uid)
    reply.highlight.workspace = workspace
    return reply


def _parent(request: HttpRequest, workspace: Workspace, highlight: Highlight) -> Reply | None:
    """The reply that is answered. Raises Http404 where it is not on this highlight."""
    uid = request.POST.get("parent") or request.GET.get("parent")
    if not uid:
        return None
    try:
        lookup = {"uid": UUID(uid), "highlight": highlight}
    except ValueError as error:
        raise Http404 from error
    rows = Reply.objects.select_related("created_by")
    return get_row(request, rows, workspace, **lookup)


def _form(request: HttpRequest, workspace: Workspace, context: dict[str, Any]) -> HttpResponse:
    context["key"] = (context["reply"] or context["parent"] or context["highlight"]).uid
    status = 409 if context.get("theirs") else 422 if context["form"].errors else 200
    template = "replies/_form.html" if request.htmx else "replies/write.html"  # type: ignore[attr-defined]
    return page(request, workspace, template, context, status=status)


def _thread(
    request: HttpRequest,
    workspace: Workspace,
    highlight: Highlight,
    *,
    new: Reply | None = None,
    undo: Reply | None = None,
) -> HttpResponse:
    """The whole thread anew, or without htmx the highlight's page."""
    highlight.workspace = workspace
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(new or highlight)
    queries.threads([highlight], request.user)
    context = {
        "highlight": highlight,
        "workspace": workspace,
        "new": new and new.uid,
        "undo": undo and undo.uid,
    }
    response = render(request, "replies/_thread.html", context)
    return reswap(retarget(response, f"#thread-{highlight.uid}"), "outerHTML")
