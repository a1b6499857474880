"""The ZIP file of a bundle: made so that the same files give the same bytes; and verified."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

#: One line a file, `<sha256>  <name>`, as `sha256sum -c` reads it.
MANIFEST = "manifest-sha256.txt"

#: The span of dates that a ZIP file can hold.
_FIRST, _LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
_READABLE_FILE = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as the manifest says, and how. `name` is empty for the bundle itself."""

    name: str
    problem: str

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}" if self.name else self.problem


def pack(files: Mapping[str, bytes], dated: datetime) -> bytes:
    """A ZIP of these files in their order, then the manifest; every entry has the one date.

    Uncompressed, because what a compressor writes depends on its version.
    """
    manifest = "".join(f"{_digest(data)}  {name}\n" for name, data in files.items())
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, data in {**files, MANIFEST: manifest.encode()}.items():
            archive.writestr(_entry(name, dated), data)
    return file.getvalue()


def verify(bundle: str | Path | IO[bytes]) -> list[Difference]:
    """Where a bundle differs from its own manifest; nothing when it is as it was made.

    Tells of damage, not of forgery: who changes a file can change the manifest too. Against
    that, compare the SHA-256 of the whole ZIP with the one that its maker gave.
    """
    try:
        with ZipFile(bundle) as archive:
            return _differences(archive)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        return [Difference("", f"This is not a bundle that can be read: {error}")]


def _entry(name: str, dated: datetime) -> ZipInfo:
    dated = min(max(dated.astimezone(UTC), _FIRST), _LAST)
    entry = ZipInfo(name, dated.timetuple()[:6])
    entry.external_attr = _READABLE_FILE
    entry.create_system = _UNIX
    return entry


def _differences(archive: ZipFile) -> list[Difference]:
    names = archive.namelist()
    if MANIFEST not in names:
        return [Difference(MANIFEST, "missing, so that nothing can be verified")]
    stated = _stated(archive.read(MANIFEST))
    if stated is None:
        return [Difference(MANIFEST, "not a list of SHA-256 sums and names")]
    found = [Difference(name, "missing") for name in stated if name not in names]
    found += [Difference(n, "in the ZIP file twice") for n, c in Counter(names).items() if c > 1]
    for name in dict.fromkeys(names):
        if name == MANIFEST:
            continue
        if name not in stated:
            found.append(Difference(name, "not in the manifest"))
        elif _digest_in(archive, name) != stated[name]:
            found.append(Difference(name, "changed: its SHA-256 is not the manifest's"))
    return found


def _stated(manifest: bytes) -> dict[str, str] | None:
    stated = {}
    for line in manifest.decode("utf-8", "replace").splitlines():
        digest, separator, name = line.partition("  ")
        if not separator or len(digest) != 64 or not name:
            return None
        stated[name] = digest
    return stated


def _digest_in(archive: ZipFile, name: str) -> str | None:
    """The SHA-256 of an entry; None where its own checksum already tells of damage."""
    try:
        with archive.open(name) as file:
            return hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
    except BadZipFile:
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
