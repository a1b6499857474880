"""Pages that archive, delete and restore a workspace."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from project.people.fetching import get_workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from project.people.workspaces import queries, services
from project.people.workspaces.forms import NameForm


@login_required
@require_http_methods(["POST"])
def archive(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Close a workspace for writing."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    services.archive(actor=signed_in(request), workspace=found)
    messages.success(
        request,
        _("Archived."),
        extra_tags=reverse("people:unarchive", args=[found.uid]),
    )
    return redirect(found)


@login_required
@require_http_methods(["POST"])
def unarchive(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Open an archived workspace again."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    services.unarchive(actor=signed_in(request), workspace=found)
    messages.success(request, _("The workspace is open for work again."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_workspace(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Ask for the name, then take the workspace away from everybody."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    form = NameForm(request.POST or None, workspace=found)
    if form.is_valid():
        services.delete_workspace(actor=signed_in(request), workspace=found)
        messages.success(
            request,
            _("“%s” was deleted.") % found.name,
            extra_tags=reverse("people:restore_workspace", args=[found.uid]),
        )
        return redirect("home")
    context = {"form": form, "days": settings.WORKSPACE_GRACE_DAYS}
    status = 422 if form.errors else 200
    return page(request, found, "workspaces/delete.html", context, status=status)


@login_required
@require_http_methods(["POST"])
def restore_workspace(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Bring a deleted workspace back, for those who owned it."""
    found = queries.deleted_workspaces(signed_in(request)).filter(uid=workspace_uid).first()
    if found is None:
        raise Http404
    services.restore_workspace(actor=signed_in(request), workspace=found)
    messages.success(request, _("Restored."))
    return redirect(found)
