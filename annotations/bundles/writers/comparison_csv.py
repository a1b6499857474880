"""comparison.csv: one line for each claim in each account, questions in their order.

UTF-8 with a byte order mark, without which spreadsheets read Chinese and Uyghur wrongly;
commas, and CRLF (RFC 4180).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from annotations.bundles.comparing import compared
from annotations.bundles.selection import Selection
from annotations.bundles.writers.base import Writer
from annotations.claims.models import Stance
from annotations.disputes.comparison.matrix import MatrixClaim, Row
from annotations.disputes.models import Account, Question

COLUMNS = (
    "question", "group", "kind", "unit", "exclusivity", "conflicts", "why",
    "account", "holders", "answer", "statement", "certainty", "retracted",
    *Stance.values,
    "question_id", "account_id", "claim_id",
)  # fmt: skip

#: Spreadsheets take a cell that begins so for a formula, some also after full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NO_CLAIM = ["", "", "", "", *("" for _ in Stance), ""]


class ComparisonCsv(Writer):
    """The comparison in long form, ready to be pivoted."""

    name = "comparison.csv"

    def write(self, selection: Selection) -> bytes:
        return lines_of(selection.questions, compared(selection).rows, selection.accounts)


def lines_of(
    questions: Iterable[Question], rows: Iterable[Row], accounts: Iterable[Account]
) -> bytes:
    """The whole file. Each question has its row, and each account of a row is among them."""
    file = StringIO()
    lines = csv.writer(file)
    lines.writerow(COLUMNS)
    by_uid = {str(account.uid): account for account in accounts}
    for question, row in zip(questions, rows, strict=True):
        lines.writerows(map(safe, cells) for cells in _lines(question, row, by_uid))
    return file.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    """The cell behind an apostrophe where a spreadsheet would run it as a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _lines(question: Question, row: Row, accounts: dict[str, Account]) -> Iterator[list[str]]:
    about = [
        question.wording,
        question.group,
        question.kind,
        question.unit,
        question.exclusivity,
        str(row.comparison.conflict_count),
        "; ".join(pair.reason for pair in row.comparison.conflicts),
    ]
    uid = str(question.uid)
    for cell in row.cells:
        account = accounts[cell.account.uid]
        whose = [account.title, account.holders]
        for claim in map(_claim, cell.claims) if cell.claims else [_NO_CLAIM]:
            yield [*about, *whose, *claim[:-1], uid, cell.account.uid, claim[-1]]
    rest = row.without_account
    for claim in map(_claim, rest) if rest or row.cells else [_NO_CLAIM]:
        yield [*about, "", "", *claim[:-1], uid, "", claim[-1]]


def _claim(claim: MatrixClaim) -> list[str]:
    counts = [str(claim.citations.get(stance, 0)) for stance in Stance.values]
    retracted = "yes" if claim.retracted else ""
    return [claim.shown, claim.statement, claim.certainty, retracted, *counts, claim.uid]
