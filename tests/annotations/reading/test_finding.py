"""The table of finding that `frontend/test/reading/folding.test.ts` goes by, held to itself."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "finding.json").read_text()
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_matches_are_code_points(case: dict[str, Any]) -> None:
    assert [case["text"][start:end] for start, end in case["matches"]] == case["exact"]
