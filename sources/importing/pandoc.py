"""Reading and writing with pandoc: a child without network, files or much of anything else.

`--sandbox` keeps pandoc's readers from files and the network. It does not keep citation
processing, which asks the network for the parent of a dependent style or for a style that is
named in a document; `children` does. A style given to `cite` must stand on its own.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from sources.importing.base import Image, UnreadableFile
from sources.importing.building import assemble
from sources.importing.children import DAMAGED as DAMAGED
from sources.importing.children import (
    Kept,
    Limits,
    Silent,
    kept,
    own_folder,
    run,
    usual_limits,
)
from sources.importing.pandoc_blocks import drafts_of
from sources.importing.pictures import Find, keep
from sources.texts.structure import Document

#: What the program itself takes of the address space.
_PROGRAM_MB = 512
_SCRIPT = Path(__file__).with_name("reading.lua")
#: What is given to a pandoc that is kept running (bytes), and how long it may take over it: one
#: that cannot tell that its heap is full seems to read for ever.
_KEPT_BYTES = 1024 * 1024
_KEPT_SECONDS = 15.0
_kept: ContextVar[Kept | None] = ContextVar("kept", default=None)

TOO_INTRICATE = _(
    "This file is built in too intricate a way to be read. Copy its text into a new file and "
    "import that."
)


def read(data: bytes, source_format: str) -> Document:
    """Return the document in a file.

    `source_format` is pandoc's, extensions included ("markdown-smart"). Raises UnreadableFile
    for what pandoc refuses or cannot read within the limits.
    """
    return read_pictured(data, source_format, lambda _name: None)[0]


def read_pictured(
    data: bytes, source_format: str, find: Find
) -> tuple[Document, tuple[Image, ...]]:
    """Return the document in a file, and its pictures. Otherwise as `read`."""
    try:
        return keep(assemble(drafts_of(_parsed(data, source_format))), find)
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
    with own_folder() as folder:
        if style is not None:
            (folder / "style.csl").write_bytes(style)
            arguments += ["--citeproc", "--csl=style.csl"]
        return run_pandoc(["--sandbox", *arguments], data, folder)


def run_pandoc(arguments: Sequence[str], data: bytes, folder: Path) -> bytes:
    """Return what pandoc writes when it is run in this folder. Raises UnreadableFile."""
    command = [pandoc_path(), *arguments, *_heap()]
    return run(command, data, limits=_limits(), folder=folder)


def _heap() -> list[str]:
    return ["+RTS", f"-M{usual_limits().memory_mb}m", "-RTS"]


def _limits() -> Limits:
    # The collector copies what lives, so it may need the heap twice for a moment.
    usual = usual_limits()
    return replace(usual, memory_mb=2 * usual.memory_mb + _PROGRAM_MB)


@contextmanager
def kept_running() -> Iterator[None]:
    """Documents that are read within share one pandoc, which is quicker than one for each."""
    limits = replace(_limits(), wall_seconds=_KEPT_SECONDS)
    with kept([pandoc_path(), "lua", str(_SCRIPT), *_heap()], limits=limits) as child:
        token = _kept.set(child)
        try:
            yield
        finally:
            _kept.reset(token)


def _parsed(data: bytes, source_format: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(_asked(data, source_format))
    return document


def _asked(data: bytes, source_format: str) -> bytes:
    """The document as JSON, from the pandoc that is kept running if there is one.

    Where that fails, for whatever reason, one of its own tells what is wrong with the document.
    """
    child = _kept.get()
    if child and len(data) <= _KEPT_BYTES:
        try:
            answer = child.ask(source_format.encode() + b"\n" + data)
        except Silent:
            _kept.set(None)
        else:
            if answer.startswith(b"+"):
                return answer[1:]
    return convert(data, source_format, "json")


@cache
def pandoc_path() -> str:
    """The binary of the package pypandoc_binary, whatever else is on the machine."""
    package = find_spec("pypandoc")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("pypandoc_binary is not installed")
    return str(Path(package.origin).with_name("files") / "pandoc")
