"""The reading page: a version of a text with what is marked in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from annotations.highlights import drawing, queries
from annotations.placements.queries import placing_of
from annotations.quoting import targets
from annotations.reading.fetching import get_text, get_version
from annotations.reading.page_tools import page_asked_for, page_tools
from project.people.fetching import get_workspace
from project.people.models import Workspace
from project.people.pages import page
from project.people.permissions import Permission, may
from sources.attachments.pictures import addresses_of
from sources.parallels.queries import related_texts
from sources.texts.models import Text, TextVersion
from sources.texts.rendering import render_document

#: Highlights on one page of the list.
PAGE_SIZE = 50


@require_safe
def read(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The latest version of a text."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    return _reading_page(request, workspace, text, text.latest)


@require_safe
def read_version(request: HttpRequest, workspace_uid: UUID, uid: UUID, number: int) -> HttpResponse:
    """One version of a text, at its permanent address."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    return _reading_page(request, workspace, text, get_version(request, text, number))


@require_safe
def highlight_list(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """All highlights of a text as a list, in the order of the text."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    version = text.latest
    ordered = queries.in_text_order(text, version, request.user)
    noted = queries.with_notes(ordered, workspace, request.user, version)
    shown = Paginator(noted, PAGE_SIZE).get_page(request.GET.get("page"))
    told = queries.tell_editable(shown.object_list, workspace, request.user)
    shown.object_list = queries.tell_words(told, version)
    context = {
        "source": text.source,
        "text": text,
        "version": version,
        "page": shown,
        "read_url": text.get_absolute_url(),
        "can_cite": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "highlights/list.html", context)


def _reading_page(
    request: HttpRequest, workspace: Workspace, text: Text, version: TextVersion
) -> HttpResponse:
    version.workspace, version.text = workspace, text
    document = version.document
    if there := page_asked_for(request, document):
        return redirect(f"{request.path}#{there}")
    latest = text.latest
    target = targets.asked_for(request, version)
    drawn = drawing.draw(version, request.user)
    can_annotate = may(request.user, workspace, Permission.ANNOTATE)
    edit_url = reverse("sources:edit_text", args=[workspace.uid, text.uid])
    context = {
        "source": text.source,
        "text": text,
        "version": version,
        "is_latest": version.number == latest.number,
        "latest": latest,
        "latest_url": text.get_absolute_url(),
        "related": related_texts([text], request.user)[text.pk],
        "html": render_document(
            document,
            language=text.language,
            direction=text.direction,
            images=addresses_of(document, text.source, request.user),
        ),
        **page_tools(request, text, document),
        "reader": _reader_data(workspace, version, drawn, can_annotate=can_annotate)
        | {"target": target and target.place},
        "target": target,
        "can_annotate": can_annotate,
        "highlight_count": len({uid for uid, *_ in drawn.passages}),
        "orphans": queries.orphans(version, request.user),
        "progress": placing_of(version, request.user),
        "list_url": reverse("annotations:highlight_list", args=[workspace.uid, text.uid]),
        "edit_url": edit_url if may(request.user, workspace, Permission.EDIT_SOURCES) else "",
        "can_cite": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "reading/page.html", context)


def _reader_data(
    workspace: Workspace, version: TextVersion, drawn: drawing.Drawing, *, can_annotate: bool
) -> dict[str, Any]:
    """What the page's scripts start from; the form is documented in docs/front-end.md."""
    of_version = [workspace.uid, version.uid]
    return {
        "version": str(version.uid),
        "can_annotate": can_annotate,
        **drawn.as_json(),
        "urls": {
            "create": reverse("annotations:create_highlight", args=of_version),
            "highlights": f"{workspace.get_absolute_url()}highlights/",
            "notes": reverse("annotations:notes", args=of_version),
            "cite": reverse("annotations:cite", args=[workspace.uid]),
            "quotation": reverse("annotations:quotation", args=of_version),
        },
    }
