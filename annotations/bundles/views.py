"""Asking for a bundle, waiting for it, downloading it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from annotations.bundles.downloads import download_response, filename
from annotations.bundles.models import Bundle
from annotations.bundles.services import BundleNotReady, request_bundle
from annotations.disputes.models import Dispute
from project.people.fetching import get_row, get_workspace
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may


@require_POST
def new_bundle(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Ask for a bundle of a dispute, then wait on its page."""
    workspace = get_workspace(request, workspace_uid, Permission.EXPORT)
    dispute = get_row(request, Dispute.objects.all(), workspace, uid=uid)
    return redirect(request_bundle(actor=signed_in(request), dispute=dispute))


@require_safe
def bundle(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """How far a bundle has come, and the way to its file."""
    workspace = get_workspace(request, workspace_uid)
    found = _bundle(request, workspace, uid)
    context = {
        "bundle": found,
        "dispute": found.dispute,
        "filename": filename(found),
        "is_waiting": found.state in (Bundle.State.QUEUED, Bundle.State.RUNNING),
        "can_export": may(request.user, workspace, Permission.EXPORT),
    }
    return page(request, workspace, "bundles/detail.html", context)


@require_safe
def download(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponseBase:
    """The ZIP file; back to the bundle's page while there is none."""
    workspace = get_workspace(request, workspace_uid)
    found = _bundle(request, workspace, uid)
    try:
        return download_response(request, found)
    except BundleNotReady as error:
        messages.info(request, str(error))
        return redirect(found)


def _bundle(request: HttpRequest, workspace: Workspace, uid: UUID) -> Bundle:
    found = get_row(request, Bundle.objects.select_related("dispute"), workspace, uid=uid)
    found.dispute.workspace = workspace
    return found
