"""Placing the spans of a file of cases, without a database: pytest-django allows none here."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[3]
CASES = Path(__file__).parents[4] / "shared" / "anchoring" / "dev.jsonl.gz"

CASE = {
    "id": "one",
    "old_text": "They left Almaty on the 24th. It rained.",
    "new_text": "They left Alma-Ata on the 24th.",
    "spans": [{"start": 10, "end": 16}, {"start": 30, "end": 40}],
}


def run(file: Path) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("reanchor_cases", str(file), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("name", ["cases.jsonl", "cases.jsonl.gz"])
def test_writes_a_line_a_span(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    content = (json.dumps(CASE) + "\n\n").encode()
    file.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    lines = run(file)
    assert [(line["case_id"], line["span_index"]) for line in lines] == [("one", 0), ("one", 1)]
    assert [(line["start"], line["end"]) for line in lines] == [(10, 18), (None, None)]
    for line in lines:
        assert 0 <= line["confidence"] <= 1
        assert line["ms"] >= 0


def test_needs_neither_settings_nor_a_database(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(CASE), "utf-8")
    command = [sys.executable, str(ROOT / "manage.py"), "reanchor_cases", str(file)]
    environment = {"DATA_DIR": str(tmp_path / "data")}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert len(ended.stdout.splitlines()) == 2
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "line 1 is not JSON"),
        ("[]", "line 1 is not a case"),
        ('{"id": "a"}', "line 1 lacks 'spans'"),
        (json.dumps(CASE) + "\n" + json.dumps({**CASE, "spans": [{}]}), "line 2 lacks 'start'"),
        (json.dumps({**CASE, "new_text": None}), "the texts have to be strings"),
        (json.dumps({**CASE, "spans": [{"start": 5, "end": 500}]}), "span 0 lies outside"),
        (json.dumps({**CASE, "spans": [{"start": 5, "end": 5}]}), "span 0 lies outside"),
        (json.dumps({**CASE, "spans": [{"start": None, "end": 5}]}), "line 1 is not a case"),
    ],
)
def test_says_what_is_wrong(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(content, "utf-8")
    with pytest.raises(CommandError, match=told):
        run(file)


def test_says_that_there_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    "content", [b"not gzip", gzip.compress(b"{}" * 100)[:20]], ids=["other", "cut off"]
)
def test_says_that_a_file_is_damaged(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "cases.jsonl.gz"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="cannot be read"):
        run(file)


@pytest.fixture(scope="module")
def small_cases() -> list[dict[str, Any]]:
    """The cases of less than 30 000 characters."""
    if not CASES.exists():
        pytest.skip(f"{CASES.name} lies outside the project and is not here")
    with gzip.open(CASES, "rt", encoding="utf-8") as lines:
        short = (json.loads(line) for line in lines if len(line) < 200_000)
        return list(islice((case for case in short if len(case["old_text"]) < 30_000), 6))


def test_real_revisions(small_cases: list[dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(map(json.dumps, small_cases)), "utf-8")
    truths = [span["truth"] for case in small_cases for span in case["spans"]]
    found = [line["start"] and [line["start"], line["end"]] for line in run(file)]
    right = sum(place == truth for place, truth in zip(found, truths, strict=True))
    assert right / len(truths) > 0.97
