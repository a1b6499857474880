"""The list of sources."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from project.people.fetching import get_workspace
from project.people.models import Workspace
from project.people.pages import page
from project.people.permissions import Permission, may
from sources.lists import queries
from sources.lists.asking import COLUMNS, DEFAULT_COLUMNS, Asked, heads, read_query
from sources.lists.catalogue import Catalogue
from sources.lists.facets import Offer, matching, offers
from sources.lists.orders import ORDERS
from sources.records.citing import STYLE
from sources.records.exporting import FORMATS, STYLES

PAGE_SIZE = 50
#: Where a person's browser keeps the columns that were chosen last.
COLUMNS_COOKIE = "source_columns"
_A_YEAR = 365 * 24 * 60 * 60


@require_safe
def source_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The sources of a workspace: searched, narrowed by facets, in an order, page by page."""
    workspace = get_workspace(request, workspace_uid)
    asked = read_query(request.GET)
    if "keep_columns" in request.GET:
        return _keep_columns(workspace, asked)
    catalogue = Catalogue(request.user, workspace, q=asked.q, sort=asked.sort)
    found = Paginator(list(matching(catalogue, asked.chosen)), PAGE_SIZE)
    cut = found.get_page(request.GET.get("page"))
    columns = asked.columns or _kept_columns(request)
    offered = offers(catalogue, asked.chosen)
    views = queries.views_of(request.user, workspace)
    context = {
        "page": cut,
        "sources": queries.shown([line.pk for line in cut], request.user, workspace),
        "asked": asked,
        "is_empty": not found.count and not asked.is_narrowed,
        "offers": offered,
        "chips": _chips(asked, offered),
        "heads": heads(asked, columns),
        "shown_columns": columns,
        "columns": COLUMNS,
        "orders": ORDERS,
        "views": views,
        "open_view": next((view for view in views if view.query == asked.query()), None),
        "own_views": [view for view in views if view.created_by_id == request.user.pk],
        "query": asked.query(),
        "query_with_columns": asked.query(columns=columns),
        "formats": FORMATS,
        "styles": STYLES,
        "style": STYLE,
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
        "can_export": may(request.user, workspace, Permission.EXPORT),
        "can_keep": may(request.user, workspace, Permission.KEEP_LISTS),
    }
    return page(request, workspace, "lists/list.html", context)


def _chips(asked: Asked, offered: list[Offer]) -> list[tuple[str, str, str]]:
    """Facet, words and the query string without it, of every chosen value."""
    chips = [
        (
            str(offer.facet.label),
            choice.words,
            asked.without(offer.facet.name, choice.value),
        )
        for offer in offered
        for choice in offer.choices
        if choice.chosen
    ]
    return [("", asked.q, asked.query(q="")), *chips] if asked.q else chips


def _kept_columns(request: HttpRequest) -> tuple[str, ...]:
    kept = request.COOKIES.get(COLUMNS_COOKIE, "").split(".")
    return tuple(name for name in COLUMNS if name in kept) or DEFAULT_COLUMNS


def _keep_columns(workspace: Workspace, asked: Asked) -> HttpResponse:
    """Remember the columns in the browser; the address need not carry them."""
    url = reverse("sources:source_list", args=[workspace.uid])
    response = redirect(f"{url}?{asked.query(columns=())}")
    response.set_cookie(
        COLUMNS_COOKIE, ".".join(asked.columns), max_age=_A_YEAR, httponly=True, samesite="Lax"
    )
    return response
