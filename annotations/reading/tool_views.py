"""A text as it is printed, and how it is shown on the screen."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from annotations.reading import printing
from annotations.reading.display import DisplayForm, remembered
from annotations.reading.fetching import get_text, get_version
from project.people.fetching import get_workspace
from project.people.pages import page
from sources.attachments.pictures import addresses_of
from sources.texts.rendering import render_document


@require_safe
def print_text(request: HttpRequest, workspace_uid: UUID, uid: UUID, number: int) -> HttpResponse:
    """One version of a text as it is printed, below it the notes that were chosen."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    version = get_version(request, text, number)
    form = printing.PrintForm(request.GET, speaking=printing.speaking(version, request.user))
    notes = printing.footnotes(version, form.chosen(request.user), request.user)
    html = render_document(
        version.document,
        language=text.language,
        direction=text.direction,
        insertions=printing.references(notes),
        images=addresses_of(version.document, text.source, request.user),
    )
    context = {
        "source": text.source,
        "text": text,
        "version": version,
        "form": form,
        "notes": notes,
        "with_words": not form.cleaned_data.get("bare"),
        "display": remembered(request),
        "html": html,
    }
    return page(request, workspace, "reading/print.html", context)


@require_POST
def set_display(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Remember in the reader's browser how texts are to be shown; `usual` forgets it."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    form = DisplayForm(DisplayForm.usual() if "usual" in request.POST else request.POST)
    response = HttpResponse(status=204) if request.htmx else redirect(text)  # type: ignore[attr-defined]
    if form.is_valid():
        form.remember(response, secure=request.is_secure())
    return response
