"""What every page of a workspace shares: its navigation, deleting and undoing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people import services
from project.people.models import User, Workspace
from project.people.permissions import Permission, may
from project.people.rows import WorkspaceRow

OVERVIEW = frozenset(
    {
        "",
        "activity",
        "waiting",
        "members",
        "invitations",
        "settings",
        "leave",
        "hand-over",
        "delete",
    }
)
#: The rooms of a workspace: label, name of the address, and what addresses inside begin with.
ROOMS = (
    (_("Overview"), "people:workspace", OVERVIEW),
    (
        _("Sources"),
        "sources:source_list",
        {
            "sources",
            "imports",
            "texts",
            "versions",
            "parallels",
            "highlights",
            "passages",
            "placements",
        },
    ),
    (_("Authorities"), "sources:authority_list", {"authorities"}),
    (_("Tags"), "sources:tag_list", {"tags"}),
    (_("Claims"), "annotations:claim_list", {"claims", "citations", "searches"}),
    (
        _("Disputes"),
        "annotations:dispute_list",
        {"disputes", "conflicts", "questions", "accounts", "bundles", "editions"},
    ),
    (_("Reviews"), "annotations:review_queue", {"reviews", "resolutions"}),
)
#: Rooms that are there for some of the members.
NEEDS = {"annotations:review_queue": Permission.REVIEW}


def page(
    request: HttpRequest,
    workspace: Workspace,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of `workspace`, with its navigation."""
    return render(
        request,
        template,
        {"workspace": workspace, "navigation": _navigation(request, workspace), **(context or {})},
        status=status,
    )


def signed_in(request: HttpRequest) -> User:
    """The person behind a request that has passed a permission or `login_required`."""
    assert isinstance(request.user, User)
    return request.user


def delete_row(
    request: HttpRequest, row: WorkspaceRow, *, said: str, after: str, restore_url: str
) -> HttpResponse:
    """Delete a row, say so, offer to undo that, and go on to the address `after`.

    Where something rests on it, say that, and go back.
    """
    try:
        services.delete(actor=signed_in(request), row=row)
    except services.Kept as error:
        messages.error(request, str(error))
        return redirect(row if hasattr(row, "get_absolute_url") else after)
    messages.success(request, said, extra_tags=restore_url)
    return redirect(after)


def restore_row(
    request: HttpRequest, workspace: Workspace, model: type[WorkspaceRow], uid: UUID
) -> WorkspaceRow:
    """Undo a deletion.

    Raises Http404 for rows that the user could not see before it either, `NotPermitted` for
    those the user may not delete.
    """
    row = model.objects.filter(model.visibility(request.user), workspace=workspace, uid=uid).first()
    if row is None:
        raise Http404
    row.workspace = workspace
    services.restore(actor=signed_in(request), row=row)
    messages.success(request, _("Restored."))
    return row


def _navigation(request: HttpRequest, workspace: Workspace) -> list[dict[str, Any]]:
    """The rooms, with `current` as in aria-current: "page" itself, "true" around the page."""
    within, _, _ = request.path.removeprefix(workspace.get_absolute_url()).partition("/")
    links = []
    for label, name, folders in ROOMS:
        if name in NEEDS and not may(request.user, workspace, NEEDS[name]):
            continue
        url = reverse(name, args=[workspace.uid])
        inside = "true" if within in folders else ""
        links.append(
            {"label": label, "url": url, "current": "page" if request.path == url else inside}
        )
    return links
