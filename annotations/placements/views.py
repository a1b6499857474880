"""Passages to check: the queue, one passage after the other, and those without a place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.highlights.models import Placement
from annotations.placements import placing, queries, services
from annotations.placements.checking import checking
from annotations.placements.forms import VerdictForm
from annotations.reading.fetching import get_text
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may, require
from project.people.refusing import Overtaken

#: Passages on one page of a list.
PAGE_SIZE = 50

#: What was done, in words.
DONE = {
    "confirm": lambda: _("Confirmed."),
    "put": lambda: _("Placed."),
    "gone": lambda: _("Declared gone. The passage stays listed."),
}


@require_safe
def to_check(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The texts of a workspace with passages to check or without a place."""
    workspace = get_workspace(request, workspace_uid)
    texts = list(queries.texts_to_check(workspace, request.user))
    for text in texts:
        text.workspace = text.source.workspace = workspace
    context = {
        "texts": texts,
        "first": queries.to_check(workspace, request.user).first(),
        "can_annotate": may(request.user, workspace, Permission.ANNOTATE),
    }
    return page(request, workspace, "placements/workspace.html", context)


@require_safe
def text_passages(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The passages of a text that are to be checked, have no place, or were settled."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    lists: dict[str, QuerySet[Placement]] = {
        "uncertain": queries.to_check(workspace, request.user, text),
        "orphaned": queries.without_place(text, request.user),
        "settled": queries.settled(text, request.user),
    }
    shown = request.GET.get("show", "")
    if shown not in lists:
        shown = next((name for name, rows in lists.items() if rows.exists()), "uncertain")
    paged = Paginator(lists[shown], PAGE_SIZE).get_page(request.GET.get("page"))
    paged.object_list = queries.with_last_stands(paged.object_list)
    for placement in paged.object_list:
        placement.workspace = placement.passage.highlight.workspace = workspace
    context = {
        "source": text.source,
        "text": text,
        "version": text.latest,
        "shown": shown,
        "counts": {name: rows.count() for name, rows in lists.items()},
        "first": lists["uncertain"].first(),
        "page": paged,
        "can_annotate": may(request.user, workspace, Permission.ANNOTATE),
        "progress": queries.placing_of(text.latest, request.user),
    }
    return page(request, workspace, "placements/text.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check_passage(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One passage, old and new side by side. POST settles where it lies, and goes on."""
    workspace = get_workspace(request, workspace_uid)
    placement = _placement(request, workspace, uid)
    if request.method != "POST":
        return _check_page(request, placement, VerdictForm(content=placement.version.content))
    require(request.user, workspace, Permission.ANNOTATE)
    form = VerdictForm(request.POST, content=placement.version.content)
    if form.is_valid():
        try:
            settled = _settle(request, placement, form)
        except (Overtaken, services.OlderVersion) as error:
            messages.error(request, str(error))
            return redirect(_newest(placement))
        except ValidationError as error:
            add_errors(form, error, exact="words", others="words")
        else:
            return _go_on(request, settled, form.cleaned_data["verdict"])
    return _check_page(request, placement, form, status=422)


@require_POST
def undo_settling(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, revision: int
) -> HttpResponse:
    """Take back what was settled at this revision, and show the passage again."""
    workspace = get_workspace(request, workspace_uid, Permission.ANNOTATE)
    placement = _placement(request, workspace, uid)
    try:
        services.undo(actor=signed_in(request), placement=placement, revision=revision)
        messages.success(request, _("Undone: the passage is as it was before."))
    except (Overtaken, services.OlderVersion) as error:
        messages.error(request, str(error))
    return redirect(_newest(placement))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def placing_progress(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """How far the passages of the latest version are placed. POST tries again what failed."""
    workspace = get_workspace(request, workspace_uid)
    text = get_text(request, workspace, uid)
    progress = queries.placing_of(text.latest, request.user)
    if request.method == "POST":
        require(request.user, workspace, Permission.ANNOTATE)
        if progress is not None:
            placing.try_again(actor=signed_in(request), placing=progress.placing)
        return redirect(text)
    context = {
        "workspace": workspace,
        "text": text,
        "progress": progress,
        "can_annotate": may(request.user, workspace, Permission.ANNOTATE),
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "placements/_placing.html", context)
    return redirect(text)


def _placement(request: HttpRequest, workspace: Workspace, uid: UUID) -> Placement:
    rows = Placement.objects.select_related(
        "version__text__source",
        "passage__highlight__created_by",
        "passage__version",
        "settled_by",
    )
    found = get_row(request, rows, workspace, uid=uid)
    text = found.version.text
    for row in (found.version, text, text.source, found.passage, found.passage.highlight):
        row.workspace = workspace
    return found


def _settle(request: HttpRequest, placement: Placement, form: VerdictForm) -> Placement:
    """Raises what the services raise."""
    said = {
        "actor": signed_in(request),
        "placement": placement,
        "revision": form.cleaned_data["revision"],
    }
    verdict = form.cleaned_data["verdict"]
    if verdict == "confirm":
        return services.confirm(**said)
    if verdict == "gone":
        return services.declare_gone(**said)
    span, exact = form.place()
    return services.put(**said, span=span, exact=exact)


def _go_on(request: HttpRequest, settled: Placement, verdict: str) -> HttpResponse:
    """To the next passage of the queue, or to the list where that was the last one."""
    workspace, text = settled.workspace, settled.version.text
    undo = reverse("annotations:undo_settling", args=[workspace.uid, settled.uid, settled.revision])
    messages.success(request, DONE[verdict](), extra_tags=undo)
    everywhere = "all" in request.GET
    queue = queries.to_check(workspace, request.user, None if everywhere else text)
    if (following := queries.after(queue, settled)) is not None:
        following.workspace = workspace
        return redirect(following.get_absolute_url() + ("?all" if everywhere else ""))
    if everywhere:
        return redirect("annotations:passages_to_check", workspace.uid)
    done = reverse("annotations:text_passages", args=[workspace.uid, text.uid])
    return redirect(f"{done}?show=uncertain")


def _newest(placement: Placement) -> Placement:
    """Where the same passage lies in the latest version, if it has been placed there."""
    newest = Placement.objects.filter(
        passage=placement.passage_id, version=placement.version.text.latest
    ).first()
    if newest is None:
        return placement
    newest.workspace = placement.workspace
    return newest


def _check_page(
    request: HttpRequest, placement: Placement, form: VerdictForm, *, status: int = 200
) -> HttpResponse:
    workspace, text = placement.workspace, placement.version.text
    everywhere = "all" in request.GET
    queue = queries.to_check(workspace, request.user, None if everywhere else text)
    uids = list(queue.values_list("uid", flat=True))
    place = uids.index(placement.uid) if placement.uid in uids else -1
    context: dict[str, Any] = {
        "placement": placement,
        "highlight": placement.passage.highlight,
        "source": text.source,
        "text": text,
        "version": placement.version,
        "is_latest": placement.version_id == text.latest.pk,
        "form": form,
        "all": everywhere,
        "number": place + 1,
        "total": len(uids),
        "previous": uids[place - 1] if place > 0 else None,
        "following": uids[place + 1] if 0 <= place < len(uids) - 1 else None,
        "can_settle": may(request.user, workspace, Permission.ANNOTATE),
        "checking": checking(placement, _from(request), form.found),
    }
    return page(request, workspace, "placements/check.html", context, status=status)


def _from(request: HttpRequest) -> int | None:
    """?from=1200: around which place of the new text to look."""
    asked = request.GET.get("from", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404(_("Say from where: ?from=1200, in characters of this version."))
    return int(asked)
