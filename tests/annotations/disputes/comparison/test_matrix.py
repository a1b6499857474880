from __future__ import annotations

from annotations.claims.values import from_input
from annotations.disputes.comparison.matrix import (
    MatrixAccount,
    MatrixClaim,
    MatrixQuestion,
    matrix,
)


def test_matrix() -> None:
    when = MatrixQuestion("q1", "When did they leave?", "exclusive")
    why = MatrixQuestion("q2", "Why?", "unknown")
    official, rumour = MatrixAccount("a1", "Official"), MatrixAccount("a2", "Rumour")
    early, late = from_input("date", "1949-08-24"), from_input("date", "1949-08-27")
    claims = [
        MatrixClaim("c1", "q1", "They left early", early, ["a1"], {"supports": 2}),
        MatrixClaim("c2", "q1", "Talks ran late", late, ["a2", "a2"], {"contradicts": 1}),
        MatrixClaim("c3", "q1", "So did he", early, ["a1", "a2"], {"supports": 1}),
        MatrixClaim("c4", "q1", "Someone says so", late),
        MatrixClaim("c5", "q2", "To attend", None, ["a1"]),
        MatrixClaim("c6", "q9", "Elsewhere", early, ["a1"]),
    ]
    found = matrix([when, why], [official, rumour], claims)

    first, second = found.rows
    assert [[c.uid for c in cell.claims] for cell in first.cells] == [["c1", "c3"], ["c2", "c3"]]
    assert [claim.uid for claim in first.without_account] == ["c4"]
    assert first.cells[1].citations == {"contradicts": 1, "supports": 1}
    assert first.comparison.conflict_count == 1
    assert [(a.claims, a.citations) for a in first.comparison.answers] == [(2, 3), (2, 1)]
    assert first.comparison.conflicts[0].reason == "1949-08-24 and 1949-08-27 do not overlap"
    assert second.cells[0].claims[0].shown == "To attend"
    assert second.comparison.answers == ()


def test_a_hidden_account_still_counts_for_conflicts() -> None:
    question = MatrixQuestion("q", "Was it an accident?", "unknown")
    claims = [
        MatrixClaim("c1", "q", "It was", from_input("boolean", "yes"), ["shown"]),
        MatrixClaim("c2", "q", "It was not", from_input("boolean", "yes"), ["hidden"], denied=True),
    ]
    row = matrix([question], [MatrixAccount("shown", "Shown")], claims).rows[0]
    assert [claim.shown for claim in row.cells[0].claims] == ["yes"]
    assert row.comparison.conflict_count == 1
