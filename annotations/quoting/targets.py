"""Where a link to words leads in a text that may have been corrected since."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from annotations.anchoring.anchored import Status
from annotations.anchoring.reanchoring import reanchor
from annotations.highlights.models import Placement
from annotations.quoting import directives
from annotations.quoting.directives import TextDirective
from sources.texts.models import Text, TextVersion


@dataclass(frozen=True, slots=True)
class Target:
    """What a link asks for: its place in the version in view, code points, or None where that
    does not have it; and the version whose words these are, or None where no version has them.
    """

    place: tuple[int, int] | None = None
    version: TextVersion | None = None


def asked_for(request: HttpRequest, version: TextVersion) -> Target | None:
    """What `?text=` (a text directive) or `?passage=` (a uid) ask for; None without either."""
    if directive := _directive(request):
        try:
            return find(version, directives.parse(directive))
        except directives.InvalidDirective:
            return Target()
    try:
        uid = UUID(request.GET.get("passage", ""))
    except ValueError:
        return None
    placed = Placement.objects.visible_to(request.user).filter(
        passage__uid=uid, version=version, start__isnull=False
    )
    placement = placed.first()
    return Target(placement.place, version) if placement else None


def _directive(request: HttpRequest) -> str:
    """The parameter as it was sent: decoded, its own commas could not be told from others."""
    parameters = request.META.get("QUERY_STRING", "").split("&")
    found = [value for name, _, value in (p.partition("=") for p in parameters) if name == "text"]
    return found[0].replace("+", " ") if found else ""


def find(version: TextVersion, directive: TextDirective) -> Target:
    """The words in `version`, or what became there of the newest earlier version's that has
    them.
    """
    if place := directives.find(version.content, directive):
        return Target(place, version)
    earlier = TextVersion.objects.filter(text=version.text_id, number__lt=version.number)
    for old in earlier.order_by("-number").iterator(chunk_size=1):
        if place := directives.find(old.content, directive):
            return Target(_corrected(old.content, version.content, place), old)
    return Target()


def _corrected(old: str, new: str, place: tuple[int, int]) -> tuple[int, int] | None:
    """Where a passage lies after a correction; None where that is not sure."""
    found = reanchor(old, new, [place])[0]
    if (
        found.status not in (Status.PLACED, Status.MOVED)
        or found.start is None
        or found.end is None
    ):
        return None
    return found.start, found.end


def link(text: Text, version: TextVersion, start: int, end: int) -> str:
    """The path and query that lead to a passage by its words, whatever version comes next."""
    return f"{text.get_absolute_url()}?text={directives.compose(version.content, start, end)}"
