"""The plain editor of a text."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from sources.texts import services
from sources.texts.differences import changes
from sources.texts.forms import EditForm
from sources.texts.models import Text, TextVersion
from sources.texts.normalising import normalise


@login_required
@require_http_methods(["GET", "POST"])
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
