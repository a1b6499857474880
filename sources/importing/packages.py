"""Formats that are ZIP archives of XML: unpacked here within limits, packed anew for pandoc."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy
from lxml import etree

from sources.importing import archives
from sources.importing.archives import members
from sources.importing.base import UnreadableFile
from sources.importing.children import DAMAGED
from sources.importing.detecting import check_xml

#: Pictures and fonts may be many, yet no text has more parts than this.
_MOST = 5_000


def is_packed(data: bytes) -> bool:
    """Whether a file can be an archive at all."""
    return data.startswith(b"PK")


def unpack(data: bytes) -> dict[str, bytes]:
    """Return the parts by name. Raises UnreadableFile for what is no sound archive."""
    try:
        return dict(members(data, most=_MOST))
    except UnreadableFile as error:
        # Who opens a document does not think of it as an archive.
        words = {str(archives.PROTECTED): PROTECTED, str(archives.DAMAGED): DAMAGED}
        raise UnreadableFile(words.get(error.reason, error.reason)) from None


def pack(
    parts: Mapping[str, bytes], *, change: Callable[[str, bytes], bytes], first: str = ""
) -> bytes:
    """Return an archive of the parts as `change` gives them by name and content."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in sorted(parts, key=lambda name: name != first):
            target.writestr(name, change(name, parts[name]))
    return packed.getvalue()


def part(data: bytes) -> etree._Element:
    """Return the root of a part. Raises UnreadableFile if it is not sound, or declares a type."""
    check_xml(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError:
        raise UnreadableFile(DAMAGED) from None
    doctype: str = root.getroottree().docinfo.doctype
    if doctype:
        raise UnreadableFile(DAMAGED)  # No program writes one: its entities are an attack.
    return root


def written(root: etree._Element) -> bytes:
    """Return a part as it is packed."""
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


PROTECTED = gettext_lazy(
    "This file is protected by a password. Open it in the program it was made with, remove the"
    " password, save it and import that."
)
