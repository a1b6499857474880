"""The comparison of a dispute's accounts: the matrix, the details of its cells, as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from annotations.bundles.writers import comparison_csv as csv
from annotations.claims.models import Stance
from annotations.disputes.arranging import Arrangement, moved, uids
from annotations.disputes.cells import CellDetails, details_of, quotes_on
from annotations.disputes.comparing import Row, compare_accounts
from annotations.disputes.models import Account, Dispute, Question
from annotations.disputes.views import get_dispute
from project.people.fetching import get_row, get_workspace
from project.people.pages import page
from project.people.permissions import Permission, may

#: Cells on one page: as many whole rows as they make, but never fewer rows than these.
MOST_CELLS, FEWEST_ROWS = 1_000, 20


@dataclass(frozen=True)
class Section:
    """The questions under one heading that are on the page, unless they are folded."""

    number: int
    group: str
    rows: list[Row]
    count: int
    folded: bool
    fold_url: str


@require_safe
def comparison(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Questions down, accounts across; `annotations.disputes.arranging` says what the address
    asks for.
    """
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    arrangement = Arrangement.read(request.GET)
    if request.GET.get("arrange"):
        return redirect(f"{request.path}{_rearranged(request, dispute, arrangement).query}")
    found = compare_accounts(dispute, request.user, arrangement)
    rows = found.chosen(arrangement)
    unfolded = [row for row in rows if row.question.group not in arrangement.folded]
    size = max(MOST_CELLS // max(len(found.columns), 1), FEWEST_ROWS)
    shown = Paginator(unfolded, size).get_page(request.GET.get("page"))
    context = {
        "dispute": dispute,
        "comparison": found,
        "columns": found.columns,
        "arrangement": arrangement,
        "sections": _sections(rows, list(shown.object_list), arrangement),
        "page": shown,
        "appendix": _appendix(request, shown.object_list),
        "stances": Stance.choices,
        **_addresses(dispute, arrangement),
        **_open_cell(request, dispute, arrangement),
        "can_edit": may(request.user, workspace, Permission.EDIT_DISPUTES),
        "can_state": may(request.user, workspace, Permission.STATE_CLAIMS),
        "can_export": may(request.user, workspace, Permission.EXPORT),
    }
    return page(request, workspace, "disputes/detail.html", context)


@require_safe
@vary_on_headers("HX-Request")
def cell(
    request: HttpRequest,
    workspace_uid: UUID,
    uid: UUID,
    question_uid: UUID,
    account_uid: UUID | None = None,
) -> HttpResponse:
    """What stands behind a cell, or behind the claims of no account: a page, or for htmx what
    goes beside the matrix.
    """
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    found = _details(request, dispute, question_uid, account_uid)
    context = {
        "dispute": dispute,
        "cell": found,
        "cell_url": request.path,
        "close_url": dispute.get_absolute_url(),
        "matrix_url": _in_matrix(dispute, found),
        "can_state": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    if request.headers.get("HX-Request"):
        context |= {"workspace": workspace, "in_panel": True}
        return render(request, "disputes/_cell.html", context)
    return page(request, workspace, "disputes/cell.html", context)


@require_safe
def download_csv(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The comparison as the address arranges it, all pages, one line for each claim of a cell."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    arrangement = Arrangement.read(request.GET)
    found = compare_accounts(dispute, request.user, arrangement)
    rows = found.chosen(arrangement)
    content = csv.lines_of(
        [row.question for row in rows],
        [
            replace(row.laid, cells=_cells_of(row, found.shown), comparison=row.comparison)
            for row in rows
        ],
        found.shown,
    )
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="comparison.csv"'
    return response


def _cells_of(row: Row, shown: list[Account]) -> tuple[Any, ...]:
    by_uid = {cell.account.uid: cell for cell in row.laid.cells}
    return tuple(by_uid[str(account.uid)] for account in shown)


def _rearranged(request: HttpRequest, dispute: Dispute, arrangement: Arrangement) -> Arrangement:
    """What the menu of accounts asks for."""
    accounts = Account.objects.visible_to(request.user).filter(dispute=dispute)
    order = uids(request.GET.getlist("order"))
    which, _colon, by = request.GET.get("move", "").partition(":")
    for uid in uids([which]):
        order = moved(order, uid, 1 if by == "1" else -1)
    return arrangement.with_columns(
        [account.uid for account in accounts],
        order=order,
        shown=uids(request.GET.getlist("show")),
    )


def _sections(rows: list[Row], on_page: list[Row], arrangement: Arrangement) -> list[Section]:
    """The rows of a page under their headings; folded groups show the heading alone."""
    shown = {row.question.pk for row in on_page}
    sections = []
    for number, (group, found) in enumerate(groupby(rows, key=lambda row: row.question.group)):
        of_group = list(found)
        here = [row for row in of_group if row.question.pk in shown]
        folded = group in arrangement.folded
        if here or folded:
            url = arrangement.with_fold(group).query
            sections.append(Section(number, group, here, len(of_group), folded, url))
    return sections


def _appendix(request: HttpRequest, rows: Iterable[Row]) -> list[Any]:
    """All that is cited on the questions of a page, which ?quotes=1 asks for; for paper."""
    if request.GET.get("quotes") != "1":
        return []
    return quotes_on([row.question for row in rows], request.user)


def _addresses(dispute: Dispute, arrangement: Arrangement) -> dict[str, str]:
    url = dispute.get_absolute_url()
    csv_url = reverse("annotations:comparison_csv", args=[dispute.workspace.uid, dispute.uid])
    usual = replace(arrangement, hidden=frozenset(), order=())
    return {
        "all_url": url + replace(arrangement, only_conflicts=False).query,
        "conflicts_url": url + replace(arrangement, only_conflicts=True).query,
        "usual_columns_url": url + usual.query,
        "csv_url": csv_url + arrangement.query,
        "quotes_url": f"{url}{arrangement.query}&quotes=1#quotes",
    }


def _open_cell(request: HttpRequest, dispute: Dispute, arrangement: Arrangement) -> dict[str, Any]:
    """The details that `?cell=question.account` asks for; nothing where there is no such cell."""
    asked = request.GET.get("cell", "").split(".")
    question, account = (*(next(iter(uids([each])), None) for each in asked[:2]), None)[:2]
    if question is None or (account is None and len(asked) > 1):
        return {"cell_page": None}
    try:
        details = _details(request, dispute, question, account)
    except Http404:
        return {"cell_page": None}
    return {
        "cell_page": details,
        "cell_url": _cell_url(dispute, details),
        "close_url": dispute.get_absolute_url() + arrangement.query,
    }


def _details(
    request: HttpRequest, dispute: Dispute, question_uid: UUID, account_uid: UUID | None
) -> CellDetails:
    """Raises Http404."""
    questions, accounts = Question.objects.all(), Account.objects.all()
    question = get_row(request, questions, dispute.workspace, dispute=dispute, uid=question_uid)
    question.dispute = dispute
    account = account_uid and get_row(
        request, accounts, dispute.workspace, dispute=dispute, uid=account_uid
    )
    left, right = (
        next(iter(uids([request.GET.get(name, "")])), None) for name in ("left", "right")
    )
    return details_of(question, account or None, request.user, left=left, right=right)


def _cell_url(dispute: Dispute, details: CellDetails) -> str:
    account = [details.account.uid] if details.account else []
    name = "annotations:cell" if account else "annotations:loose_cell"
    return reverse(name, args=[dispute.workspace.uid, dispute.uid, details.question.uid, *account])


def _in_matrix(dispute: Dispute, details: CellDetails) -> str:
    """The comparison with these details beside it."""
    account = f".{details.account.uid}" if details.account else ""
    place = f"question-{details.question.uid}"
    return f"{dispute.get_absolute_url()}?cell={details.question.uid}{account}#{place}"
