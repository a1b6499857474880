"""Pages of two texts side by side."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from annotations.disputes.comparison.arranging import uid_of
from annotations.disputes.models import Dispute
from annotations.disputes.views import get_dispute
from annotations.reading.fetching import get_text
from annotations.side_by_side.queries import (
    Passages,
    anchors,
    cited_in,
    disputes_citing,
    texts_cited,
)
from project.people.fetching import get_workspace
from project.people.pages import page
from sources.attachments.pictures import addresses_of
from sources.parallels.queries import related_texts
from sources.texts.models import TextVersion
from sources.texts.rendering import render_document

#: Ids of the right text, and links to them, which must differ from those of the left one.
_ID = re.compile(r' (id="|href="#)')


@require_safe
def side_by_side(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, other_uid: UUID
) -> HttpResponse:
    """The latest versions of two texts, scrolling together; with ?dispute= what it cites."""
    workspace = get_workspace(request, workspace_uid)
    texts = [get_text(request, workspace, each) for each in (uid, other_uid)]
    versions = []
    for text in texts:
        version = text.latest
        version.text, version.workspace = text, workspace
        versions.append(version)
    left, right = versions
    disputes = list(disputes_citing(texts, request.user))
    asked = uid_of(request.GET.get("dispute", ""))
    dispute = next((each for each in disputes if each.uid == asked), None)
    cited = cited_in(left, right, dispute, request.user)
    pairs = anchors(left, right, request.user)
    context = {
        "left": _side(request, left, cited.left),
        "right": _side(request, right, cited.right, prefix="right-"),
        "claims": cited.claims,
        "disputes": disputes,
        "dispute": dispute,
        "is_aligned": bool(pairs),
        "data": {"anchors": pairs, "left": cited.left.rows, "right": cited.right.rows},
    }
    return page(request, workspace, "side_by_side/page.html", context)


@require_safe
def choose(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """What to lay beside a text: what it is a translation or edition of, and what the same
    disputes cite.
    """
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    related = related_texts([text], request.user)[text.pk]
    shown = {one.other.pk for one in related} | {text.pk}
    cited: list[tuple[Dispute, list[Any]]] = []
    for dispute in disputes_citing([text], request.user):
        others = [each for each in texts_cited(dispute, request.user) if each.pk not in shown]
        if others:
            cited.append((dispute, others))
    context = {"text": text, "source": text.source, "related": related, "cited": cited}
    return page(request, workspace, "side_by_side/choose.html", context)


@require_safe
def dispute_texts(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Choose two of the texts that a dispute cites; then on to them."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    texts = list(texts_cited(dispute, request.user))
    chosen = [uid_of(request.GET.get(name, "")) for name in ("left", "right")]
    known = {text.uid for text in texts}
    if known.issuperset(chosen) and chosen[0] != chosen[1]:
        beside = redirect("annotations:side_by_side", workspace.uid, *chosen)
        beside["Location"] += f"?dispute={dispute.uid}"
        return beside
    context = {"dispute": dispute, "texts": texts, "chosen": chosen}
    return page(request, workspace, "side_by_side/dispute_texts.html", context)


def _side(
    request: HttpRequest, version: TextVersion, cited: Passages, *, prefix: str = ""
) -> dict[str, Any]:
    text, document = version.text, version.document
    html = render_document(
        document,
        language=text.language,
        direction=text.direction,
        insertions=cited.insertions,
        images=addresses_of(document, text.source, request.user),
    )
    return {
        "text": text,
        "source": text.source,
        "version": version,
        "html": _apart(html, prefix) if prefix else html,
        "count": len(cited.rows),
    }


def _apart(html: SafeString, prefix: str) -> SafeString:
    """The HTML with other ids; outside of tags no quotation mark stands as itself."""
    return mark_safe(_ID.sub(rf" \g<1>{prefix}", html))  # noqa: S308
