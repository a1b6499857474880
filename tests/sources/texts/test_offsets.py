"""The table of offset cases that Python and TypeScript share."""

import json
from pathlib import Path
from typing import Any

import pytest

from sources.texts.structure import normalise

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "cases" / "offsets.json").read_text()
)


@pytest.fixture(params=CASES, ids=lambda case: case["name"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


def test_pasted_text_is_normalised(case: dict[str, Any]) -> None:
    assert normalise(case["pasted"]) == case["text"]


def test_code_points_find_the_passage(case: dict[str, Any]) -> None:
    start, end = case["code_points"]
    assert case["text"][start:end] == case["exact"]


def test_utf16_offsets_name_the_same_place(case: dict[str, Any]) -> None:
    start, end = case["utf16"]
    units = case["text"].encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == case["exact"]
    assert [_utf16_length(case["text"][:offset]) for offset in case["code_points"]] == [start, end]


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
