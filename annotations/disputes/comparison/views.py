"""The comparison of a dispute's accounts: the matrix and the details of its cells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from annotations.claims.models import Stance
from annotations.disputes.comparison.arranging import Arrangement, moved, uid_of, uids
from annotations.disputes.comparison.cells import CellDetails, details_of
from annotations.disputes.comparison.pages import ComparisonPages
from annotations.disputes.comparison.queries import compare_accounts, with_changes
from annotations.disputes.models import Account, Dispute, Question
from annotations.disputes.views import get_dispute
from project.people.fetching import get_row, get_workspace
from project.people.pages import page
from project.people.permissions import Permission, may


@require_safe
def comparison(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Questions down, accounts across; `comparison.arranging` says what the address asks for."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    arrangement = Arrangement.read(request.GET)
    if request.GET.get("arrange"):
        return redirect(f"{request.path}{_rearranged(request, dispute, arrangement)}")
    found = compare_accounts(dispute, request.user, arrangement)
    pages = ComparisonPages(found.chosen(arrangement), arrangement, len(found.columns))
    question = uid_of(request.GET.get("cell", "").partition(".")[0])
    shown = pages.page(request.GET.get("page"), question)
    with_changes(entry.row for entry in shown.object_list if entry.row)
    context = {
        "dispute": dispute,
        "comparison": found,
        "columns": found.columns,
        "arrangement": arrangement,
        "sections": pages.sections(shown),
        "page": shown,
        "pages": pages.beside(shown),
        "stances": Stance.choices,
        **_addresses(dispute, arrangement),
        **_open_cell(request, dispute, arrangement),
        "can_edit": may(request.user, workspace, Permission.EDIT_DISPUTES),
        "can_state": may(request.user, workspace, Permission.STATE_CLAIMS),
        "can_export": may(request.user, workspace, Permission.EXPORT),
    }
    return page(request, workspace, "disputes/comparison/detail.html", context)


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
        return render(request, "disputes/comparison/_cell.html", context)
    return page(request, workspace, "disputes/comparison/cell.html", context)


def _rearranged(request: HttpRequest, dispute: Dispute, arrangement: Arrangement) -> str:
    """The query of what the menu of accounts asks for; moving one stays on the page."""
    accounts = Account.objects.visible_to(request.user).filter(dispute=dispute)
    order = uids(request.GET.getlist("order"))
    which, _colon, by = request.GET.get("move", "").partition(":")
    for uid in uids([which]):
        order = moved(order, uid, 1 if by == "1" else -1)
    arranged = arrangement.with_columns(
        [account.uid for account in accounts],
        order=order,
        shown=uids(request.GET.getlist("show")),
    )
    number = request.GET.get("page", "") if which else ""
    return arranged.query_with(page=int(number[:9]) if number.isdecimal() else 1)


def _addresses(dispute: Dispute, arrangement: Arrangement) -> dict[str, str]:
    url = dispute.get_absolute_url()
    csv_url, citations_url, print_url = (
        reverse(f"annotations:{name}", args=[dispute.workspace.uid, dispute.uid])
        for name in ("comparison_csv", "citations_csv", "print_comparison")
    )
    usual = replace(arrangement, hidden=frozenset(), order=())
    return {
        "all_url": url + replace(arrangement, only_conflicts=False).query,
        "conflicts_url": url + replace(arrangement, only_conflicts=True).query,
        "usual_columns_url": url + usual.query,
        "csv_url": csv_url + arrangement.query,
        "citations_url": citations_url + arrangement.query,
        "print_url": print_url + arrangement.query,
        "quotes_url": print_url + arrangement.query_with(quotes=True),
    }


def _open_cell(request: HttpRequest, dispute: Dispute, arrangement: Arrangement) -> dict[str, Any]:
    """The details that `?cell=question.account` asks for; nothing where there is no such cell."""
    before, dot, after = request.GET.get("cell", "").partition(".")
    question, account = uid_of(before), uid_of(after)
    if question is None or (account is None and dot):
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
    left, right = (uid_of(request.GET.get(name, "")) for name in ("left", "right"))
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
