"""The vocabulary of a workspace: its tree, and each tag."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people import services as people
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission, may
from sources.tags import queries, services
from sources.tags.forms import MergeForm, TagForm
from sources.tags.models import Tag
from sources.tags.parts import TAG_PAGE


@require_safe
def tag_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The vocabulary as a tree, with what bears each tag."""
    workspace = get_workspace(request, workspace_uid)
    context = {
        "lines": queries.tree(workspace, request.user),
        "can_manage": may(request.user, workspace, Permission.MANAGE_TAGS),
    }
    return page(request, workspace, "tags/list.html", context)


@require_safe
def tag_page(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """A tag: what it means, what is above and below it, what bears it."""
    workspace = get_workspace(request, workspace_uid)
    tag = _tag(request, workspace, uid)
    narrower = Tag.objects.visible_to(request.user).filter(broader=tag)
    context = {
        "tag": tag,
        "broader": tag.broader if tag.broader and tag.broader.deleted_at is None else None,
        "narrower": narrower.select_related("workspace"),
        "parts": TAG_PAGE.of(request, tag),
        "can_manage": may(request.user, workspace, Permission.MANAGE_TAGS),
    }
    return page(request, workspace, "tags/detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_tag(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Add a tag to the vocabulary."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE_TAGS)
    form = TagForm(request.POST or None, workspace=workspace, tag=None)
    taken = None
    if form.is_valid():
        try:
            services.create_tag(actor=signed_in(request), workspace=workspace, **form.cleaned_data)
            messages.success(request, _("Tag added."))
            return redirect("sources:tag_list", workspace.uid)
        except ValidationError as error:
            taken = _taken(workspace, error)
            add_errors(form, error)
    return _form(request, workspace, {"form": form, "tag": None, "taken": taken})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_tag(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Rename, describe, place a tag. A name that exists already offers to merge."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE_TAGS)
    tag = _tag(request, workspace, uid)
    form = TagForm(request.POST or None, initial=_initial(tag), workspace=workspace, tag=tag)
    taken = None
    if form.is_valid():
        try:
            services.change_tag(actor=signed_in(request), tag=tag, **form.cleaned_data)
            messages.success(request, _("Tag saved."))
            return redirect("sources:tag", workspace.uid, tag.uid)
        except ValidationError as error:
            taken = _taken(workspace, error)
            add_errors(form, error)
            tag.refresh_from_db()
    return _form(request, workspace, {"form": form, "tag": tag, "taken": taken})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_tag(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Ask, then have another tag take over all that bears this one."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE_TAGS)
    tag = _tag(request, workspace, uid)
    initial = {"into": request.GET.get("into", "")}
    form = MergeForm(request.POST or None, initial=initial, workspace=workspace, tag=tag)
    if form.is_valid():
        try:
            into = form.cleaned_data["into"]
            services.merge_tags(actor=signed_in(request), tag=tag, into=into)
            said = _("“%(tag)s” was merged into “%(into)s”.") % {"tag": tag, "into": into}
            messages.success(request, said, extra_tags=_undo(tag))
            return redirect("sources:tag", workspace.uid, into.uid)
        except ValidationError as error:
            add_errors(form, error)
    status = 422 if form.errors else 200
    context = {"form": form, **_about(request, tag)}
    return page(request, workspace, "tags/merge.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_tag(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Say how much bears a tag, ask, then delete it."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE_TAGS)
    tag = _tag(request, workspace, uid)
    if request.method == "POST":
        people.delete(actor=signed_in(request), row=tag)
        messages.success(request, _("Tag deleted."), extra_tags=_undo(tag))
        return redirect("sources:tag_list", workspace.uid)
    return page(request, workspace, "tags/delete.html", _about(request, tag))


@login_required
@require_POST
def restore_tag(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo a deletion or a merging, unless another tag has the name by now."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE_TAGS)
    try:
        restore_row(request, workspace, Tag, uid)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("sources:tag_list", workspace.uid)
    return redirect("sources:tag", workspace.uid, uid)


@require_safe
def find_tags(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Options while somebody types a tag."""
    workspace = get_workspace(request, workspace_uid)
    typed = services.tidy(request.GET.get("q", ""))[: services.LONGEST]
    found = queries.proposals(workspace, request.user, typed)
    return render(request, "tags/_options.html", {"tags": found})


def _tag(request: HttpRequest, workspace: Workspace, uid: UUID) -> Tag:
    return get_row(request, Tag.objects.select_related("broader"), workspace, uid=uid)


def _initial(tag: Tag) -> dict[str, Any]:
    return {
        "name": tag.name,
        "colour": tag.colour,
        "description": tag.description,
        "broader": tag.broader and tag.broader.uid,
    }


def _taken(workspace: Workspace, error: ValidationError) -> Tag | None:
    """The tag that has the name already."""
    if not isinstance(error, services.NameTaken):
        return None
    return services.named(workspace, error.name).first()


def _form(request: HttpRequest, workspace: Workspace, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return page(request, workspace, "tags/form.html", context, status=status)


def _about(request: HttpRequest, tag: Tag) -> dict[str, Any]:
    """A tag and how much hangs on it."""
    return {
        "tag": tag,
        "counts": queries.borne([tag], request.user)[tag.pk],
        "narrower": Tag.objects.visible_to(request.user).filter(broader=tag).count(),
    }


def _undo(tag: Tag) -> str:
    return reverse("sources:restore_tag", args=[tag.workspace.uid, tag.uid])
