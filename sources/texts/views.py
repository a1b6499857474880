"""The plain editor of a text."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission
from sources.deleting import InUse, delete
from sources.texts import services
from sources.texts.differences import changes
from sources.texts.forms import DetailsForm, EditForm
from sources.texts.models import Text, TextVersion
from sources.texts.normalising import normalise


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_text(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Correct a text: a new version. 409 with both texts where somebody was faster."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    text = get_row(request, Text.objects.select_related("source"), workspace, uid=uid)
    text.source.workspace = workspace
    form, theirs, status = EditForm.of(text, text.latest), None, 200
    if request.method == "POST":
        form, status = EditForm(request.POST, text=text), 422
        if form.is_valid():
            try:
                return _saved(request, text, form)
            except services.StaleVersion as stale:
                theirs, status = stale.latest, 409
                form.on_top_of(theirs)
            except ValidationError as error:
                add_errors(form, error)
    context = {"text": text, "source": text.source, "form": form, **_compared(form, theirs)}
    return page(request, workspace, "texts/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def text_details(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Say what a text is: kind, title, language, direction."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    text = get_row(request, Text.objects.select_related("source"), workspace, uid=uid)
    text.source.workspace = workspace
    form = DetailsForm(request.POST or None, initial=model_to_dict(text, DetailsForm.base_fields))
    if form.is_valid():
        try:
            services.change_text(actor=signed_in(request), text=text, **form.cleaned_data)
            messages.success(request, "Saved.")
            return redirect(text.source)
        except ValidationError as error:
            add_errors(form, error)
    context = {"text": text, "source": text.source, "form": form}
    status = 422 if form.errors else 200
    return page(request, workspace, "texts/details.html", context, status=status)


@login_required
@require_POST
def delete_text(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a text; refused with a sentence while its passages are cited."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    text = get_row(request, Text.objects.select_related("source"), workspace, uid=uid)
    text.source.workspace = workspace
    try:
        delete(actor=signed_in(request), row=text)
    except InUse as error:
        messages.error(request, str(error))
        return redirect("sources:text_details", workspace.uid, text.uid)
    undo = reverse("sources:restore_text", args=[workspace.uid, text.uid])
    messages.success(request, "Text deleted.", extra_tags=undo)
    return redirect(text.source)


@login_required
@require_POST
def restore_text(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_text`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    restored = restore_row(request, workspace, Text, uid)
    assert isinstance(restored, Text)
    return redirect(restored)


def _saved(request: HttpRequest, text: Text, form: EditForm) -> HttpResponse:
    asked = form.cleaned_data
    version = services.edit_text(actor=signed_in(request), text=text, **asked)
    if version.number == asked["based_on"]:
        messages.info(request, "Nothing was changed, so no new version was saved.")
    else:
        messages.success(request, f"Saved as version {version.number}.")
    return redirect(text)


def _compared(form: EditForm, theirs: TextVersion | None) -> dict[str, Any]:
    if theirs is None:
        return {}
    mine = normalise(form.cleaned_data["content"])
    return {"theirs": theirs, "changes": changes(theirs.content, mine)}
