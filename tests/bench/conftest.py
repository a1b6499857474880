"""What the benchmarks share: a long text full of highlights, and a table to print."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connection

from annotations.highlights.models import Highlight, Passage, Placement
from project.people.history import attributed
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from sources.texts.structure import from_plain

SEED = 1949

Row = Callable[[str, str], None]

#: The table of this run.
ROWS = pytest.StashKey[list[tuple[str, str]]]()


def median(action: Callable[[], object], runs: int = 5) -> float:
    """Median seconds of an action over some runs, after one that does not count."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def growth(action: Callable[[int], object], size: int) -> str:
    """Seconds for ten times `size`, and how many times longer than `size` that takes."""
    small = median(lambda: action(size), runs=3)
    large = median(lambda: action(10 * size), runs=2)
    return f"{large:.3f} s = {large / small:.1f} x a tenth of it"


def prose(characters: int) -> str:
    """Paragraphs of made-up words, the same for every run, of about this many code points."""
    rng = random.Random(SEED)
    words = [
        "".join(rng.choices("abcdefghijklmnoprstuvyz", k=rng.randint(2, 9))) for _ in range(4_000)
    ]
    paragraphs, length = [], 0
    while length < characters:
        paragraph = " ".join(rng.choices(words, k=rng.randint(40, 160))).capitalize() + "."
        paragraphs.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(paragraphs)


def add_highlights(version: TextVersion, author: User, count: int) -> None:
    """Mark `count` random stretches of up to 120 code points, in bulk."""
    rng = random.Random(SEED)
    content, common = version.content, {"workspace": version.workspace, "created_by": author}
    with attributed(str(author.uid)):
        highlights = Highlight.objects.bulk_create(
            Highlight(text=version.text, comment="A note." * (i % 2), **common)
            for i in range(count)
        )
        passages = []
        for highlight in highlights:
            start = rng.randrange(len(content) - 200)
            end = start + rng.randint(5, 120)
            passages.append(
                Passage(
                    highlight=highlight,
                    version=version,
                    start=start,
                    end=end,
                    exact=content[start:end],
                    prefix=content[max(0, start - 32) : start],
                    suffix=content[end : end + 32],
                    **common,
                )
            )
        Passage.objects.bulk_create(passages)
        Placement.objects.bulk_create(
            Placement(
                passage=passage,
                version=version,
                start=passage.start,
                end=passage.end,
                status="placed",
                method="made",
                confidence=1,
                **common,
            )
            for passage in passages
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.fixture
def long_text(source: Source, annotator: User) -> Text:
    """One megabyte of text."""
    return texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(prose(1_000_000)),
        language="en",
        direction="ltr",
    )


@pytest.fixture
def row(request: pytest.FixtureRequest) -> Row:
    """Add a row to the table: what was measured, and the figure."""
    rows = request.config.stash.setdefault(ROWS, [])
    return lambda what, figure: rows.append((what, figure))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    terminalreporter.section("measured")
    for what, figure in config.stash.get(ROWS, []):
        terminalreporter.write_line(f"{what:60} {figure}")
