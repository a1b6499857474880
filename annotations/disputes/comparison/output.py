"""The comparison taken along: on paper, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from annotations.bundles.writers import comparison_csv
from annotations.disputes.comparison import citations_csv
from annotations.disputes.comparison.arranging import Arrangement
from annotations.disputes.comparison.cells import quotes_on
from annotations.disputes.comparison.queries import Row, compare_accounts, with_changes
from annotations.disputes.models import Account
from annotations.disputes.views import get_dispute
from project.people.fetching import get_workspace
from project.people.pages import page

#: Accounts side by side on a sheet of A4, and cells printed at once, with all quotes fewer.
MOST_ACROSS, MOST_CELLS, MOST_QUOTED = 5, 10_000, 1_000
#: Questions printed at once at least, and those whose quotes are read at once for CSV.
FEWEST_ROWS = 20


@dataclass(frozen=True)
class Sheet:
    """All questions with the accounts that go side by side on paper, from the number `first`."""

    first: int
    accounts: Sequence[Account | None]
    groups: list[tuple[str, list[Row]]]

    @property
    def last(self) -> int:
        """The number of its last account."""
        return self.first + len(self.accounts) - 1


@require_safe
def print_comparison(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The comparison as the address arranges it, for paper: all questions, what is folded too;
    with ?quotes=1 all that is cited below it.
    """
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    arrangement = Arrangement.read(request.GET)
    with_quotes = request.GET.get("quotes") == "1"
    found = compare_accounts(dispute, request.user, arrangement)
    most = (MOST_QUOTED if with_quotes else MOST_CELLS) // max(len(found.columns), 1)
    rows = Paginator(found.chosen(arrangement), max(most, FEWEST_ROWS))
    part = rows.get_page(request.GET.get("page"))
    shown = with_changes(part.object_list)
    questions = [row.question for row in shown]
    context = {
        "dispute": dispute,
        "columns": found.columns,
        "sheets": list(_sheets(shown, found.columns)),
        "page": part,
        "arrangement": arrangement,
        "with_quotes": with_quotes,
        "appendix": quotes_on(questions, request.user, arrangement.hidden) if with_quotes else [],
        "comparison_url": dispute.get_absolute_url() + arrangement.query,
    }
    return page(request, workspace, "disputes/comparison/print.html", context)


@require_safe
def download_csv(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The comparison as the address arranges it, all pages, one line for each claim of a cell."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    arrangement = Arrangement.read(request.GET)
    found = compare_accounts(dispute, request.user, arrangement)
    rows = found.chosen(arrangement)
    content = comparison_csv.lines_of(
        [row.question for row in rows],
        [
            replace(row.laid, cells=_cells_of(row, found.shown), comparison=row.comparison)
            for row in rows
        ],
        found.shown,
    )
    return _download(content, "comparison.csv")


@require_safe
def download_citations(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """All that is cited behind the comparison as the address arranges it, one line each."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    arrangement = Arrangement.read(request.GET)
    rows = compare_accounts(dispute, request.user, arrangement).chosen(arrangement)
    # Of 20 000 citations all with their quotes would take half a gigabyte at once.
    parts = Paginator([row.question for row in rows], FEWEST_ROWS)
    cited = (quotes_on(list(part), request.user, arrangement.hidden) for part in parts)
    return _download(citations_csv.lines_of(chain.from_iterable(cited)), "citations.csv")


def _download(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _sheets(rows: list[Row], columns: Sequence[Account | None]) -> Iterator[Sheet]:
    """As few as there can be, with about as many accounts each; one where there are none."""
    count = max(-(-len(columns) // MOST_ACROSS), 1)
    for number in range(count):
        start, stop = (len(columns) * each // count for each in (number, number + 1))
        here = [replace(row, accounts=columns[start:stop]) for row in rows]
        groups = [(name, list(of)) for name, of in groupby(here, key=lambda r: r.question.group)]
        yield Sheet(start + 1, columns[start:stop], groups)


def _cells_of(row: Row, shown: list[Account]) -> tuple[Any, ...]:
    by_uid = {cell.account.uid: cell for cell in row.laid.cells}
    return tuple(by_uid[str(account.uid)] for account in shown)
