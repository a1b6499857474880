"""The one place that runs pandoc: a child without network, files or much of anything else.

`--sandbox` keeps pandoc's readers from files and the network. It does not keep citation
processing, which asks the network for the parent of a dependent style: `cite` is only for
`sources.records.citing`, which sees to it that a style has none. The child has limits on
memory, time and output, an empty environment and a folder of its own.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sources.importing.base import UnreadableFile
from sources.importing.building import assemble
from sources.importing.pandoc_blocks import drafts_of
from sources.texts.structure import Document

MEMORY_MB = 1024
CPU_SECONDS = 120
WALL_SECONDS = 180
OUTPUT_BYTES = 512 * 1024 * 1024
#: What the program itself takes of the address space.
_PROGRAM_MB = 512
_HEAP_EXHAUSTED = 251
#: Characters of what it says went wrong, at most.
_COMPLAINT = 2_000

_TOO_LONG = _(
    "Reading this file took too long. Split it and import the parts, or save it as plain text "
    "and import that."
)
_TOO_BIG = _(
    "This file needs more memory than is allowed. Split it and import the parts, or save it as "
    "plain text and import that."
)
DAMAGED = _(
    "This file is damaged or not what its name says. Open it in the program it was made with, "
    "save it again and import that."
)
TOO_INTRICATE = _(
    "This file is built in too intricate a way to be read. Copy its text into a new file and "
    "import that."
)

#: Runs in a Python of its own, since code between fork and exec may hang a threaded server.
#: macOS knows no limit of the address space; there the heap's limit must do. Python ignores the
#: signal of too much output, and who is started by it would too.
_LIMITED = """
import os, resource, signal, sys
def limit(name, value):
    try: resource.setrlimit(name, (value, value))
    except (ValueError, OSError): pass
memory, cpu, output = map(int, sys.argv[1:4])
limit(resource.RLIMIT_AS, memory)
limit(resource.RLIMIT_CPU, cpu)
limit(resource.RLIMIT_FSIZE, output)
limit(resource.RLIMIT_CORE, 0)
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
os.execv(sys.argv[4], sys.argv[4:])
"""


def read(data: bytes, source_format: str) -> Document:
    """Return the document in a file.

    `source_format` is pandoc's, extensions included ("markdown-smart"). Raises UnreadableFile
    for what pandoc refuses or cannot read within the limits.
    """
    try:
        return assemble(drafts_of(_parsed(data, source_format)))
    except RecursionError:
        raise UnreadableFile(TOO_INTRICATE) from None


def cite(items: bytes, target_format: str, *, style: bytes | None = None) -> str:
    """Return CSL-JSON items in another format of pandoc's, as a bibliography if with a style.

    The style must stand on its own (see above). Raises UnreadableFile.
    """
    return convert(items, "csljson", target_format, style=style).decode()


def references(data: bytes, source_format: str) -> bytes:
    """Return the references in a file (bibtex, biblatex, ris, endnotexml) as CSL-JSON.

    Raises UnreadableFile, with what pandoc stumbled over as its detail.
    """
    return convert(data, source_format, "csljson")


def convert(
    data: bytes, source_format: str, target_format: str, *, style: bytes | None = None
) -> bytes:
    """Return the data in another format of pandoc's, its citations processed if with a style.

    The style must stand on its own (see above). Raises UnreadableFile.
    """
    arguments = [f"--from={source_format}", f"--to={target_format}"]
    with tempfile.TemporaryDirectory(prefix="testimonia-") as name:
        folder = Path(name)
        if style is not None:
            (folder / "style.csl").write_bytes(style)
            arguments += ["--citeproc", "--csl=style.csl"]
        output = folder / "output"
        _run(data, arguments, folder, output)
        return output.read_bytes()


def _parsed(data: bytes, source_format: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(convert(data, source_format, "json"))
    return document


def _run(data: bytes, arguments: Sequence[str], folder: Path, output: Path) -> None:
    complaints = folder / "complaints"
    with output.open("wb") as sink, complaints.open("wb") as errors:
        child = subprocess.Popen(
            _command(arguments),
            stdin=subprocess.PIPE,
            stdout=sink,
            stderr=errors,
            cwd=folder,
            env={},
            start_new_session=True,
        )
        try:
            child.communicate(data, timeout=WALL_SECONDS)
        except subprocess.TimeoutExpired:
            raise UnreadableFile(_TOO_LONG) from None
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
    _refuse_failure(child.returncode, complaints)


def _command(arguments: Sequence[str]) -> list[str]:
    limits = [(2 * MEMORY_MB + _PROGRAM_MB) * 1024 * 1024, CPU_SECONDS, OUTPUT_BYTES]
    return [
        *(sys.executable, "-I", "-S", "-c", _LIMITED),
        *map(str, limits),
        *(_pandoc_path(), "--sandbox", *arguments),
        *("+RTS", f"-M{MEMORY_MB}m", "-RTS"),
    ]


@cache
def _pandoc_path() -> str:
    """The binary of the package pypandoc_binary, whatever else is on the machine."""
    package = find_spec("pypandoc")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypandoc_binary is not installed")
    return str(Path(package.origin).with_name("files") / "pandoc")


def _refuse_failure(code: int, complaints: Path) -> None:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise UnreadableFile(_TOO_LONG)
    if code in (_HEAP_EXHAUSTED, -signal.SIGXFSZ):
        raise UnreadableFile(_TOO_BIG)
    if code:
        with complaints.open(encoding="utf-8", errors="replace") as file:
            raise UnreadableFile(DAMAGED, file.read(_COMPLAINT))
