"""The one place that runs programs over foreign files.

A child gets a folder of its own, an empty environment, and limits on address space, processor
and wall time, output and open files; it has no network and can start no further processes
(`confining`). However it ends, nothing of it is left.

    run([pandoc, "--to=json"], data)                  a program, its input, its output
    run_python("sources.importing.pdf.child", data)   a module of ours that is run as __main__:
                                                      reads bytes on stdin, writes bytes on stdout

    with kept([pandoc, "lua", script]) as child:      a program that is asked many times
        child.ask(request)

A module that is run so must not import Django: it starts anew for each file. To refuse a file
it writes why to stderr and exits with a code other than 0: `UnreadableFile` then has the usual
reason, and what it wrote as `detail`.
"""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sources.importing import confining
from sources.importing.base import UnreadableFile

_ROOT = Path(__file__).parents[2]
_MEGABYTE = 1024 * 1024
#: What a pipe takes without waiting, once it can be written at all (PIPE_BUF).
_PIPE = 4096
#: How often a running child is asked about (seconds).
_LOOK = 0.5
#: Characters of what it says went wrong, at most.
_COMPLAINT = 2_000
#: What programs in Haskell end with when their heap is full.
_HEAP_EXHAUSTED = 251

TOO_LONG = _(
    "Reading this file took too long. Split it and import the parts, or save it as plain text "
    "and import that."
)
TOO_BIG = _(
    "This file needs more memory than is allowed. Split it and import the parts, or save it as "
    "plain text and import that."
)
DAMAGED = _(
    "This file is damaged or not what its name says. Open it in the program it was made with, "
    "save it again and import that."
)


class Cancelled(Exception):
    """Somebody cancelled what this child was run for."""


class NotConfined(RuntimeError):
    """This system does not let a child be cut off from the network; nothing is read by it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may take. The address space has to hold the program itself as well."""

    memory_mb: int
    cpu_seconds: int
    wall_seconds: float
    output_bytes: int
    open_files: int = 64


def usual_limits() -> Limits:
    """The limits that the settings give."""
    return Limits(
        memory_mb=settings.IMPORT_MEMORY_MB,
        cpu_seconds=settings.IMPORT_SECONDS,
        wall_seconds=1.5 * settings.IMPORT_SECONDS,
        output_bytes=settings.IMPORT_OUTPUT_MB * _MEGABYTE,
    )


#: Whether what runs now is to stop; asked every half second while a child runs.
_cancelled: ContextVar[Callable[[], bool]] = ContextVar("cancelled", default=lambda: False)


@contextmanager
def cancelled_by(asked: Callable[[], bool]) -> Iterator[None]:
    """End children that run within as soon as `asked()` is true, by raising `Cancelled`."""
    token = _cancelled.set(asked)
    try:
        yield
    finally:
        _cancelled.reset(token)


@contextmanager
def own_folder() -> Iterator[Path]:
    """A new folder, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        yield Path(name)


def run(
    argv: Sequence[str],
    data: bytes,
    *,
    limits: Limits | None = None,
    folder: Path | None = None,
) -> bytes:
    """Return what a program writes when it is given `data`.

    `argv[0]` is its full path; it starts in `folder`, else in a new one. Raises UnreadableFile
    where it fails or takes more than the limits, `Cancelled`, `NotConfined`.
    """
    if folder is None:
        with own_folder() as new:
            return run(argv, data, limits=limits, folder=new)
    limits = limits or usual_limits()
    output, complaints = folder / "output", folder / "complaints"
    with output.open("wb") as sink, complaints.open("wb") as errors:
        child = _started(argv, limits, folder, sink, errors)
        try:
            _wait(child, data, time.monotonic() + limits.wall_seconds)
        finally:
            _end(child)
    _refuse_failure(child.returncode, complaints)
    return output.read_bytes()


def run_python(
    module: str,
    data: bytes,
    arguments: Sequence[str] = (),
    *,
    limits: Limits | None = None,
    folder: Path | None = None,
) -> bytes:
    """`run` for a module of ours, with the installed packages and nothing else in its path."""
    return run(["-m", str(_ROOT), module, *arguments], data, limits=limits, folder=folder)


class Silent(Exception):
    """A kept child gave no answer: it ended, took too long, or answered too much."""


class Kept:
    """A child that answers one request after the other, each within the limits of wall time.

    Request and answer are their length in bytes as a decimal on a line of its own, then the bytes.
    With `Silent` it is ended.
    """

    def __init__(self, child: subprocess.Popen[bytes], limits: Limits) -> None:
        self._child = child
        self._limits = limits

    def ask(self, request: bytes) -> bytes:
        """Return the answer. Raises `Silent`, `Cancelled`."""
        try:
            return self._asked(request, time.monotonic() + self._limits.wall_seconds)
        except (Silent, OSError, ValueError):
            _end(self._child)
            raise Silent from None

    def _asked(self, request: bytes, end: float) -> bytes:
        self._send(b"%d\n%b" % (len(request), request), end)
        answer = b""
        while b"\n" not in answer[:20]:
            answer += self._received(end)
        length, _line, begun = answer.partition(b"\n")
        if int(length) > self._limits.output_bytes:
            raise Silent
        parts, missing = [begun], int(length) - len(begun)
        while missing > 0:
            parts.append(self._received(end))
            missing -= len(parts[-1])
        return b"".join(parts)

    def _send(self, data: bytes, end: float) -> None:
        left = memoryview(data)
        while left:
            left = left[os.write(self._ready(selectors.EVENT_WRITE, end), left[:_PIPE]) :]

    def _received(self, end: float) -> bytes:
        received = os.read(self._ready(selectors.EVENT_READ, end), _MEGABYTE)
        if not received:
            raise Silent
        return received

    def _ready(self, event: int, end: float) -> int:
        """The pipe that can be read or written without waiting."""
        pipe = self._child.stdin if event == selectors.EVENT_WRITE else self._child.stdout
        assert pipe is not None
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            while not selector.select(_LOOK):
                if time.monotonic() >= end:
                    raise Silent
                if _cancelled.get()():
                    raise Cancelled
        return pipe.fileno()


@contextmanager
def kept(argv: Sequence[str], *, limits: Limits | None = None) -> Iterator[Kept]:
    """A program that stays to be asked many times; what it says of errors is not kept."""
    limits = limits or usual_limits()
    with own_folder() as folder:
        child = _started(argv, limits, folder, subprocess.PIPE, subprocess.DEVNULL)
        try:
            yield Kept(child, limits)
        finally:
            _end(child)


def _started(
    argv: Sequence[str],
    limits: Limits,
    folder: Path,
    output: IO[bytes] | int,
    errors: IO[bytes] | int,
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*_confined(limits, with_packages=argv[0] == "-m"), *argv],
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=errors,
        bufsize=0,
        cwd=folder,
        # What it keeps for itself goes with the folder, even where it is killed.
        env={"TMPDIR": str(folder)},
        start_new_session=True,
    )


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    for pipe in filter(None, (child.stdin, child.stdout)):
        with suppress(OSError):
            pipe.close()


def _confined(limits: Limits, *, with_packages: bool) -> list[str]:
    given = (
        limits.memory_mb * _MEGABYTE,
        limits.cpu_seconds,
        limits.output_bytes,
        limits.open_files,
    )
    flags = ["-I"] if with_packages else ["-I", "-S"]
    return [sys.executable, *flags, confining.__file__, *map(str, given)]


def _wait(child: subprocess.Popen[bytes], data: bytes, end: float) -> None:
    """Hand over the data; raise UnreadableFile at the end of the time, or Cancelled."""
    asked = _cancelled.get()
    given: bytes | None = data
    while True:
        try:
            child.communicate(given, timeout=min(_LOOK, max(end - time.monotonic(), 0)))
        except subprocess.TimeoutExpired:
            if time.monotonic() >= end:
                raise UnreadableFile(TOO_LONG) from None
            if asked():
                raise Cancelled from None
            given = None  # It goes on handing over what is left of it.
        else:
            return


def _refuse_failure(code: int, complaints: Path) -> None:
    if code == confining.NOT_CONFINED:
        raise NotConfined
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise UnreadableFile(TOO_LONG)
    if code in (_HEAP_EXHAUSTED, -signal.SIGXFSZ):
        raise UnreadableFile(TOO_BIG)
    if code:
        with complaints.open(encoding="utf-8", errors="replace") as file:
            raise UnreadableFile(DAMAGED, file.read(_COMPLAINT))
