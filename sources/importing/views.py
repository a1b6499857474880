"""Bringing texts in: the form, how far an import is, and the originals."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission, require
from sources.importing import services
from sources.importing.downloads import download
from sources.importing.forms import NewTextForm
from sources.importing.models import Import, Original
from sources.importing.repeats import AlreadyImported
from sources.importing.reports import remark
from sources.records.models import Source


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Paste or upload a text of a source."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    source = get_row(request, Source.objects.all(), workspace, uid=uid)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NewTextForm(*posted, initial={"language": source.language})
    if form.is_valid():
        data, filename = form.original()
        asked = {n: form.cleaned_data[n] for n in ("language", "direction", "kind", "title")}
        try:
            pending = services.start_import(
                actor=signed_in(request),
                source=source,
                data=data,
                filename=filename,
                options=form.chosen(filename),
                again=form.cleaned_data["again"],
                **asked,
            )
            return redirect(pending)
        except ValidationError as error:
            if isinstance(error, AlreadyImported):
                form.offer_again()
            add_errors(form, error, file="file" if request.FILES else "pasted")
    context = {"form": form, "source": source}
    status = 422 if form.errors else 200
    return page(request, workspace, "importing/new.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """How far an import is; leads to the text when it is done. POST tries a failed one again.

    Scripts ask with the `state` that they show: 204 while nothing has changed.
    """
    workspace = get_workspace(request, workspace_uid)
    rows = Import.objects.select_related(
        "original", "source", "text", "created_by", "batch", "same_as__text__source"
    )
    found = get_row(request, rows, workspace, uid=uid)
    for row in (found.source, found.batch):
        if row:
            row.workspace = workspace
    if request.method == "POST":
        require(request.user, workspace, Permission.EDIT_SOURCES)
        services.try_again(actor=signed_in(request), failed=found)
        return redirect(found)
    asking = request.htmx  # type: ignore[attr-defined]
    if found.state == Import.State.DONE and found.text and not found.text.deleted_at:
        found.text.workspace = workspace
        return _to_the_text(request, found)
    if asking and request.GET.get("state") == found.state:
        return HttpResponse(status=204)
    context = {
        "found": found,
        "source": found.source,
        "remark": remark(found),
        "workspace": workspace,
        "can_edit": found.editable_by(request.user),
    }
    if asking:
        return render(request, "importing/_progress.html", context)
    return page(request, workspace, "importing/progress.html", context)


@login_required
@require_POST
def cancel_import(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """End an import that waits or runs; no text is made."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Import.objects.all(), workspace, uid=uid)
    services.cancel(actor=signed_in(request), pending=found)
    return redirect(found)


@login_required
@require_POST
def delete_import(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete an import that made no text, with its file."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Import.objects.select_related("batch", "source")
    found = get_row(request, rows, workspace, uid=uid)
    try:
        services.remove(actor=signed_in(request), ended=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    undo = reverse("sources:restore_import", args=[workspace.uid, found.uid])
    messages.success(request, _("Import deleted."), extra_tags=undo)
    return redirect("sources:import_list", workspace.uid)


@login_required
@require_POST
def restore_import(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_import`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    restored = restore_row(request, workspace, Import, uid)
    assert isinstance(restored, Import)
    return redirect(restored)


@require_safe
def download_original(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponseBase:
    """A file as it was received: always as a download, never shown by the browser here."""
    workspace = get_workspace(request, workspace_uid)
    original = get_row(request, Original.objects.all(), workspace, uid=uid)
    return download(request, original)


def _to_the_text(request: HttpRequest, done: Import) -> HttpResponse:
    assert done.text is not None
    messages.success(request, _("“%(name)s” was read.") % {"name": done.original.filename})
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(done.text.get_absolute_url())
    return redirect(done.text)
