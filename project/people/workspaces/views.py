"""Pages of workspaces, and the program's home."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings as conf
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from project.people.fetching import get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from project.people.workspaces import queries, services
from project.people.workspaces.forms import NewWorkspaceForm, WorkspaceForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the program is, to strangers; their workspaces, to those who signed in."""
    if not request.user.is_authenticated:
        public = queries.public_workspaces(besides=[])
        return render(request, "workspaces/welcome.html", {"public": public})
    mine = queries.memberships_of(signed_in(request))
    context = {
        "memberships": mine,
        "public": queries.public_workspaces(besides=mine),
        "deleted": queries.deleted_workspaces(signed_in(request)),
        "grace": timedelta(days=conf.WORKSPACE_GRACE_DAYS),
    }
    return render(request, "workspaces/home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Begin a research project."""
    form = NewWorkspaceForm(
        request.POST or None, initial={"visibility": Workspace.Visibility.PRIVATE}
    )
    if form.is_valid():
        try:
            made = services.create_workspace(actor=signed_in(request), **form.cleaned_data)
            return redirect(made)
        except ValidationError as error:
            add_errors(form, error)
    return render(
        request, "workspaces/new_workspace.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Rename, describe, open or close a workspace."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    initial = {
        "name": found.name,
        "description": found.description,
        "visibility": found.visibility,
        "citation_key_pattern": found.citation_key_pattern,
        "own_claims_reviewable": found.own_claims_reviewable,
    }
    form = WorkspaceForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_workspace(
                actor=signed_in(request),
                workspace=found,
                **{**form.cleaned_data, "citation_key_pattern": _pattern(form)},
            )
            messages.success(request, _("Settings saved."))
            return redirect(found)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
    status = 422 if form.errors else 200
    return page(request, found, "workspaces/settings.html", {"form": form}, status=status)


def _pattern(form: WorkspaceForm) -> str | None:
    """The pattern as sent; None, which changes nothing, where the field was left out."""
    return form.cleaned_data["citation_key_pattern"] or None
