"""The page of a source, and what it opens: a reference, tags."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from project.people.activity.events import events_of
from project.people.fetching import get_row, get_workspace
from project.people.merged import survivor_of
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may
from sources.attachments.queries import attachments_of
from sources.derivations.queries import relations_of
from sources.importing.base import UnreadableFile
from sources.lists.queries import on_reading_list, tags_of
from sources.lists.tagging import set_source_tags
from sources.records import queries
from sources.records.citing import STYLE, UncitableSources, UnknownStyle, bibliography
from sources.records.csl import TYPES
from sources.records.exporting import STYLES
from sources.records.facts import facts_of, further_titles
from sources.records.models import Source
from sources.records.parts import SOURCE_PAGE
from sources.texts.models import TextVersion

#: Events of the history shown on the page itself.
LATEST_EVENTS = 5


@require_safe
def source(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """A source: its record, its texts, what rests on it, and how it came about.

    The address of a source that was merged into another leads to that one.
    """
    workspace = get_workspace(request, workspace_uid)
    try:
        found = get_row(request, Source.objects.all(), workspace, uid=uid)
    except Http404:
        if survivor := survivor_of(request.user, Source, workspace, uid):
            return redirect(survivor)
        raise
    return page(request, workspace, "records/detail.html", _context(request, workspace, found))


def _context(request: HttpRequest, workspace: Workspace, found: Source) -> dict[str, Any]:
    tags = tags_of([found], request.user)[found.pk]
    attachments = attachments_of(found, request.user)
    relations = relations_of(found, request.user)
    rows = [found, *attachments, *(relation.derivation for relation in relations)]
    return {
        "source": found,
        "type": TYPES[found.type],
        "further_titles": further_titles(found),
        "facts": facts_of(found),
        "tags": tags,
        "tag_names": ", ".join(tag.name for tag in tags),
        "texts": queries.texts_of(found, request.user),
        "imports": queries.imports_of(found, request.user),
        "attachments": attachments,
        "relations": relations,
        "parts": SOURCE_PAGE.of(request, found),
        "history": events_of(request.user, *rows, limit=LATEST_EVENTS),
        "styles": STYLES,
        "style": STYLE,
        "entry": on_reading_list(request.user, [found]).get(found.pk),
        "can_keep": may(request.user, workspace, Permission.KEEP_LISTS),
        "can_edit": found.editable_by(request.user),
    }


@require_safe
def reference(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """A source as a style cites it: a page of its own, or the part of one that scripts ask for."""
    workspace = get_workspace(request, workspace_uid)
    found = get_row(request, Source.objects.all(), workspace, uid=uid)
    style = request.GET.get("style") or STYLE
    context = {"source": found, "styles": STYLES, "style": style, "workspace": workspace}
    try:
        context["references"] = bibliography([found.csl_item()], style=style)
    except (UnknownStyle, UncitableSources, UnreadableFile) as error:
        context["problem"] = str(error)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "records/_reference.html", context)
    return page(request, workspace, "records/reference.html", context)


@login_required
@require_POST
def change_tags(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Have a source bear the tags that are named, and no others."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Source.objects.all(), workspace, uid=uid)
    names = request.POST.get("tags", "").split(",")
    try:
        set_source_tags(actor=signed_in(request), source=found, names=names)
        messages.success(request, _("Tags saved."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(found)


@require_safe
def version_changes(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """What a version reads otherwise than the one before it: where that is compared now."""
    workspace = get_workspace(request, workspace_uid)
    version = get_row(request, TextVersion.objects.select_related("text"), workspace, uid=uid)
    if version.number == 1:
        return redirect("annotations:version_list", workspace.uid, version.text.uid)
    numbers = (version.number - 1, version.number)
    return redirect("annotations:compare_versions", workspace.uid, version.text.uid, *numbers)
