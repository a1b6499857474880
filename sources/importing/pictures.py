"""The pictures of a file: figures refer to them by what the file calls them, then by SHA-256."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote

from sources.importing.base import Image
from sources.texts.structure import Block, Document

#: How files of pictures begin, with the media type and the ending that they have.
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"GIF8", "image/gif", ".gif"),
    (b"II*\x00", "image/tiff", ".tif"),
    (b"MM\x00*", "image/tiff", ".tif"),
    (b"BM", "image/bmp", ".bmp"),
)
#: A longer name would be none of a person's.
_MAX_NAME = 100

#: Gives the bytes of the picture that the file calls so, if it is in the file.
Find = Callable[[str], bytes | None]


def keep(document: Document, find: Find) -> tuple[Document, tuple[Image, ...]]:
    """Return the document with figures that refer to pictures by their SHA-256, and these.

    A figure whose picture is not in the file, or is no picture, keeps its caption alone.
    """
    images: dict[str, Image] = {}
    known: dict[str, str | None] = {}

    def kept(block: Block) -> Block:
        if block.image is None:
            return block
        if block.image not in known:
            image = _image(block.image, find(block.image))
            known[block.image] = image.sha256 if image else None
            if image:
                images.setdefault(image.sha256, image)
        return replace(block, image=known[block.image])

    blocks = tuple(map(kept, document.blocks))
    return replace(document, blocks=blocks), tuple(images.values())


def _image(name: str, data: bytes | None) -> Image | None:
    media_type, ending = kind_of(data or b"")
    if not data or not media_type:
        return None
    stem = PurePosixPath(unquote(name).replace("\\", "/")).stem[:_MAX_NAME] or "image"
    return Image(stem + ending, media_type, data)


def kind_of(data: bytes) -> tuple[str, str]:
    """The media type of a picture and the ending of its file; empty for anything else."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", ".webp"
    found = (kind for magic, *kind in _KINDS if data.startswith(magic))
    media_type, ending = next(found, ("", ""))
    return media_type, ending
