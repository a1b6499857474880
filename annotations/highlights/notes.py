"""A note as an answer: its HTML, and what the reading page has to draw anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django_htmx.http import trigger_client_event

from annotations.highlights import drawing, queries
from annotations.highlights.models import Highlight
from project.people.models import Workspace
from project.people.permissions import Permission, may
from sources.texts.models import TextVersion


@dataclass(frozen=True)
class Undo:
    """What was done, and the form that undoes it: address and fields."""

    done: str
    url: str
    fields: dict[str, Any] = field(default_factory=dict)


def visible_highlight(
    request: HttpRequest, workspace: Workspace, uid: UUID, version: TextVersion | None = None
) -> Highlight:
    """The highlight with all that its note shows. Raises Http404."""
    found = queries.notes(workspace, request.user, [uid], version)
    if not found:
        raise Http404("There is no such highlight, or it is not open to you.")
    return found[0]


def note_response(
    request: HttpRequest,
    workspace: Workspace,
    uid: UUID,
    *,
    status: int = 200,
    version: TextVersion | None = None,
    refusal: str = "",
    undo: Undo | None = None,
) -> HttpResponse:
    """The note, and to the scripts what is now drawn in the version that the page shows."""
    version = version or version_in_view(request, visible_highlight(request, workspace, uid))
    shown = visible_highlight(request, workspace, uid, version)
    context = {
        "highlight": shown,
        "workspace": workspace,
        "can_annotate": may(request.user, workspace, Permission.ANNOTATE),
        "can_cite": may(request.user, workspace, Permission.STATE_CLAIMS),
        "refusal": refusal,
        "undo": undo,
    }
    response = render(request, "highlights/_note.html", context, status=status)
    drawn = drawing.draw(version, request.user, only=shown)
    event = {"highlight": str(uid), **drawn.as_json()}
    return trigger_client_event(response, "highlight:saved", event)


def changed_response(
    request: HttpRequest,
    workspace: Workspace,
    highlight: Highlight,
    *,
    version: TextVersion | None = None,
    undo: Undo | None = None,
) -> HttpResponse:
    """The note; without scripts the highlight's own page."""
    if request.htmx:  # type: ignore[attr-defined]
        return note_response(request, workspace, highlight.uid, version=version, undo=undo)
    if undo is not None:
        messages.success(request, undo.done)
    return redirect(highlight)


def refused_response(
    request: HttpRequest, workspace: Workspace, highlight: Highlight, why: str, *, status: int
) -> HttpResponse:
    """The note as it is, with what stood against changing it."""
    if request.htmx:  # type: ignore[attr-defined]
        return note_response(request, workspace, highlight.uid, status=status, refusal=why)
    messages.error(request, why)
    return redirect(highlight)


def version_in_view(request: HttpRequest, highlight: Highlight) -> TextVersion:
    """The version that the reading page which asked shows, else the latest."""
    path = request.htmx.current_url_abs_path or ""  # type: ignore[attr-defined]
    try:
        number = resolve(path.split("?")[0]).kwargs.get("number")
    except Resolver404:
        number = None
    versions = highlight.text.versions
    return (number and versions.filter(number=number).first()) or highlight.text.latest
