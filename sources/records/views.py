"""Adding, correcting and deleting sources."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission
from sources.deleting import InUse, delete
from sources.records import duplicates, services
from sources.records.checking import proposed_key
from sources.records.duplicates import Candidate
from sources.records.forms import SourceForm
from sources.records.models import Source


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Add a source, after asking where one like it is here already.

    `change_type` and `rows` in the POST only show the form as it then is.
    """
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    form = _posted_form(request, workspace, None)
    candidates: list[Candidate] = []
    if form.is_valid():
        candidates = _candidates(request, workspace, form)
        if not candidates:
            try:
                made = services.create_source(
                    actor=signed_in(request), workspace=workspace, **form.whole()
                )
                return redirect(made)
            except ValidationError as error:
                add_errors(form, error, others="citation_key", csl="title", variants="title-forms")
    context = {"form": form, "candidates": candidates}
    status = 422 if form.errors else 409 if candidates else 200
    return page(request, workspace, "records/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Correct a source's record. As `new_source`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Source.objects.all(), workspace, uid=uid)
    form = _posted_form(request, workspace, found)
    candidates: list[Candidate] = []
    if form.is_valid():
        candidates = _candidates(request, workspace, form)
        if not candidates:
            try:
                services.change_source(actor=signed_in(request), source=found, **form.whole())
                messages.success(request, _("Source saved."))
                return redirect(found)
            except ValidationError as error:
                add_errors(form, error, others="citation_key", csl="title", variants="title-forms")
                found.refresh_from_db()
    context = {"form": form, "source": found, "candidates": candidates}
    status = 422 if form.errors else 409 if candidates else 200
    return page(request, workspace, "records/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Ask, then delete a source. Refused with a sentence while its passages are cited."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Source.objects.all(), workspace, uid=uid)
    problem = ""
    if request.method == "POST":
        try:
            delete(actor=signed_in(request), row=found)
            undo = reverse("sources:restore_source", args=[workspace.uid, found.uid])
            messages.success(request, _("Source deleted."), extra_tags=undo)
            return redirect("sources:source_list", workspace.uid)
        except InUse as error:
            problem = str(error)
    context = {"source": found, "problem": problem}
    status = 409 if problem else 200
    return page(request, workspace, "records/delete.html", context, status=status)


@login_required
@require_POST
def restore_source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_source`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    if Source.objects.filter(workspace=workspace, uid=uid, merged_into__isnull=False).exists():
        # Merged, not deleted: `unmerge_source` undoes that.
        raise Http404
    restored = restore_row(request, workspace, Source, uid)
    assert isinstance(restored, Source)
    return redirect(restored)


def _posted_form(request: HttpRequest, workspace: Workspace, found: Source | None) -> SourceForm:
    if request.method != "POST":
        return SourceForm(source=found)
    if "rows" in request.POST or "change_type" in request.POST:
        action = request.POST.get("rows", "")
        return SourceForm.as_typed(request.POST, source=found, action=action)
    if "new_key" in request.POST:
        key = proposed_key(workspace, request.POST, found)
        return SourceForm.as_typed({**request.POST.dict(), "citation_key": key}, source=found)
    return SourceForm(request.POST, source=found)


def _candidates(request: HttpRequest, workspace: Workspace, form: SourceForm) -> list[Candidate]:
    """What the source may be the same as, unless that was asked or nothing telling changed."""
    if "save_anyway" in request.POST or not form.tells_something_new():
        return []
    return duplicates.find(
        workspace,
        request.user,
        form.item(),
        form.cleaned_data["date"],
        variants=form.variants(),
        but=form.source,
    )
