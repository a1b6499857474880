"""Pages of texts that are translations or editions of another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import delete_row, page, signed_in
from project.people.permissions import Permission, require
from project.people.refusing import Overtaken
from sources.parallels import beads as changing
from sources.parallels import services
from sources.parallels.beads import Bead
from sources.parallels.forms import RelationForm
from sources.parallels.models import TextRelation
from sources.parallels.proposing import propose
from sources.parallels.queries import Aligned, alignment_of
from sources.records.models import Source
from sources.records.queries import having_words
from sources.texts.editing_views import get_text_to_edit
from sources.texts.models import Text
from sources.texts.structure import Block, Document

#: Beads on one page, and texts in one answer to `find_texts`.
ON_A_PAGE, MOST_FOUND = 100, 12

#: What a button does with the bead whose number it names.
ACTS: dict[str, Callable[[list[Bead], int], list[Bead]]] = {
    "check": changing.checked,
    "join": changing.merged,
    "part": changing.parted,
    "original-down": lambda beads, at: changing.shifted(beads, at, "original", down=True),
    "original-up": lambda beads, at: changing.shifted(beads, at, "original", down=False),
    "text-down": lambda beads, at: changing.shifted(beads, at, "text", down=True),
    "text-up": lambda beads, at: changing.shifted(beads, at, "text", down=False),
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_relation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Say of which text this one is a translation or edition; then see how they correspond."""
    text = get_text_to_edit(request, workspace_uid, uid)
    others = Text.objects.visible_to(request.user).filter(workspace=text.workspace)
    form = RelationForm(request.POST or None, others=others.exclude(pk=text.pk))
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("original", "kind")}
        try:
            relation = services.relate(actor=signed_in(request), text=text, **asked)
            messages.success(request, _("Recorded."))
            return redirect(relation)
        except ValidationError as error:
            add_errors(form, error, original="original_key", others="original_key")
    context = {"form": form, "text": text, "source": text.source}
    status = 422 if form.errors else 200
    return page(request, text.workspace, "parallels/new.html", context, status=status)


@require_safe
def find_texts(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Options of a combobox: the texts whose sources have the words of `q`."""
    workspace = get_workspace(request, workspace_uid)
    sources = having_words(
        Source.objects.visible_to(request.user).filter(workspace=workspace),
        request.GET.get("q", ""),
    )
    texts = Text.objects.visible_to(request.user).filter(source__in=sources)
    found = texts.select_related("source").order_by("source__citation_key", "pk")[:MOST_FOUND]
    return render(request, "parallels/_options.html", {"texts": found})


@login_required
@require_POST
def delete_relation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Withdraw it, and go back to the text's source."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = _relation(request, workspace, uid)
    return delete_row(
        request,
        found,
        said=_("Withdrawn."),
        after=found.text.source.get_absolute_url(),
        restore_url=reverse("sources:restore_relation", args=[workspace.uid, found.uid]),
    )


@login_required
@require_POST
def restore_relation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_relation`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = TextRelation.objects.filter(TextRelation.visibility(request.user), workspace=workspace)
    found = rows.select_related("text__source", "original").filter(uid=uid).first()
    if found is None:
        raise Http404
    found.workspace = found.text.source.workspace = workspace
    try:
        services.restore_relation(actor=signed_in(request), relation=found)
        messages.success(request, _("Restored."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(found.text.source)


@require_http_methods(["GET", "HEAD", "POST"])
def alignment(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Both texts side by side, bead by bead; POST changes a bead."""
    workspace = get_workspace(request, workspace_uid)
    relation = _relation(request, workspace, uid)
    aligned = alignment_of(relation, relation.original.latest, relation.text.latest)
    if request.method == "POST":
        require(request.user, workspace, Permission.EDIT_SOURCES)
        return _changed(request, relation, aligned)
    return _alignment_page(request, relation, aligned)


def _changed(request: HttpRequest, relation: TextRelation, aligned: Aligned) -> HttpResponse:
    act, _colon, number = request.POST.get("act", "").partition(":")
    at = int(number[:7]) if number.isascii() and number.isdigit() else 0
    beads = aligned.beads
    if act == "propose":
        beads = propose(aligned.original_version.document, aligned.version.document)
    elif act == "check-page":
        for each in range(at, at + ON_A_PAGE):
            beads = changing.checked(beads, each)
    elif act in ACTS:
        beads = ACTS[act](beads, at)
    given = request.POST.get("revision", "")
    try:
        services.save_alignment(
            actor=signed_in(request),
            relation=relation,
            original_version=aligned.original_version,
            version=aligned.version,
            beads=beads,
            revision=int(given[:9]) if given.isascii() and given.isdigit() else 0,
        )
    except Overtaken as stale:
        messages.error(request, str(stale))
    after = f"{relation.get_absolute_url()}?page={at // ON_A_PAGE + 1}"
    return redirect(f"{after}#bead-{min(at, max(len(beads) - 1, 0))}")


def _alignment_page(request: HttpRequest, relation: TextRelation, aligned: Aligned) -> HttpResponse:
    shown = Paginator(list(enumerate(aligned.beads)), ON_A_PAGE).get_page(request.GET.get("page"))
    before, after = aligned.original_version.document, aligned.version.document
    rows = [
        {
            "number": number,
            "bead": bead,
            "original": _paragraphs(before, before.text_blocks, bead.original),
            "text": _paragraphs(after, after.text_blocks, bead.text),
        }
        for number, bead in shown.object_list
    ]
    context = {
        "relation": relation,
        "text": relation.text,
        "source": relation.text.source,
        "original": relation.original,
        "aligned": aligned,
        "page": shown,
        "rows": rows,
        "last": len(aligned.beads) - 1,
        "can_edit": relation.editable_by(request.user),
    }
    return page(request, relation.workspace, "parallels/alignment.html", context)


def _paragraphs(
    document: Document, blocks: tuple[Block, ...], numbers: range
) -> list[dict[str, Any]]:
    return [{"block": blocks[n], "words": document.text_of(blocks[n])} for n in numbers]


def _relation(request: HttpRequest, workspace: Workspace, uid: UUID) -> TextRelation:
    """The relation with both texts and their sources. Raises Http404."""
    rows = TextRelation.objects.select_related("text__source", "original__source")
    found = get_row(request, rows, workspace, uid=uid)
    for text in (found.text, found.original):
        text.workspace = text.source.workspace = workspace
    return found
