"""Unpacking ZIP archives that may be made to burst, and formats that are such archives."""

from __future__ import annotations

import io
import lzma
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.importing.base import UnreadableFile

#: How many times smaller than its content a part may be: text seldom shrinks to a tenth.
MAX_RATIO = 200
#: Parts of this size may shrink as they like: blank pages do (bytes).
SMALL = 1024 * 1024
#: How deep folders may lie in each other.
MAX_FOLDERS = 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
#: What zipfile and its decompressors raise on bytes that are no ZIP or a broken one.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
    EOFError, KeyError, OSError, OverflowError, ValueError,
)  # fmt: skip
#: What computers put into archives beside what was meant.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(data: bytes, *, most: int) -> Iterator[tuple[str, bytes]]:
    """Unpack an archive: the path of each file in it, and its bytes.

    `most` files may be in it, of `IMPORT_UNPACKED_MB` together; folders and what computers add
    by themselves are left out. Raises UnreadableFile before anything is unpacked that is
    encrypted, too much, or made to burst; what a part says of its size is not trusted.
    """
    left = settings.IMPORT_UNPACKED_MB * 1024 * 1024
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if not _is_litter(part)]
            check_parts(parts, most=most)
            for part in parts:
                with archive.open(part) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise UnreadableFile(BURSTING)
                yield _path(part), content
    except RuntimeError:  # A password, or a compression of which Python knows nothing.
        raise UnreadableFile(PROTECTED) from None
    except BROKEN:
        raise UnreadableFile(DAMAGED) from None


def check_archive(data: bytes, *, most: int = 5_000) -> None:
    """Raise UnreadableFile for an archive, such as an EPUB, that is not safe to unpack."""
    for _member in members(data, most=most):
        pass


def check_parts(parts: list[zipfile.ZipInfo], *, most: int) -> None:
    """Raise UnreadableFile for parts that are too many, too big, packed too tightly or locked."""
    if len(parts) > most:
        raise UnreadableFile(
            _("There are more than %(most)s files in this archive. Divide it and import the parts.")
            % {"most": most}
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise UnreadableFile(PROTECTED)
    if sum(part.file_size for part in parts) > settings.IMPORT_UNPACKED_MB * 1024 * 1024:
        raise UnreadableFile(BURSTING)
    for part in parts:
        if part.file_size > SMALL and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise UnreadableFile(BURSTING)
        if len(PurePosixPath(part.filename).parts) > MAX_FOLDERS:
            raise UnreadableFile(
                _("Folders in this archive lie more than %(most)s deep. Pack them more flatly.")
                % {"most": MAX_FOLDERS}
            )


def _is_litter(part: zipfile.ZipInfo) -> bool:
    return part.is_dir() or any(name in _LITTER for name in PurePosixPath(part.filename).parts)


def _path(part: zipfile.ZipInfo) -> str:
    """The path in the archive. Windows writes names in its own charset, and says nothing of it."""
    name = part.filename
    if not part.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        name = _decoded(raw) or name
    return unicodedata.normalize("NFC", name.replace("\\", "/").replace("\0", ""))


def _decoded(raw: bytes) -> str | None:
    for charset in ("utf-8", "cp866", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return None


PROTECTED = gettext_lazy(
    "This file is protected by a password. Remove the password, pack it anew and import that."
)
BURSTING = gettext_lazy(
    "This file unpacks to more than is allowed, so it was not unpacked. Divide it and import the"
    " parts, or save its text in a new file."
)
DAMAGED = gettext_lazy(
    "This archive is damaged or not complete. Pack it again, or import its files one by one."
)
