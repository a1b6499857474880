"""Rich Text Format (.rtf), version 1.9.1.

pandoc reads no code page but that of Western Europe, no pages and no notes of the form that
programs write. So the file is written anew for it: letters as Unicode, pages as signals.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from sources.importing import pandoc
from sources.importing.base import DEFAULTS, Importer, Options, Reading
from sources.importing.markdown import first_heading
from sources.importing.pandoc_inlines import RIGHT_TO_LEFT, page_signal
from sources.texts.structure import Block, BlockType, Document

_START = b"{\\rtf"
_TOKEN = re.compile(
    rb"\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,40})(-?\d{1,10})? ?|\\([^a-zA-Z'])|([{}])|([^\\{}]+)|\\"
)
_DEFAULT = "cp1252"
#: Code pages of fonts, by \fcharset; those that Python lacks are read as Western European.
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "big5hkscs",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_WHOLE_FILE = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_PICTURES = {"pngblip", "jpegblip"}


class Rtf(Importer):
    """Paragraphs, lists, tables, notes and pictures; pages where they were broken by hand."""

    media_type = "application/rtf"
    extensions = (".rtf",)

    def recognises(self, data: bytes) -> bool:
        """Whether the file begins as all of these do."""
        return data.lstrip().startswith(_START)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the text; UnreadableFile if it cannot be read."""
        rewriter = _Rewriter()
        rewritten = b"".join(rewriter.rewritten(data))
        document, images = pandoc.read_pictured(
            rewritten, "rtf", lambda name: rewriter.pictures.get(PurePosixPath(name).stem)
        )
        if rewriter.pages > 1:
            document = _with_first_page(document)
        return Reading(document, title=first_heading(document), images=images)


def _with_first_page(document: Document) -> Document:
    first = Block(BlockType.PAGE_BREAK, 0, 0, label="1")
    return replace(document, blocks=(first, *document.blocks))


@dataclass
class _Group:
    """What holds to the end of a group: fonts, how long a replacement is, what it is for."""

    font: int | None = None
    complex_font: int | None = None
    is_complex: bool = False
    replacement: int = 1
    purpose: str = ""


@dataclass
class _Rewriter:
    """Gives the parts of a file in which what pandoc cannot read is written as it can."""

    pages: int = 1
    #: The bytes of pictures by the name that pandoc gives to what stands in their place.
    pictures: dict[str, bytes] = field(default_factory=dict)
    _charset: str = _DEFAULT
    _fonts: dict[int, str] = field(default_factory=dict)
    _groups: list[_Group] = field(default_factory=lambda: [_Group()])
    #: Bytes of letters that are not decoded yet, characters that stand for a letter of Unicode.
    _bytes: bytearray = field(default_factory=bytearray)
    _skip: int = 0
    _hex: list[bytes] = field(default_factory=list)
    _page_breaks: bool = True
    #: Half of a letter that takes two numbers of Unicode.
    _high: int = 0
    #: `\\*` before a word that old programs may not know.
    _star: bytes = b""

    def rewritten(self, data: bytes) -> Iterator[bytes]:
        """Yield what pandoc is given."""
        place = 0
        while token := _TOKEN.match(data, place):
            place = token.end()
            letter, word, number, sign, brace, text = token.groups()
            if letter is not None:
                self._letter(bytes.fromhex(letter.decode()))
                continue
            if text is not None:
                yield from self._text(text)
                continue
            yield from self._decoded()
            if brace:
                yield from self._brace(brace)
            elif word:
                value = None if number is None else int(number)
                if word == b"bin":
                    place += max(value or 0, 0)
                    continue
                yield from self._word(word.decode().lower(), value, token[0])
            elif sign == b"*":
                self._star = token[0]
            elif sign:
                self._skip = max(self._skip - 1, 0)
                yield token[0]
        yield from self._decoded()

    @property
    def _here(self) -> _Group:
        return self._groups[-1]

    @property
    def _codec(self) -> str:
        font = self._here.complex_font if self._here.is_complex else self._here.font
        return self._fonts.get(-1 if font is None else font, self._charset)

    def _letter(self, byte: bytes) -> None:
        if self._skip:
            self._skip -= 1
        elif self._here.purpose != "info":
            self._bytes += byte

    def _text(self, text: bytes) -> Iterator[bytes]:
        if self._here.purpose == "pict":
            self._hex.append(text)
            return
        if self._here.purpose == "info":
            return
        if self._bytes and _is_incomplete(bytes(self._bytes), self._codec):
            # Of two bytes the second may be a plain letter.
            self._bytes += text[:1]
            text = text[1:]
        yield from self._decoded()
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        text = text[skipped:]
        for part in re.split(rb"([\x80-\xff]+)", text):
            if part[:1] >= b"\x80":
                self._bytes += part
                yield from self._decoded()
            else:
                yield part

    def _decoded(self) -> Iterator[bytes]:
        if self._bytes:
            yield _unicode(bytes(self._bytes).decode(self._codec, "replace"))
            self._bytes.clear()

    def _brace(self, brace: bytes) -> Iterator[bytes]:
        self._skip = 0
        if brace == b"{":
            self._groups.append(replace(self._here))
        elif self._here.purpose == "pict" and self._groups[-2:][0].purpose != "pict":
            yield self._picture()
        if brace == b"}" and len(self._groups) > 1:
            self._groups.pop()
        yield brace

    def _picture(self) -> bytes:
        """Keep a picture; return what stands for it, so that pandoc has little to read."""
        digits = re.sub(rb"[^0-9a-fA-F]", b"", b"".join(self._hex))
        self._hex.clear()
        placeholder = b"%08x" % len(self.pictures)
        name = hashlib.sha1(bytes.fromhex(placeholder.decode()), usedforsecurity=False)
        self.pictures[name.hexdigest()] = bytes.fromhex(digits[: len(digits) // 2 * 2].decode())
        return b"\n" + placeholder

    def _word(self, word: str, number: int | None, token: bytes) -> Iterator[bytes]:
        star, self._star = self._star, b""
        if word == "u":
            yield from self._letter_by_number(number or 0)
            return
        self._note_font(word, number)
        if word == "ansicpg":
            self._charset = _known(f"cp{number}")
        elif word in _WHOLE_FILE:
            self._charset = _WHOLE_FILE[word]
        elif word in ("info", "pict"):
            self._here.purpose = word
        elif word.startswith("sbk"):
            self._page_breaks = word != "sbknone"
        # pandoc takes a starred note for something unknown.
        yield from self._written(word, token if word == "footnote" else star + token)

    def _note_font(self, word: str, number: int | None) -> None:
        here = self._here
        match word:
            case "uc":
                here.replacement = 1 if number is None else number
            case "deff":
                here.font = here.complex_font = number
            case "f":
                here.font = number
            case "af":
                here.complex_font = number
            case "rtlch" | "ltrch":
                here.is_complex = word == "rtlch"
            case "fcharset" if here.font is not None and number in _CHARSETS:
                self._fonts[here.font] = _CHARSETS[number]

    def _letter_by_number(self, number: int) -> Iterator[bytes]:
        """A letter of Unicode; what stands for it in old programs is left out."""
        self._skip = self._here.replacement
        point = number % 0x10000
        if 0xD800 <= point < 0xDC00:
            self._high = point
        elif self._high and 0xDC00 <= point < 0xE000:
            yield _unicode(chr(0x10000 + ((self._high - 0xD800) << 10) + point - 0xDC00))
            self._high = 0
        elif self._here.purpose != "info":
            yield _unicode(chr(point))

    def _written(self, word: str, token: bytes) -> Iterator[bytes]:
        """A word as pandoc knows it."""
        if word == "page" or (word == "sect" and self._page_breaks):
            self.pages += 1
            yield token + _unicode(page_signal(str(self.pages)))
        elif word == "rtlpar":
            yield token + _unicode(RIGHT_TO_LEFT)
        elif self._here.purpose != "info":
            yield token


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return _DEFAULT


def _is_incomplete(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        return error.end == len(data) and "incomplete" in error.reason
    return False


def _unicode(text: str) -> bytes:
    """Text as pandoc reads it in RTF beside the numbers of 16 bits: as UTF-8."""
    return text.encode("utf-8", "replace")
