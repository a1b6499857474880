"""Reading many files at once: some threads, each with one pandoc for a handful of files."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Waiting
from threading import Event
from typing import NamedTuple

from sources.importing.base import Imported, UnreadableFile
from sources.importing.children import Cancelled, cancelled_by
from sources.importing.models import Import
from sources.importing.pandoc import kept_running
from sources.importing.services import OUR_FAULT, read_original

logger = logging.getLogger(__name__)

#: Files that one pandoc reads, and that are stored in one transaction.
HANDFUL = 25
#: Threads; while one waits for its pandoc the other one works.
THREADS = 2
#: How often it is asked whether to stop (seconds).
_LOOK = 0.5


class Outcome(NamedTuple):
    """What became of one file: what was read, or why nothing was, in words."""

    asked: Import
    imported: Imported | None
    error: str = ""


def read_together(
    pending: Sequence[Import], *, stopped: Callable[[], bool]
) -> Iterator[list[Outcome]]:
    """Read files a handful at a time, in their order; the originals are at hand.

    Raises `Cancelled` as soon as `stopped()`; then children are ended.
    """
    stop = Event()
    waiting: deque[Future[list[Outcome]]] = deque()
    handfuls = iter([pending[at : at + HANDFUL] for at in range(0, len(pending), HANDFUL)])
    with ThreadPoolExecutor(THREADS) as pool:
        try:
            while True:
                # Few are read ahead: what is read is held in memory until it is stored.
                while len(waiting) <= THREADS and (some := next(handfuls, None)):
                    waiting.append(pool.submit(_read, some, stop))
                if not waiting:
                    return
                yield _result(waiting.popleft(), stopped)
        finally:
            stop.set()


def _result(reading: Future[list[Outcome]], stopped: Callable[[], bool]) -> list[Outcome]:
    while True:
        if stopped():
            raise Cancelled
        try:
            return reading.result(timeout=_LOOK)
        except Waiting:
            continue


def _read(some: Sequence[Import], stop: Event) -> list[Outcome]:
    with cancelled_by(stop.is_set), kept_running():
        return [_outcome(asked, stop) for asked in some]


def _outcome(asked: Import, stop: Event) -> Outcome:
    if stop.is_set():
        raise Cancelled
    try:
        return Outcome(asked, read_original(asked))
    except UnreadableFile as error:
        return Outcome(asked, None, error.reason)
    except Cancelled:
        raise
    except Exception:
        logger.exception("Import %s failed", asked.uid)
        return Outcome(asked, None, str(OUR_FAULT))
