"""Making a new version of a text: the editor, what would change, two editors at once."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from sources.texts import services
from sources.texts.differences import Comparison
from sources.texts.forms import EditForm
from sources.texts.merging import Choice
from sources.texts.models import Text
from sources.texts.previewing import PREVIEW_PAGE, Proposal
from sources.texts.proposing import Stale, propose, to_json
from sources.texts.showing import Showing
from sources.texts.structure import Document
from sources.texts.wording import BLOCK_TYPES

#: Tells the browser which draft was saved; `frontend/src/behaviors/draft.ts` forgets it.
SAVED_DRAFT = "saved-draft"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_text(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Correct a text: look at what would change (`preview`), go on (`again`), or save.

    409 where somebody was faster, with both corrections brought together.
    """
    text = get_text_to_edit(request, workspace_uid, uid)
    if request.method != "POST":
        latest = text.latest
        form = EditForm.of(text, latest.document, based_on=latest.number)
        return _editor(request, text, form, latest.document)
    form = EditForm(request.POST, text=text)
    if not form.is_valid():
        return _editor(request, text, form, text.latest.document, status=422)
    try:
        found = propose(text, _document(text, form), based_on=form.cleaned_data["based_on"])
        return _answer(request, text, form, found)
    except ValidationError as error:
        add_errors(form, error, others="content", based_on="content")
        return _editor(request, text, form, text.latest.document, status=422)
    except services.StaleVersion:
        # Saved between our look and our writing: look again.
        found = propose(text, _document(text, form), based_on=form.cleaned_data["based_on"])
        return _answer(request, text, form, found)


@login_required
@require_safe
def restore_version(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, number: int
) -> HttpResponse:
    """Ask before an older version becomes the newest again, and show what that changes."""
    text = get_text_to_edit(request, workspace_uid, uid)
    old = text.versions.filter(number=number).first()
    if old is None:
        raise Http404
    proposal = propose(text, old.document, based_on=text.latest.number)
    assert isinstance(proposal, Proposal)
    note = _("As in version %(number)s") % {"number": number}
    return preview_page(request, proposal, note=note, restores=number)


def preview_page(
    request: HttpRequest, proposal: Proposal, *, note: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """What saving would change and move, and the form that saves it."""
    base, text = proposal.base, proposal.base.text
    comparison = Comparison(base.document, proposal.document)
    showing = Showing(comparison)
    number = page_number(request.POST.get("page", ""))
    context = {
        "text": text,
        "source": text.source,
        "base": base,
        "counts": comparison.counts(),
        "is_same": base.document == proposal.document,
        "lines": showing.lines(number),
        "page_number": number,
        "more_pages": range(1, showing.pages + 1) if showing.pages > 1 else (),
        "types": BLOCK_TYPES,
        "parts": PREVIEW_PAGE.of(request, proposal),
        "document": json.dumps(to_json(proposal.document), ensure_ascii=False),
        "note": note,
        **context,
    }
    return page(request, text.workspace, "texts/preview.html", context, status=status)


def page_number(asked: str) -> int:
    """A page that was asked for, or the first."""
    return int(asked[:6]) if asked.isascii() and asked.isdigit() else 1


def get_text_to_edit(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> Text:
    """The text with its source, for who may correct it. Raises Http404, NotPermitted."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    text = get_row(request, Text.objects.select_related("source"), workspace, uid=uid)
    text.source.workspace = workspace
    return text


def _document(text: Text, form: EditForm) -> Document:
    """What the form says the text is to become. Raises ValidationError."""
    base = text.versions.filter(number=form.cleaned_data["based_on"]).first()
    if base is None:
        raise ValidationError({"based_on": _("There is no such version.")})
    return form.document_of(base)


def _answer(
    request: HttpRequest, text: Text, form: EditForm, found: Proposal | Stale
) -> HttpResponse:
    note = form.cleaned_data["note"]
    if isinstance(found, Stale):
        if found.merge.clashes() and form.cleaned_data["onto"] != found.theirs.number:
            return _merge_page(request, text, form, found)
        merged = Proposal(found.theirs, found.merge.document(form.choices()))
        if "again" in request.POST:
            return _editor_with(request, text, merged, note)
        told = {
            "merged_with": None if form.cleaned_data["onto"] else found.theirs,
            "goes_on": True,
        }
        status = 200 if form.cleaned_data["onto"] else 409
        return preview_page(request, merged, note=note, status=status, **told)
    if "again" in request.POST:
        return _editor_with(request, text, found, note)
    if "preview" in request.POST or "page" in request.POST:
        return preview_page(request, found, note=note, goes_on=True)
    return _saved(request, text, found, note)


def _saved(request: HttpRequest, text: Text, found: Proposal, note: str) -> HttpResponse:
    version = services.save_version(
        actor=signed_in(request),
        text=text,
        document=found.document,
        based_on=found.base.number,
        note=note,
    )
    if version.number == found.base.number:
        messages.info(request, _("Nothing was changed, so no new version was saved."))
    else:
        said = _("Saved as version %(number)s.") % {"number": version.number}
        messages.success(request, said)
    response = redirect(text)
    response.set_cookie(SAVED_DRAFT, _draft_key(text), max_age=600, samesite="Lax")
    return response


def _merge_page(request: HttpRequest, text: Text, form: EditForm, found: Stale) -> HttpResponse:
    """What both changed, to choose from; what does not clash is brought together already."""
    context = {
        "text": text,
        "source": text.source,
        "theirs": found.theirs,
        "clashes": found.merge.clashes(),
        "choices": {
            Choice.MINE: _("Mine"),
            Choice.THEIRS: _("Theirs"),
            Choice.BOTH: _("Both"),
        },
        "types": BLOCK_TYPES,
        "document": json.dumps(to_json(found.mine), ensure_ascii=False),
        "based_on": form.cleaned_data["based_on"],
        "note": form.cleaned_data["note"],
    }
    return page(request, text.workspace, "texts/merge.html", context, status=409)


def _editor_with(request: HttpRequest, text: Text, proposal: Proposal, note: str) -> HttpResponse:
    """The editor with what was proposed in it."""
    document, number = proposal.document, proposal.base.number
    form = EditForm.of(text, document, based_on=number, note=note)
    return _editor(request, text, form, document, is_unsaved=True)


def _editor(
    request: HttpRequest,
    text: Text,
    form: EditForm,
    document: Document,
    *,
    status: int = 200,
    is_unsaved: bool = False,
) -> HttpResponse:
    context = {
        "text": text,
        "source": text.source,
        "form": form,
        "structure": {
            "blocks": document.blocks_json(),
            "language": text.language,
            "direction": text.direction,
        },
        "types": BLOCK_TYPES,
        "draft_key": _draft_key(text),
        "is_unsaved": is_unsaved,
    }
    return page(request, text.workspace, "texts/edit.html", context, status=status)


def _draft_key(text: Text) -> str:
    return f"text-{text.uid}"
