"""Copying a quotation with its reference, and linking to a passage."""

from __future__ import annotations

import re
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.claims.citations.queries import with_passages
from annotations.highlights.models import Highlight, Passage, Placement
from annotations.quoting import quotations, targets
from annotations.quoting.quotations import FORMATS, Range
from project.people.fetching import get_row, get_workspace
from project.people.models import Workspace
from project.people.pages import page
from sources.importing.base import UnreadableFile
from sources.texts.models import TextVersion

#: Keeps the format last chosen.
COOKIE = "quotation_format"
YEAR = 365 * 24 * 60 * 60
_PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")


@require_safe
def quotation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Quote a version of a text at ?place=12-40 (code points; several for omissions)."""
    workspace = get_workspace(request, workspace_uid)
    versions = TextVersion.objects.select_related("text__source")
    version = get_row(request, versions, workspace, uid=uid)
    return _quotation_page(request, workspace, version, _places(request, version))


@require_safe
def highlight_quotation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Quote a highlight, as the latest version has it or else as it was made."""
    workspace = get_workspace(request, workspace_uid)
    found = get_row(request, with_passages(Highlight.objects.all()), workspace, uid=uid)
    latest = found.text.latest
    places = [p.place for p in _placements(found, latest) if p.place]
    if len(places) == len(found.passages.all()):
        return _quotation_page(request, workspace, latest, places, found)
    passages = list(found.passages.all())
    made_in = TextVersion.objects.get(pk=passages[0].version_id)
    made = [(p.start, p.end) for p in passages if p.version_id == made_in.pk]
    return _quotation_page(request, workspace, made_in, made, found)


@require_safe
def passage(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The permanent address of a passage: on to its place, or to where it was made."""
    workspace = get_workspace(request, workspace_uid)
    passages = Passage.objects.select_related("highlight__text", "version")
    found = get_row(request, passages, workspace, uid=uid)
    text = found.highlight.text
    text.workspace = found.version.workspace = workspace
    placed = Placement.objects.filter(passage=found, version=text.latest, start__isnull=False)
    found.version.text = text
    here = text if placed else found.version
    return redirect(
        f"{here.get_absolute_url()}?highlight={found.highlight.uid}&passage={found.uid}"
    )


def _quotation_page(
    request: HttpRequest,
    workspace: Workspace,
    version: TextVersion,
    places: list[Range],
    highlight: Highlight | None = None,
) -> HttpResponse:
    text = version.text
    text.workspace = version.workspace = workspace
    quotation = quotations.quote(
        version.document,
        places,
        item=text.source.csl_item(),
        language=text.language,
        direction=text.direction,
    )
    chosen = request.GET.get("format") or request.COOKIES.get(COOKIE, "")
    name = chosen if chosen in FORMATS else next(iter(FORMATS))
    copy, failure = None, ""
    try:
        copy = FORMATS[name][1](quotation)
    except (UnreadableFile, ValueError):
        failure = _("This source's record is not valid CSL, so no reference can be made of it.")
    link = targets.link(text, version, places[0][0], places[-1][1])
    context = {
        "highlight": highlight,
        "source": text.source,
        "text": text,
        "version": version,
        "places": [f"{start}-{end}" for start, end in places],
        "quotation": quotation,
        "copy": copy,
        "failure": failure,
        "formats": [(key, label) for key, (label, _make) in FORMATS.items()],
        "chosen": name,
        "link": request.build_absolute_uri(link),
    }
    template = "quoting/_quotation.html" if request.htmx else "quoting/quotation.html"  # type: ignore[attr-defined]
    response = page(request, workspace, template, context)
    if "format" in request.GET:
        response.set_cookie(COOKIE, name, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def _placements(highlight: Highlight, version: TextVersion) -> list[Placement]:
    placements = Placement.objects.filter(passage__highlight=highlight, version=version)
    return list(placements.order_by("passage__position"))


def _places(request: HttpRequest, version: TextVersion) -> list[Range]:
    """Raises Http404 unless every ?place= lies in the version."""
    found = [_PLACE.fullmatch(place) for place in request.GET.getlist("place")]
    places = [(int(match[1]), int(match[2])) for match in found if match]
    length = len(version.content)
    if not places or None in found or not all(0 <= s < e <= length for s, e in places):
        raise Http404(_("Say which passage: ?place=12-40, in characters of this version."))
    return sorted(places)
