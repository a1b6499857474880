"""Placing passages anew: how often it is right, how long it takes, how much memory."""

from __future__ import annotations

import gzip
import json
import random
import time
import tracemalloc
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from annotations.anchoring.anchored import Anchored
from annotations.anchoring.reanchoring import reanchor
from tests.bench.conftest import SEED, Row, prose

CASES = Path(__file__).parents[3] / "shared" / "anchoring" / "dev.jsonl.gz"

Span = tuple[int, int]


def _verdict(truth: list[int] | None, place: Anchored) -> str:
    """What a prediction is worth; the names are those of the columns."""
    if place.start is None or place.end is None:
        return "gone" if truth is None else "lost"
    if truth is None:
        return "false"
    if [place.start, place.end] == truth:
        return "exact"
    if min(place.end, truth[1]) <= max(place.start, truth[0]):
        return "wrong"
    near = abs(place.start - truth[0]) <= 5 and abs(place.end - truth[1]) <= 5
    return "near" if near else "far"


def _shares(counts: Counter[str]) -> str:
    there = sum(counts[name] for name in ("exact", "near", "far", "wrong", "lost"))
    near = counts["exact"] + counts["near"]
    bad = (counts["wrong"] + counts["false"]) / counts.total()
    told = [f"{counts.total():5}"]
    told += [f"{100 * part / there:6.2f} %" for part in (counts["exact"], near)] if there else []
    told.append(f"bad {100 * bad:5.2f} %  gone {counts['gone']:3} lost {counts['lost']:2}")
    return "  ".join(told) + f" false {counts['false']}"


def test_accuracy(row: Row) -> None:
    if not CASES.exists():
        pytest.skip(f"{CASES.name} lies outside the project and is not here")
    groups: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    trust: dict[int, Counter[bool]] = defaultdict(Counter)
    with gzip.open(CASES, "rt", encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            spans = [(span["start"], span["end"]) for span in case["spans"]]
            places = reanchor(case["old_text"], case["new_text"], spans)
            for span, place in zip(case["spans"], places, strict=True):
                verdict = _verdict(span["truth"], place)
                for name in ("kind", "language"):
                    groups[name, case[name]][verdict] += 1
                groups["all", ""][verdict] += 1
                right = verdict in ("exact", "near", "gone")
                trust[int(place.confidence * 20)][right] += 1
    row("accuracy of placing anew: spans, exact, within 5", "shown at a wrong place")
    for (_, group), counts in sorted(groups.items()):
        row(f"  {group or 'all'}", _shares(counts))
    for step, rights in sorted(trust.items()):
        share = rights[True] / rights.total()
        low, high = step / 20, min(1.0, (step + 1) / 20)
        row(f"  of confidence {low:.2f} to {high:.2f}", f"{rights.total():5}  right {share:.3f}")


def edited(text: str) -> str:
    """A tenth moved, a twentieth dropped, one character in a hundred changed."""
    rng = random.Random(SEED)
    tenth = len(text) // 10
    moved = text[: 2 * tenth] + text[3 * tenth : 7 * tenth] + text[2 * tenth : 3 * tenth]
    kept = moved + text[7 * tenth : 9 * tenth] + text[9 * tenth + tenth // 2 :]
    return "".join(rng.choice(["", "x", c * 2]) if rng.random() < 0.01 else c for c in kept)


def spans_of(text: str, count: int) -> list[Span]:
    rng = random.Random(SEED)
    starts = (rng.randrange(len(text) - 200) for _ in range(count))
    return [(start, start + rng.randint(4, 150)) for start in starts]


def _seconds(old: str, new: str, spans: list[Span]) -> float:
    began = time.process_time()
    reanchor(old, new, spans)
    return time.process_time() - began


def test_speed(row: Row) -> None:
    times = {}
    for size in (100_000, 1_000_000, 10_000_000):
        old = prose(size)
        times[size] = _seconds(old, edited(old), spans_of(old, 10_000))
    row("placing 10 000 passages, 1 MB", f"{times[1_000_000]:.2f} s of one processor")
    row(
        "the same in 100 kB, 10 MB",
        f"{times[100_000]:.2f} s, {times[10_000_000]:.2f} s"
        f" = {times[10_000_000] / times[1_000_000]:.1f} x 1 MB",
    )


def test_beside_searching_each_quote(row: Row) -> None:
    old = prose(1_000_000)
    new, spans = edited(old), spans_of(old, 10)
    began = time.process_time()
    for start, end in spans:
        fuzz.partial_ratio_alignment(old[start - 32 : end + 32], new)
    each = (time.process_time() - began) / len(spans)
    ours = _seconds(old, new, spans_of(old, 10_000)) / 10_000
    row(
        "searching one quote in 1 MB by rapidfuzz",
        f"{1000 * each:.0f} ms = {each / ours:.0f} x placing one of 10 000",
    )


def test_memory(row: Row) -> None:
    old = prose(10_000_000)
    new, spans = edited(old), spans_of(old, 10_000)
    tracemalloc.start()
    reanchor(old, new, spans)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    row("memory for 10 000 passages in 10 MB, beside the texts", f"{peak / 2**20:.0f} MB")
