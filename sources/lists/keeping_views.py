"""Saved views of the list, and a person's reading list."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import delete_row, page, restore_row, signed_in
from project.people.permissions import NotPermitted, Permission
from sources.lists import queries, services
from sources.lists.asking import read_query
from sources.lists.forms import EntryForm, ViewForm
from sources.lists.models import ReadingListEntry, SavedView
from sources.records.models import Source


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_view(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Keep a search of the list under a name."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    form = ViewForm(_posted(request), initial={"query": read_query(request.GET).query()})
    if form.is_valid():
        try:
            view = services.save_view(
                actor=signed_in(request), workspace=workspace, **form.cleaned_data
            )
            messages.success(request, _("View saved."))
            return redirect(view)
        except ValidationError as error:
            add_errors(form, error, others="name")
    status = 422 if form.errors else 200
    return page(request, workspace, "lists/view.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_view(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Rename, share or replace a view: what the query string asks for is proposed."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    view = get_row(request, SavedView.objects.all(), workspace, uid=uid)
    if not view.editable_by(request.user):
        raise NotPermitted(view.edit_permission)
    query = read_query(request.GET).query() if request.GET else view.query
    initial = {"name": view.name, "shared": view.shared, "query": query}
    form = ViewForm(_posted(request), initial=initial)
    if form.is_valid():
        try:
            services.change_view(actor=signed_in(request), view=view, **form.cleaned_data)
            messages.success(request, _("View saved."))
            return redirect(view)
        except ValidationError as error:
            add_errors(form, error, others="name")
            view.refresh_from_db()
    context = {"form": form, "view": view, "replaces": query != view.query}
    status = 422 if form.errors else 200
    return page(request, workspace, "lists/view.html", context, status=status)


@login_required
@require_POST
def delete_view(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a view; what it shows stays."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    view = get_row(request, SavedView.objects.all(), workspace, uid=uid)
    return delete_row(
        request,
        view,
        said=_("View deleted."),
        after=reverse("sources:source_list", args=[workspace.uid]),
        restore_url=reverse("sources:restore_view", args=[workspace.uid, view.uid]),
    )


@login_required
@require_POST
def restore_view(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_view`."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    restored = restore_row(request, workspace, SavedView, uid)
    assert isinstance(restored, SavedView)
    return redirect(restored)


@login_required
@require_safe
def reading_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """What the person means to read here, and has read."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    entries = queries.reading_list(signed_in(request), workspace)
    context = {
        "unread": [entry for entry in entries if entry.read_at is None],
        "read": [entry for entry in entries if entry.read_at is not None],
    }
    return page(request, workspace, "lists/reading_list.html", context)


@login_required
@require_POST
def add_to_reading_list(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Put a source on one's reading list, and stay on the page."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    source = get_row(request, Source.objects.all(), workspace, uid=uid)
    services.add_to_reading_list(actor=signed_in(request), source=source)
    messages.success(request, _("Put on your reading list."))
    return _back(request, source.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_entry(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Note something to oneself, or mark as read."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    rows = ReadingListEntry.objects.select_related("source")
    entry = get_row(request, rows, workspace, uid=uid)
    entry.source.workspace = workspace
    form = EntryForm(
        _posted(request),
        initial={"note": entry.note, "read": entry.read_at is not None},
    )
    if form.is_valid():
        services.change_entry(actor=signed_in(request), entry=entry, **form.cleaned_data)
        return redirect("sources:reading_list", workspace.uid)
    context = {"form": form, "entry": entry}
    status = 422 if form.errors else 200
    return page(request, workspace, "lists/entry.html", context, status=status)


@login_required
@require_POST
def delete_entry(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Take a source off one's reading list."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    entry = get_row(request, ReadingListEntry.objects.all(), workspace, uid=uid)
    return delete_row(
        request,
        entry,
        said=_("Taken off your reading list."),
        after=_next(request, reverse("sources:reading_list", args=[workspace.uid])),
        restore_url=reverse("sources:restore_entry", args=[workspace.uid, entry.uid]),
    )


@login_required
@require_POST
def restore_entry(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_entry`."""
    workspace = get_workspace(request, workspace_uid, Permission.KEEP_LISTS)
    restore_row(request, workspace, ReadingListEntry, uid)
    return redirect("sources:reading_list", workspace.uid)


def _posted(request: HttpRequest) -> QueryDict | None:
    # Also where nothing is filled in: an emptied note is sent as that.
    return request.POST if request.method == "POST" else None


def _back(request: HttpRequest, otherwise: str) -> HttpResponse:
    return redirect(_next(request, otherwise))


def _next(request: HttpRequest, otherwise: str) -> str:
    """The address in this program that a form wants to go on to."""
    asked = request.POST.get("next", "")
    # What does not begin with a slash, `redirect` would take for the name of a view.
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else otherwise
