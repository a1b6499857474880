"""Whole characters; frontend/test/anchoring/graphemes.test.ts reads the same table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.anchoring.graphemes import around, outwards

TABLE = Path(__file__).parents[2] / "cases" / "graphemes.json"
CASES: list[dict[str, Any]] = json.loads(TABLE.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_ranges_grow_outwards_to_whole_clusters(case: dict[str, Any]) -> None:
    grown = outwards(case["text"], *case["range"])
    assert grown == tuple(case["outwards"])
    assert outwards(case["text"], *grown) == grown


@pytest.mark.parametrize(
    ("offset", "nearest"), [(0, (0, 0)), (1, (0, 2)), (2, (2, 2)), (3, (3, 3)), (99, (99, 99))]
)
def test_a_boundary_is_its_own_nearest(offset: int, nearest: tuple[int, int]) -> None:
    assert around("e\u0301x", offset) == nearest
