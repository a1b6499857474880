"""Adding, correcting and deleting sources."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission
from sources.deleting import InUse, delete
from sources.records import services
from sources.records.forms import SourceForm
from sources.records.models import Source


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_source(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Add a source. `change_type` in the POST only shows another type's fields."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    form = _posted_form(request, None)
    if form.is_valid():
        try:
            made = services.create_source(
                actor=signed_in(request),
                workspace=workspace,
                csl=form.item(),
                date=form.cleaned_data["date"],
                citation_key=form.cleaned_data["citation_key"],
            )
            return redirect(made)
        except ValidationError as error:
            add_errors(form, error, others="citation_key")
    status = 422 if form.errors else 200
    return page(request, workspace, "records/new.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Correct a source's record."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Source.objects.all(), workspace, uid=uid)
    form = _posted_form(request, found)
    if form.is_valid():
        try:
            services.change_source(
                actor=signed_in(request),
                source=found,
                csl=form.item(),
                date=form.cleaned_data["date"],
                citation_key=form.cleaned_data["citation_key"],
            )
            messages.success(request, "Source saved.")
            return redirect(found)
        except ValidationError as error:
            add_errors(form, error, others="citation_key")
            found.refresh_from_db()
    context = {"form": form, "source": found}
    return page(
        request, workspace, "records/edit.html", context, status=422 if form.errors else 200
    )


@login_required
@require_POST
def type_fields(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The fields of the type chosen in a form, filled with what the form held."""
    get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    form = SourceForm.with_type_changed(request.POST)
    return render(request, "records/_type_fields.html", {"form": form})


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
            messages.success(request, "Source deleted.", extra_tags=undo)
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
    restored = restore_row(request, workspace, Source, uid)
    assert isinstance(restored, Source)
    return redirect(restored)


def _posted_form(request: HttpRequest, found: Source | None) -> SourceForm:
    if request.method != "POST":
        return SourceForm(source=found)
    if "change_type" in request.POST:
        return SourceForm.with_type_changed(request.POST)
    return SourceForm(request.POST, source=found)
