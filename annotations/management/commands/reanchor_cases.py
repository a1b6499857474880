"""Place the spans of a file of cases anew, to be scored. Needs no database."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.anchoring.reanchoring import reanchor


class Case(NamedTuple):
    """Two texts, and spans of the old one in code points."""

    id: str
    old: str
    new: str
    spans: list[tuple[int, int]]


class Command(BaseCommand):
    """Writes a line of JSON a span, in the order of the file, as each case is done."""

    help = "Place the spans of a file of cases anew, and write one line of JSON a span."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="JSON lines, gzipped if it ends in .gz")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        for case in _cases(file):
            began = time.perf_counter()
            places = reanchor(case.old, case.new, case.spans)
            each = 1000 * (time.perf_counter() - began) / max(1, len(places))
            for index, place in enumerate(places):
                line = {
                    "case_id": case.id,
                    "span_index": index,
                    "start": place.start,
                    "end": place.end,
                    "confidence": round(place.confidence, 4),
                    "ms": round(each, 3),
                    "status": place.status,
                    "method": place.method,
                }
                self.stdout.write(json.dumps(line, ensure_ascii=False))


def _cases(file: Path) -> Iterator[Case]:
    """The cases one after the other; raises CommandError with the line that is not one."""
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _case(line, f"{file}, line {number}")
    except FileNotFoundError:
        raise CommandError(f"There is no file {file}.") from None
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}.") from None


def _case(line: str, place: str) -> Case:
    try:
        given = json.loads(line)
        spans = [(int(span["start"]), int(span["end"])) for span in given["spans"]]
        case = Case(str(given["id"]), given["old_text"], given["new_text"], spans)
    except json.JSONDecodeError as error:
        raise CommandError(f"{place} is not JSON: {error}.") from None
    except KeyError as error:
        raise CommandError(f"{place} lacks {error}.") from None
    except (TypeError, ValueError):
        raise CommandError(f"{place} is not a case: an object with two texts and spans.") from None
    if not isinstance(case.old, str) or not isinstance(case.new, str):
        raise CommandError(f"{place}: the texts have to be strings.")
    for index, (start, end) in enumerate(spans):
        if not 0 <= start < end <= len(case.old):
            raise CommandError(f"{place}: span {index} lies outside the old text.")
    return case
