"""Saving a version of 1 MB under 10 000 passages, database included."""

from __future__ import annotations

import random
import time

from project.people.models import User
from sources.texts import services as texts
from sources.texts.models import Text
from tests.bench.conftest import SEED, Row, add_highlights, median


def corrected(content: str, number: int) -> str:
    """The content with one word in two hundred spelt otherwise, and a sentence before it."""
    rng = random.Random(SEED + number)
    blocks = [
        " ".join(word + "x" if rng.random() < 0.005 else word for word in block.split(" "))
        for block in content.split("\n\n")
    ]
    return "\n\n".join([f"Correction {number}. {blocks[0]}", *blocks[1:]])


def test_placing_anew(annotator: User, long_text: Text, row: Row) -> None:
    first = long_text.latest
    add_highlights(first, annotator, 10_000)
    quotes = [passage.exact for h in long_text.highlights.all() for passage in h.passages.all()]
    numbers = iter(range(1, 100))
    spent: list[float] = []

    def save() -> None:
        number = next(numbers)
        content = corrected(first.content, number)
        start = time.process_time()
        texts.edit_text(actor=annotator, text=long_text, content=content, based_on=number)
        spent.append(time.process_time() - start)

    saving = median(save, runs=3)
    finding = median(lambda: [first.content.find(quote) for quote in quotes])
    statuses = list(long_text.latest.placements.values_list("status", flat=True))
    assert len(statuses) == 10_000
    sure = sum(status in ("placed", "moved") for status in statuses)
    row(
        "saving a version, 1 MB, 10 000 passages placed anew",
        f"{saving:.2f} s ({min(spent):.2f} s of it Python's) = {saving / finding:.1f} x str.find"
        f" of every quote; {sure / 100:.1f} % sure",
    )
