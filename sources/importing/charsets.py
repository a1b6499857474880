"""From bytes to text, in whatever charset an archive's file came."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes
from django.utils.translation import gettext_lazy as _

from sources.importing.base import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The likelier of two equally good guesses stands first.
_GUESSED = [
    "cp1251", "koi8_r", "cp866", "mac_cyrillic", "gb18030", "big5hkscs", "cp932", "euc_jp",
    "cp949", "cp1252", "cp1250", "cp1254", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258",
]  # fmt: skip
#: Names that pages give, where Python's codec of that name is narrower than what is meant
#: (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932",
    "shift-jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254", "x-mac-cyrillic": "mac_cyrillic",
}  # fmt: skip
_STATED = re.compile(
    r"utf-?8|utf-16(le|be)?|(windows-|cp)12\d\d|(cp|ibm)?866|koi8-?[ru]|iso-8859-\d\d?"
    r"|gb18030|euc-jp|iso-2022-jp"
)
_NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")
_NO_TEXT_FILE = _(
    "This does not look like a text file. If it is a Word file, a picture or a PDF, save its "
    "text as .docx or .txt and import that."
)


class Decoded(NamedTuple):
    """Text and the charset it was in, by Python's name."""

    text: str
    charset: str


def decode(data: bytes, *, stated: str | None = None) -> Decoded:
    """Decode by byte order mark, as UTF-8, as the file itself states, or by a guess.

    `stated` is a charset's name from the file. Raises UnreadableFile for what is no text.
    """
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset)
    found = _if_utf8(data) or _if_utf16(data) or _as_stated(data, stated)
    if found is None and len(_NOT_IN_TEXT.findall(data)) * 50 > len(data):
        raise UnreadableFile(_NO_TEXT_FILE)
    return found or _if_nearly_utf8(data) or _guessed(data)


def _if_utf8(data: bytes) -> Decoded | None:
    if b"\x00" in data:
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _if_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without its mark: spaces and line ends alone give it many zero bytes."""
    if len(data) % 2 or data.count(0) * 50 < len(data):
        return None
    charset = "utf-16-le" if data[1::2].count(0) >= data[0::2].count(0) else "utf-16-be"
    try:
        text = data.decode(charset)
    except UnicodeDecodeError:
        return None
    legible = sum(character.isprintable() or character in "\r\n\t" for character in text)
    return Decoded(text, charset) if legible >= 0.98 * len(text) else None


def _if_nearly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as where a file was cut off; they become U+FFFD."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    return Decoded(text, "utf-8") if sound > 20 * broken else None


def _as_stated(data: bytes, stated: str | None) -> Decoded | None:
    label = (stated or "").strip().lower()
    if label not in _MEANT and not _STATED.fullmatch(label):
        return None
    try:
        charset = codecs.lookup(_MEANT.get(label, label)).name
    except LookupError:
        return None
    text = data.decode(charset, "replace")
    return Decoded(text, charset) if text.count("\ufffd") * 50 <= len(text) else None


def _guessed(data: bytes) -> Decoded:
    matches = from_bytes(data, cp_isolation=_GUESSED)
    best = matches.best()
    if best is None:
        raise UnreadableFile(
            _(
                "The characters of this file could not be made out. Open it in a text editor or "
                "Word, check that it looks right, save it as UTF-8 and import that."
            )
        )
    equal = [m.encoding for m in matches if (m.chaos, m.coherence) == (best.chaos, best.coherence)]
    charset = min(equal, key=_GUESSED.index)
    return Decoded(data.decode(charset, "replace"), charset)
