"""Adding, resizing, removing and restoring the passages of a highlight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.highlights import passages, placing
from annotations.highlights.forms import PassageForm, RevisionForm
from annotations.highlights.models import Highlight
from annotations.highlights.notes import (
    Undo,
    changed_response,
    refused_response,
    visible_highlight,
)
from project.people.fetching import get_row, get_workspace
from project.people.models import Workspace
from project.people.pages import signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from sources.texts.models import TextVersion


@require_POST
def add(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Mark a further stretch."""
    workspace, highlight = _found(request, workspace_uid, uid)
    before = set(highlight.passages.values_list("uid", flat=True))

    def write(**fields: Any) -> Highlight:
        return passages.add_passage(
            actor=signed_in(request), highlight=highlight, **_marked(request, workspace, **fields)
        )

    def undo(changed: Highlight) -> Undo:
        new = changed.passages.exclude(uid__in=before).get()
        return _undo(_("Passage added."), "remove_passage", changed, new.uid)

    return _answer(request, workspace, highlight, PassageForm(request.POST), write, undo)


@require_POST
def resize(request: HttpRequest, workspace_uid: UUID, uid: UUID, passage_uid: UUID) -> HttpResponse:
    """Give a passage other ends."""
    workspace, highlight = _found(request, workspace_uid, uid)
    former = highlight.passages.select_related("version").filter(uid=passage_uid).first()

    def write(**fields: Any) -> Highlight:
        return passages.resize_passage(
            actor=signed_in(request),
            highlight=highlight,
            passage=passage_uid,
            **_marked(request, workspace, **fields),
        )

    def undo(changed: Highlight) -> Undo:
        assert former is not None
        fields = {"version": former.version.uid, "start": former.start, "end": former.end}
        return _undo(
            _("Passage adjusted."),
            "resize_passage",
            changed,
            passage_uid,
            exact=former.exact,
            **fields,
        )

    return _answer(request, workspace, highlight, PassageForm(request.POST), write, undo)


@require_POST
def remove(request: HttpRequest, workspace_uid: UUID, uid: UUID, passage_uid: UUID) -> HttpResponse:
    """Take away one of several passages; the answer offers to undo that."""
    workspace, highlight = _found(request, workspace_uid, uid)

    def write(revision: int) -> Highlight:
        return passages.remove_passage(
            actor=signed_in(request), highlight=highlight, passage=passage_uid, revision=revision
        )

    def undo(changed: Highlight) -> Undo:
        return _undo(_("Passage removed."), "restore_passage", changed, passage_uid)

    return _answer(request, workspace, highlight, RevisionForm(request.POST), write, undo)


@require_POST
def restore(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, passage_uid: UUID
) -> HttpResponse:
    """Undo `remove`."""
    workspace, highlight = _found(request, workspace_uid, uid)

    def write(revision: int) -> Highlight:
        return passages.restore_passage(
            actor=signed_in(request), highlight=highlight, passage=passage_uid, revision=revision
        )

    return _answer(request, workspace, highlight, RevisionForm(request.POST), write, None)


def _found(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> tuple[Workspace, Highlight]:
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    return workspace, visible_highlight(request, workspace, uid)


def _marked(
    request: HttpRequest,
    workspace: Workspace,
    *,
    version: UUID,
    start: int,
    end: int,
    exact: str,
    revision: int,
) -> dict[str, Any]:
    """The fields of a form as services take them."""
    found = get_row(request, TextVersion.objects.all(), workspace, uid=version)
    span, words = placing.grown(found.content, (start, end), exact)
    return {"version": found, "span": span, "exact": words, "revision": revision}


def _undo(done: str, name: str, highlight: Highlight, passage: UUID, **fields: Any) -> Undo:
    url = reverse(f"annotations:{name}", args=[highlight.workspace.uid, highlight.uid, passage])
    return Undo(done, url, {"revision": highlight.revision, **fields})


def _answer(
    request: HttpRequest,
    workspace: Workspace,
    highlight: Highlight,
    form: RevisionForm,
    write: Callable[..., Highlight],
    undo: Callable[[Highlight], Undo] | None,
) -> HttpResponse:
    """The note after writing, or as it is with what is wrong."""
    if not form.is_valid():
        why = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return refused_response(request, workspace, highlight, why, status=422)
    try:
        changed = write(**form.cleaned_data)
    except passages.NoSuchPassage:
        raise Http404("The highlight has no such passage.") from None
    except Overtaken as stale:
        return refused_response(request, workspace, highlight, str(stale), status=409)
    except ValidationError as error:
        why = " ".join(map(str, error.messages))
        return refused_response(request, workspace, highlight, why, status=422)
    # The page shows the version that was sent, if one was.
    version = form.cleaned_data.get("version")
    return changed_response(
        request,
        workspace,
        changed,
        version=TextVersion.objects.get(workspace=workspace, uid=version) if version else None,
        undo=undo(changed) if undo else None,
    )
