"""Files attached to sources."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import delete_row, page, restore_row, signed_in
from project.people.permissions import Permission
from sources.attachments import services
from sources.attachments.forms import AttachForm, LabelForm
from sources.attachments.models import Attachment
from sources.attachments.pictures import show
from sources.importing.downloads import download
from sources.records.models import Source


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Keep files with a source: all that were sent, or none."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    source = get_row(request, Source.objects.all(), workspace, uid=uid)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AttachForm(*posted)
    if form.is_valid():
        try:
            count = _attach(request, source, form)
            words = ngettext("%(count)s file attached.", "%(count)s files attached.", count)
            messages.success(request, words % {"count": count})
            return redirect(f"{source.get_absolute_url()}#attachments")
        except ValidationError as error:
            add_errors(form, error, file="files")
    context = {"form": form, "source": source}
    status = 422 if form.errors else 200
    return page(request, workspace, "attachments/new.html", context, status=status)


@transaction.atomic
def _attach(request: HttpRequest, source: Source, form: AttachForm) -> int:
    files = form.cleaned_data["files"]
    for file in files:
        services.attach(
            actor=signed_in(request),
            source=source,
            data=file.read(),
            filename=file.name or "file",
            label=form.cleaned_data["label"],
        )
    return len(files)


@require_safe
def attachment(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponseBase:
    """The file itself, as a download."""
    workspace = get_workspace(request, workspace_uid)
    rows = Attachment.objects.select_related("original")
    return download(request, get_row(request, rows, workspace, uid=uid).original)


@require_safe
def picture(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponseBase:
    """The picture itself, to be shown where it stands in a text."""
    workspace = get_workspace(request, workspace_uid)
    rows = Attachment.objects.select_related("original")
    return show(request, get_row(request, rows, workspace, uid=uid).original)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_attachment(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Say what a file is."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Attachment.objects.select_related("original", "source")
    found = get_row(request, rows, workspace, uid=uid)
    found.source.workspace = workspace
    form = LabelForm(
        request.POST if request.method == "POST" else None, initial={"label": found.label}
    )
    if form.is_valid():
        services.label_attachment(actor=signed_in(request), attachment=found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"{found.source.get_absolute_url()}#attachments")
    context = {"form": form, "attachment": found, "source": found.source}
    status = 422 if form.errors else 200
    return page(request, workspace, "attachments/edit.html", context, status=status)


@login_required
@require_POST
def delete_attachment(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Take a file away from its source."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Attachment.objects.select_related("source")
    found = get_row(request, rows, workspace, uid=uid)
    found.source.workspace = workspace
    return delete_row(
        request,
        found,
        said=_("File deleted."),
        after=found.source.get_absolute_url(),
        restore_url=reverse("sources:restore_attachment", args=[workspace.uid, found.uid]),
    )


@login_required
@require_POST
def restore_attachment(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_attachment`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    restored = restore_row(request, workspace, Attachment, uid)
    assert isinstance(restored, Attachment)
    restored.source.workspace = workspace
    return redirect(restored.source)
