"""Making, changing and deleting highlights; their notes and permanent addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from annotations.highlights import placing, queries, services
from annotations.highlights.forms import NewHighlightForm, NoteForm
from annotations.highlights.models import Highlight, Placement
from annotations.highlights.notes import changed_response, note_response, visible_highlight
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, restore_row, signed_in
from project.people.permissions import Permission, may
from project.people.refusing import Overtaken
from sources.texts.models import TextVersion

#: Notes fetched by one request.
MOST_NOTES = 50


@require_POST
def create(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Mark a selection. Answers with the note, or with the form and what is wrong in it."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    version = get_row(request, TextVersion.objects.all(), workspace, uid=uid)
    form = NewHighlightForm(request.POST)
    if form.is_valid():
        span = (form.cleaned_data["start"], form.cleaned_data["end"])
        span, exact = placing.grown(version.content, span, form.cleaned_data["exact"])
        try:
            highlight = services.create_highlight(
                actor=signed_in(request),
                version=version,
                ranges=[span],
                exact=[exact],
                comment=form.cleaned_data["comment"],
                tags=form.cleaned_data["tags"],
                sharing=form.cleaned_data["sharing"],
            )
            return note_response(request, workspace, highlight.uid, status=201, version=version)
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "highlight": None, "workspace": workspace}
    return render(request, "highlights/_form.html", context, status=422)


@require_safe
def notes(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The notes of the highlights named in the query, at most `MOST_NOTES`."""
    workspace = get_workspace(request, workspace_uid)
    version = get_row(request, TextVersion.objects.all(), workspace, uid=uid)
    found = queries.notes(workspace, request.user, _uids(request)[:MOST_NOTES], version)
    context = {
        "highlights": [h for h in found if h.text_id == version.text_id],
        "workspace": workspace,
        "can_annotate": may(request.user, workspace, Permission.ANNOTATE),
        "can_cite": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return render(request, "highlights/_notes.html", context)


@require_safe
def highlight(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The permanent address of a highlight: quote, note, and the way to its place."""
    workspace = get_workspace(request, workspace_uid)
    if request.htmx:  # type: ignore[attr-defined]
        return note_response(request, workspace, uid)
    found = visible_highlight(request, workspace, uid)
    latest = found.text.latest
    placement = (
        Placement.objects.filter(passage__highlight=found, version=latest)
        .select_related("settled_by")
        .order_by("passage__position")
        .first()
    )
    lost = placement is None or placement.status == Placement.Status.ORPHANED
    made_in = found.passages.all()[0].version
    return page(
        request,
        workspace,
        "highlights/detail.html",
        {
            "source": found.text.source,
            "text": found.text,
            "highlight": found,
            "placement": placement,
            "lost": lost,
            "made_in": made_in,
            "read_url": (made_in if lost else found.text).get_absolute_url(),
            "can_annotate": may(request.user, workspace, Permission.ANNOTATE),
            "can_cite": may(request.user, workspace, Permission.STATE_CLAIMS),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Change comment, tags and sharing. 409 with both comments where somebody was faster."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    found = visible_highlight(request, workspace, uid)
    form = NoteForm(request.POST or None, initial=_initial(found))
    theirs, status = None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                changed = services.change_highlight(
                    actor=signed_in(request),
                    highlight=found,
                    revision=form.cleaned_data["revision"] or 0,
                    comment=form.cleaned_data["comment"],
                    tags=form.cleaned_data["tags"],
                    sharing=form.cleaned_data["sharing"],
                )
                return changed_response(request, workspace, changed)
            except Overtaken as stale:
                theirs, status = stale.current, 409
            except ValidationError as error:
                add_errors(form, error)
    context = {"form": form, "highlight": found, "theirs": theirs}
    template = "highlights/_form.html" if request.htmx else "highlights/edit.html"  # type: ignore[attr-defined]
    return page(request, workspace, template, context, status=status)


@require_POST
def delete(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a highlight; the answer offers to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    found = visible_highlight(request, workspace, uid)
    try:
        services.delete_highlight(actor=signed_in(request), highlight=found)
    except services.StillCited as error:
        return note_response(request, workspace, found.uid, status=409, refusal=str(error))
    if not request.htmx:  # type: ignore[attr-defined]
        return _deleted_page(request, workspace, found)
    context = {"highlight": found, "workspace": workspace}
    response = render(request, "highlights/_deleted.html", context)
    return trigger_client_event(response, "highlight:deleted", {"highlight": str(found.uid)})


@require_POST
def restore(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete`."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    restored = restore_row(request, workspace, Highlight, uid)
    assert isinstance(restored, Highlight)
    return changed_response(request, workspace, restored)


def _deleted_page(request: HttpRequest, workspace: Workspace, found: Highlight) -> HttpResponse:
    """Without scripts: back to the text, with a message that offers to undo."""
    undo = reverse("annotations:restore_highlight", args=[workspace.uid, found.uid])
    messages.success(request, _("Highlight deleted."), extra_tags=undo)
    return redirect(found.text)


def _uids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(uid) for uid in request.GET.getlist("highlight")]
    except ValueError:
        return []


def _initial(highlight: Highlight) -> dict[str, Any]:
    return {
        "comment": highlight.comment,
        "tags": queries.tag_names(highlight),
        "sharing": highlight.sharing,
        "revision": highlight.revision,
    }
