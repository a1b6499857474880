"""Pages of merging two authorities, and of undoing that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.merged import get_merged
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from sources.authorities import merging
from sources.authorities.finding import MOST, find_authorities, told_apart
from sources.authorities.models import Authority
from sources.authorities.names import LONGEST, Written, tidy

LABELS = {
    "name": gettext_lazy("Preferred name"),
    "description": gettext_lazy("Description"),
    "dates": gettext_lazy("Dates"),
    "coordinates": gettext_lazy("Coordinates"),
    "part_of": gettext_lazy("Part of"),
}


@dataclass(frozen=True)
class Field:
    """A field of which the survivor has one, as both have it."""

    name: str
    survivor: Written
    merged: Written
    #: Whether the merged one's is to be taken.
    is_taken: bool

    @property
    def label(self) -> str:
        """For people."""
        return str(LABELS[self.name])

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.survivor != self.merged


@login_required
@require_safe
def choose_double(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Find the authority that another one is the same as; `other` is its uid once chosen."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Authority.objects.all(), workspace, uid=uid)
    if chosen := _uid(request.GET.get("other", "")):
        return redirect("sources:merge_authorities", workspace.uid, uid, chosen)
    q = tidy(request.GET.get("q", ""))[:LONGEST]
    others = find_authorities(request.user, workspace, q=q or found.name, kind=found.kind)
    entries = told_apart(workspace, others.exclude(pk=found.pk)[:MOST], q)
    context = {"authority": found, "q": q, "entries": entries}
    return page(request, workspace, "authorities/choose_double.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_authorities(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, other: UUID
) -> HttpResponse:
    """Two authorities side by side; then merge `other` into the one at `uid`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Authority.objects.select_related("part_of")
    survivor = get_row(request, rows, workspace, uid=uid)
    merged = get_row(request, rows, workspace, uid=other)
    if survivor == merged:
        raise Http404
    taken = {name for name in merging.SINGLE if request.POST.get(name) == "merged"}
    problem = ""
    if request.method == "POST":
        try:
            merging.merge(
                actor=signed_in(request),
                merged=merged,
                survivor=survivor,
                taken=taken,
                revision=_number(request.POST.get("revision", "")),
            )
            undo = reverse("sources:unmerge_authority", args=[workspace.uid, merged.uid])
            said = _("Merged. “%(name)s” now leads here.") % {"name": merged.name}
            messages.success(request, said, extra_tags=undo)
            return redirect(survivor)
        except (ValidationError, Overtaken) as error:
            problem = _said(error)
            survivor.refresh_from_db()
    context: dict[str, Any] = {
        "survivor": survivor,
        "merged": merged,
        "fields": _compared(survivor, merged, taken),
        "inside": merged.has_part.filter(deleted_at=None).count(),
        "problem": problem,
    }
    status = 422 if problem else 200
    return page(request, workspace, "authorities/merge.html", context, status=status)


@login_required
@require_POST
def unmerge_authority(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `merge_authorities` for the one that was merged."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    merged = get_merged(request.user, Authority, workspace, uid)
    try:
        merging.unmerge(actor=signed_in(request), authority=merged)
        messages.success(request, _("The two are separate again."))
    except ValidationError as error:
        messages.error(request, _said(error))
    return redirect("sources:authority", workspace.uid, uid)


def _compared(survivor: Authority, merged: Authority, taken: set[str]) -> list[Field]:
    """The fields that at least one of the two has."""
    pairs = ((name, _value(survivor, name), _value(merged, name)) for name in merging.SINGLE)
    return [
        Field(name, own, other, is_taken=name in taken or not own.name)
        for name, own, other in pairs
        if own.name or other.name
    ]


def _value(authority: Authority, name: str) -> Written:
    if name == "name":
        return authority.written
    if name == "part_of":
        return authority.part_of.written if authority.part_of else Written("")
    attribute = "shown_dates" if name == "dates" else name
    return Written(getattr(authority, attribute))


def _said(error: ValidationError | Overtaken) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None
