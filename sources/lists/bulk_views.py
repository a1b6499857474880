"""What is done to many sources of the list at once: tagging, exporting, deleting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from project.people.fetching import get_workspace
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, require
from sources.deleting import InUse, delete
from sources.importing.base import UnreadableFile
from sources.lists import services, tagging
from sources.lists.asking import read_query
from sources.lists.selecting import selected
from sources.records.citing import STYLE, UncitableSources, UnknownStyle
from sources.records.exporting import FORMATS, TooManySources
from sources.records.models import Source

#: Where the session keeps what was deleted last, so that it can be undone.
DELETED = "deleted_sources"


@login_required
@require_POST
def bulk(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Do what `act` says to the selected sources, and come back to the list."""
    workspace = get_workspace(request, workspace_uid)
    sources = list(selected(request, workspace))
    if not sources:
        messages.error(request, _("Select a source first."))
        return _back(request, workspace)
    act = request.POST.get("act", "")
    if act == "export":
        return _export(request, workspace, sources)
    require(request.user, workspace, Permission.EDIT_SOURCES)
    if act in ("tag", "untag"):
        return _tag(request, workspace, sources, adding=act == "tag")
    if act == "delete" and "sure" in request.POST:
        return _delete(request, workspace, sources)
    if act == "delete":
        context = {
            "sources": sources,
            "query": request.POST.get("query", ""),
            "everything": request.POST.get("all", ""),
        }
        return page(request, workspace, "lists/delete.html", context)
    return _back(request, workspace)


@login_required
@require_POST
def restore_deleted(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Undo the person's last deletion of several sources."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    deleted = request.session.pop(DELETED, [])
    count = services.restore_sources(actor=signed_in(request), workspace=workspace, uids=deleted)
    if count:
        messages.success(request, _("Restored."))
    return redirect("sources:source_list", workspace.uid)


def _back(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    url = reverse("sources:source_list", args=[workspace.uid])
    query = read_query(QueryDict(request.POST.get("query"))).query()
    return redirect(f"{url}?{query}" if query else url)


def _tag(
    request: HttpRequest, workspace: Workspace, sources: list[Source], *, adding: bool
) -> HttpResponse:
    names = [name.strip() for name in request.POST.get("tags", "").split(",") if name.strip()]
    if not names:
        messages.error(request, _("Write the tags first, with commas between them."))
        return _back(request, workspace)
    change = tagging.tag_sources if adding else tagging.untag_sources
    try:
        change(actor=signed_in(request), workspace=workspace, sources=sources, names=names)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _back(request, workspace)
    count = len(sources)
    words = (
        ngettext("Tagged %(count)s source.", "Tagged %(count)s sources.", count)
        if adding
        else ngettext("Untagged %(count)s source.", "Untagged %(count)s sources.", count)
    )
    messages.success(request, words % {"count": count})
    return _back(request, workspace)


def _export(request: HttpRequest, workspace: Workspace, sources: list[Source]) -> HttpResponse:
    require(request.user, workspace, Permission.EXPORT)
    asked = FORMATS.get(request.POST.get("format", ""), FORMATS["csljson"])
    style = request.POST.get("style") or STYLE
    try:
        written = asked.write([source.csl_item() for source in sources], style)
    except (UnknownStyle, UncitableSources, TooManySources, UnreadableFile) as error:
        messages.error(request, str(error))
        return _back(request, workspace)
    response = HttpResponse(written, content_type=f"{asked.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sources.{asked.extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _delete(request: HttpRequest, workspace: Workspace, sources: list[Source]) -> HttpResponse:
    """Delete what nothing rests on; what is cited stays, and is named."""
    deleted, kept = [], []
    for source in sources:
        source.workspace = workspace
        try:
            delete(actor=signed_in(request), row=source)
            deleted.append(str(source.uid))
        except InUse:
            kept.append(source.title)
    if kept:
        words = ngettext(
            "%(count)s source is cited and stays: %(titles)s.",
            "%(count)s sources are cited and stay: %(titles)s.",
            len(kept),
        )
        shown = ", ".join(kept[:5]) + (" …" if len(kept) > 5 else "")
        messages.warning(request, words % {"count": len(kept), "titles": shown})
    if deleted:
        request.session[DELETED] = deleted
        words = ngettext("%(count)s source deleted.", "%(count)s sources deleted.", len(deleted))
        undo = reverse("sources:restore_deleted", args=[workspace.uid])
        messages.success(request, words % {"count": len(deleted)}, extra_tags=undo)
    return _back(request, workspace)
