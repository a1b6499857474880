"""What a text is, deleting it and undoing that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission
from sources.deleting import InUse, delete
from sources.texts import services
from sources.texts.forms import DetailsForm
from sources.texts.models import Text


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
            messages.success(request, _("Saved."))
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
    messages.success(request, _("Text deleted."), extra_tags=undo)
    return redirect(text.source)


@login_required
@require_POST
def restore_text(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_text`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    restored = restore_row(request, workspace, Text, uid)
    assert isinstance(restored, Text)
    return redirect(restored)
