"""Quick add: paste references, look at what they say, add those that are ticked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from project.people.fetching import get_workspace
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from sources.importing.base import UnreadableFile
from sources.quick_add import services
from sources.quick_add.formats import Format
from sources.quick_add.forms import QuickAddForm
from sources.quick_add.likely import Shelf
from sources.quick_add.reading import Entry, TooManyEntries, read
from sources.quick_add.splitting import NotSplit
from sources.records import edtf
from sources.records.citing import UncitableSources, bibliography
from sources.records.duplicates import Candidate

#: References shown as a style sets them; a processor takes seconds for thousands.
MOST_STYLED = 100


@dataclass(frozen=True)
class Row:
    """A reference in the preview."""

    entry: Entry
    reference: SafeString
    candidates: list[Candidate]
    ticked: bool


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quick_add(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Read what was pasted and show it; with `step=add` add the references in `entry`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = QuickAddForm(*posted)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return page(request, workspace, "quick_add/paste.html", {"form": form}, status=status)
    try:
        entries = read(form.cleaned_data["content"], Format(form.cleaned_data["format"]))
    except (NotSplit, TooManyEntries, UnreadableFile) as error:
        form.add_error("content", str(error))
        return page(request, workspace, "quick_add/paste.html", {"form": form}, status=422)
    if request.POST.get("step") == "add":
        return _add(request, workspace, form, entries)
    return _preview(request, workspace, form, entries)


def _add(
    request: HttpRequest, workspace: Workspace, form: QuickAddForm, entries: Sequence[Entry]
) -> HttpResponse:
    ticked = {int(number) for number in request.POST.getlist("entry") if number.isdecimal()}
    chosen = [entry for entry in entries if entry.number in ticked and not entry.problem]
    if not chosen:
        problem = _("Tick the references to add.")
        return _preview(request, workspace, form, entries, ticked=ticked, problem=problem)
    try:
        services.add_entries(
            actor=signed_in(request),
            workspace=workspace,
            entries=chosen,
            keep_tags=form.cleaned_data["keep_tags"],
        )
    except services.EntryProblem as error:
        error.entry.problem = " ".join(error.messages)
        return _preview(request, workspace, form, entries, ticked=ticked)
    count = len(chosen)
    words = ngettext("%(count)s source added.", "%(count)s sources added.", count)
    messages.success(request, words % {"count": count})
    return redirect(f"{reverse('sources:source_list', args=[workspace.uid])}?sort=-added")


def _preview(
    request: HttpRequest,
    workspace: Workspace,
    form: QuickAddForm,
    entries: Sequence[Entry],
    *,
    ticked: Collection[int] | None = None,
    problem: str = "",
) -> HttpResponse:
    """Each reference with what is wrong with it, and which source it may be already."""
    rows = _rows(request, workspace, entries, ticked)
    wrong = sum(bool(entry.problem) for entry in entries)
    kept = {name: form.cleaned_data[name] for name in ("content", "format", "keep_tags")}
    context = {
        "form": QuickAddForm(initial=kept),
        "rows": rows,
        "wrong": wrong,
        "good": len(entries) - wrong,
        "format": Format(form.cleaned_data["format"]).label,
        "problem": problem,
    }
    status = 422 if problem or ticked is not None or not entries else 200
    return page(request, workspace, "quick_add/preview.html", context, status=status)


def _rows(
    request: HttpRequest,
    workspace: Workspace,
    entries: Sequence[Entry],
    ticked: Collection[int] | None,
) -> list[Row]:
    good = [entry for entry in entries if not entry.problem]
    shelf = Shelf(signed_in(request), workspace)
    likely = {entry.number: shelf.like(entry) for entry in good}
    # What may be here already is left for the person to tick.
    fresh = {entry.number for entry in good if not likely[entry.number]}
    styled = _styled(good)
    return [
        Row(
            entry,
            styled.get(entry.number) or _summary(entry),
            likely.get(entry.number, []),
            ticked=entry.number in (fresh if ticked is None else ticked),
        )
        for entry in entries
    ]


def _styled(entries: Sequence[Entry]) -> dict[int, SafeString]:
    """The references as a style sets them, by the number of the entry."""
    if len(entries) > MOST_STYLED:
        return {}
    try:
        found = bibliography([_item(entry) for entry in entries])
    except (UncitableSources, UnreadableFile):
        return {}
    return {int(reference.key): reference.html for reference in found}


def _item(entry: Entry) -> dict[str, Any]:
    issued = {"issued": edtf.date_parts(entry.date)} if entry.date else {}
    return {**entry.csl, **issued, "id": str(entry.number)}


def _summary(entry: Entry) -> SafeString:
    names = entry.csl.get("author") or entry.csl.get("editor") or []
    creators = ", ".join(
        str(name.get("literal") or name.get("family") or "")
        for name in names
        if isinstance(name, dict)
    )
    parts = (creators, str(entry.csl.get("title") or entry.key), entry.date)
    return escape(". ".join(part for part in parts if part))
