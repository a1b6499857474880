"""The versions of a text: all of them, and any two side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from annotations.highlights import queries as highlights
from annotations.reading.fetching import get_text, get_version
from annotations.versions.queries import marks_in, versions_of
from project.people.fetching import get_workspace
from project.people.pages import page
from project.people.permissions import Permission, may
from sources.texts.differences import Comparison
from sources.texts.models import Text, TextVersion
from sources.texts.showing import Showing
from sources.texts.wording import BLOCK_TYPES

VIEWS = ("inline", "sides")
#: Stretches that one address unfolds.
MOST_UNFOLDED = 50


@require_safe
def version_list(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """All versions: who saved them and when, what they changed, what was marked in them."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    context = {
        "text": text,
        "source": text.source,
        "versions": versions_of(text, request.user),
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "versions/list.html", context)


@require_safe
def choose_versions(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """From the form that chooses two versions to the address of their comparison."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    latest = text.latest.number
    old = _number(request.GET.get("old", ""), max(latest - 1, 1))
    new = _number(request.GET.get("new", ""), latest)
    found = redirect("annotations:compare_versions", workspace.uid, uid, old, new)
    if request.GET.get("view") in VIEWS[1:]:
        found["Location"] += "?" + urlencode({"view": request.GET["view"]})
    return found


@require_safe
def compare_versions(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, old: int, new: int
) -> HttpResponse:
    """What two versions do not share, word by word, with what is marked in both."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    before, after = get_version(request, text, old), get_version(request, text, new)
    view = "sides" if request.GET.get("view") == "sides" else "inline"
    number = _number(request.GET.get("page", ""), 1)
    unfolded = [_number(given, 0) for given in request.GET.getlist("open")[:MOST_UNFOLDED]]
    comparison = Comparison(before.document, after.document)
    showing = Showing(
        comparison,
        unfolded=unfolded,
        old_marks=marks_in(before, request.user),
        new_marks=marks_in(after, request.user),
    )
    context = {
        "text": text,
        "source": text.source,
        "before": before,
        "after": after,
        "versions": _versions(text),
        "view": view,
        "counts": comparison.counts(),
        "lines": showing.lines(number),
        "types": BLOCK_TYPES,
        "page_number": min(max(number, 1), showing.pages),
        "pages": range(1, showing.pages + 1),
        "fold_url": "?" + urlencode(_asked(view, number, unfolded), doseq=True) + "&open=",
        "orphans": [
            (version, len(highlights.orphans(version, request.user))) for version in (before, after)
        ],
        "passages": showing.mark_counts,
    }
    return page(request, workspace, "versions/compare.html", context)


def _versions(text: Text) -> list[TextVersion]:
    """All of them to choose from."""
    return list(text.versions.defer("content", "blocks", "marks").select_related("created_by"))


def _asked(view: str, number: int, unfolded: list[int]) -> dict[str, Any]:
    return {"view": view, "page": number, "open": unfolded}


def _number(given: str, usual: int) -> int:
    return int(given[:9]) if given.isascii() and given.isdigit() else usual
