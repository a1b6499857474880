"""What PDFium says of a PDF. Runs in a child alone (`child`).

Only single characters and their places are asked for: the text that PDFium puts together takes
words that run from right to left apart where each letter is drawn by itself, as Chromium does.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from sources.importing.pdf.letters import is_mark, is_right_to_left, one_glyph
from sources.importing.pdf.page import BOLD, ITALIC, RAISED, Glyph, Page

#: Text turned by less than half of this is level (degrees): scanned pages lie a little askew.
_TURN = 15
#: Characters of a page that are asked whether they have a meaning.
_SAMPLE = 400
#: Objects of a page among which its largest picture is looked for.
_MOST_OBJECTS = 2_000
_NOT_CHARACTERS = {0x0, 0xD, 0xA, 0xFFFE, 0xFFFF}
#: What PDFium puts for a hyphen at the end of a line.
_HYPHEN = 0x2
_FORCED_BOLD = 600
#: How far above its line a digit begins that is raised, in parts of the height of letters.
_FLOATS = 0.18


class Refused(Exception):
    """A file that PDFium does not open; `why` is "password", "protection" or "damaged"."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the characters of one text object are set."""

    size: float
    turn: int
    style: int


class Pdf:
    """An open PDF."""

    def __init__(self, data: bytes) -> None:
        self._data = data  # PDFium reads it as it goes.
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            error = pdfium.FPDF_GetLastError()
            reasons = {pdfium.FPDF_ERR_PASSWORD: "password", pdfium.FPDF_ERR_SECURITY: "protection"}
            raise Refused(reasons.get(error, "damaged"))

    def __len__(self) -> int:
        return int(pdfium.FPDF_GetPageCount(self._document))

    def information(self, name: str) -> str:
        """Return what the file says of itself: Title, Author, CreationDate …"""

        def ask(buffer: object, length: int) -> int:
            return int(pdfium.FPDF_GetMetaText(self._document, name.encode(), buffer, length))

        return _string(ask)

    @property
    def language(self) -> str:
        """The language tag of the whole file, "" if it has none."""
        length = pdfium.FPDFCatalog_GetLanguage(self._document, None, 0)
        buffer = (ctypes.c_ushort * (length + 1))()
        pdfium.FPDFCatalog_GetLanguage(self._document, buffer, length)
        return bytes(buffer).decode("utf-16-le", "replace").split("\x00")[0]

    def pages(self) -> Iterator[Page]:
        """Yield the pages; one that cannot be opened is empty."""
        for number in range(len(self)):
            page = Page(label=self._label(number))
            handle = pdfium.FPDF_LoadPage(self._document, number)
            if handle:
                _read(handle, page)
                pdfium.FPDF_ClosePage(handle)
            yield page

    def _label(self, number: int) -> str:
        def ask(buffer: object, length: int) -> int:
            return int(pdfium.FPDF_GetPageLabel(self._document, number, buffer, length))

        return " ".join(_string(ask).split())


def _string(ask: object) -> str:
    """The UTF-16 that a function of PDFium writes into a buffer, asked for its length first."""
    assert callable(ask)
    length = ask(None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


def _read(handle: object, page: Page) -> None:
    page.picture = _largest_picture(handle)
    with _text_of(handle) as text:
        by_turn: dict[int, list[Glyph]] = {}
        for turn, glyphs in _turned(text, _box(handle), page):
            by_turn.setdefault(turn, []).extend(glyphs)
    page.frames = sorted(by_turn.values(), key=len, reverse=True)


@contextmanager
def _text_of(handle: object) -> Iterator[object]:
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        yield text
    finally:
        pdfium.FPDFText_ClosePage(text)


def _box(handle: object) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, box)
    return box


@dataclass(slots=True)
class _Character:
    """One character of PDFium's, in the coordinates of the page."""

    code: int
    box: tuple[float, float, float, float]  # left, bottom, right, top
    origin: tuple[float, float]
    object: int
    raised: bool = False


def _turned(text: object, box: object, page: Page) -> Iterator[tuple[int, list[Glyph]]]:
    """Glyphs by how they are turned (degrees)."""
    settings: dict[int, _Setting] = {}
    groups: dict[tuple[int, tuple[float, float]], list[_Character]] = {}
    unknown = asked = 0
    for number, character in _characters(text):
        if character.object not in settings:
            settings[character.object] = _setting(text, number)
        if asked < _SAMPLE:
            asked += 1
            unknown += _is_without_meaning(text, number, character.code)
        if _is_on(character, box):
            groups.setdefault((character.object, character.origin), []).append(character)
    page.legible = 1 - unknown / asked if asked else 1.0
    by_turn: dict[int, list[tuple[_Setting, list[_Character]]]] = {}
    for (owner, _), group in groups.items():
        setting = settings[owner]
        by_turn.setdefault(setting.turn, []).append((setting, group))
    for turn, found in by_turn.items():
        yield turn, _glyphs(turn, found)


def _characters(text: object) -> Iterator[tuple[int, _Character]]:
    """The characters that the file holds, with their numbers; not what PDFium adds to them."""
    get_code, get_object = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    cast, void = ctypes.cast, ctypes.c_void_p
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for number in range(pdfium.FPDFText_CountChars(text)):
        code = get_code(text, number)
        if code in _NOT_CHARACTERS:
            continue
        owner = cast(get_object(text, number), void).value
        if owner is None:
            continue
        get_box(text, number, box)
        if code == 0x20 and box.right - box.left < 0.01 and box.top - box.bottom < 0.01:
            continue
        get_origin(text, number, x, y)
        edges = (box.left, box.bottom, box.right, box.top)
        raised = chr(code).isdigit() and _floats(text, number, y.value, box.top - box.bottom)
        yield number, _Character(code, edges, (x.value, y.value), owner, raised)


def _floats(text: object, number: int, base_line: float, height: float) -> bool:
    """Whether a digit does not stand on its line: fonts have raised ones of the same size."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, number, left, right, bottom, top)
    return bottom.value - base_line > _FLOATS * height


def _is_without_meaning(text: object, number: int, code: int) -> bool:
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    odd = code == 0xFFFD or (code < 0x20 and code not in (_HYPHEN, 0x9))
    return private or odd or pdfium.FPDFText_HasUnicodeMapError(text, number) == 1


def _setting(text: object, number: int) -> _Setting:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, number, matrix)
    size = pdfium.FPDFText_GetFontSize(text, number) * math.hypot(matrix.c, matrix.d)
    turn = math.degrees(math.atan2(matrix.b, matrix.a))
    return _Setting(abs(size) or 1.0, round(turn / _TURN) * _TURN % 360, _style(text, number))


def _style(text: object, number: int) -> int:
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, number, name, 128, flags)
    face = name.value.decode("utf-8", "replace").lower()
    bold = "bold" in face or "black" in face
    bold = bold or pdfium.FPDFText_GetFontWeight(text, number) >= _FORCED_BOLD
    italic = "italic" in face or "oblique" in face
    return BOLD * bold | ITALIC * italic


def _is_on(character: _Character, box: object) -> bool:
    """Whether a character is on the page, not outside the box to which it was cropped."""
    assert isinstance(box, pdfium.FS_RECTF)
    left, bottom, right, top = character.box
    return right >= box.left and left <= box.right and top >= box.bottom and bottom <= box.top


def _glyphs(turn: int, found: list[tuple[_Setting, list[_Character]]]) -> list[Glyph]:
    """Put glyphs into the frame in which their lines are level."""
    if turn % 90 == 0 and _stand(turn, found):
        turn += 270  # In columns: turned so, the first letter is on the left, the first line on top.
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    glyphs: list[Glyph] = []
    for setting, group in found:
        along = [_extent(each.box, cosine, sine) for each in group]
        origin = group[0].origin
        y = origin[1] * cosine - origin[0] * sine
        text = _in_order(group, along)
        x0, x1 = min(each[0] for each in along), max(each[1] for each in along)
        style = setting.style | RAISED * group[0].raised
        glyphs.append(Glyph(text, x0, x1, y, setting.size, style))
    return _with_their_widths(glyphs)


def _with_their_widths(glyphs: list[Glyph]) -> list[Glyph]:
    """Give letters with marks at least the width that the letter has without.

    Where a file gives the text of several glyphs, PDFium knows but the extent of the first, which
    may be a mark.
    """
    marked = [each for each in glyphs if len(each.text) > 1 and is_mark(each.text[1:])]
    if not marked:
        return glyphs
    widths: dict[tuple[str, float], float] = {}
    for each in glyphs:
        if len(each.text) == 1:
            key = each.text, each.size
            widths[key] = min(each.x1 - each.x0, widths.get(key, each.x1))
    return [
        each._replace(x1=max(each.x1, each.x0 + widths.get((each.text[0], each.size), 0.0)))
        if len(each.text) > 1
        else each
        for each in glyphs
    ]


def _extent(
    box: tuple[float, float, float, float], cosine: float, sine: float
) -> tuple[float, float]:
    left, bottom, right, top = box
    corners = [x * cosine + y * sine for x in (left, right) for y in (bottom, top)]
    return min(corners), max(corners)


def _in_order(group: list[_Character], along: list[tuple[float, float]]) -> str:
    """What several characters at one origin say: a ligature, or what the file gives as text."""
    characters = "".join("-" if each.code == _HYPHEN else chr(each.code) for each in group)
    if len(group) == 1:
        return characters
    if max(along) == min(along):
        return unicodedata.normalize("NFC", one_glyph(characters))
    rtl = any(map(is_right_to_left, characters))
    middles = [start + end for start, end in along]
    order = sorted(range(len(group)), key=lambda each: -middles[each] if rtl else middles[each])
    # Two ways to say one thing would not be known as what was drawn twice.
    return unicodedata.normalize("NFC", "".join(characters[each] for each in order))


def _stand(turn: int, found: list[tuple[_Setting, list[_Character]]]) -> bool:
    """Whether upright letters follow each other downwards, as in Chinese columns."""
    if turn % 360:
        return False
    counts: Counter[str] = Counter()
    for (setting, group), (_, after) in zip(found, found[1:], strict=False):
        size = setting.size
        dx = abs(after[0].origin[0] - group[0].origin[0])
        down = group[0].origin[1] - after[0].origin[1]
        counts["down"] += dx < 0.3 * size and 0.4 * size < down < 1.8 * size
        counts["along"] += abs(down) < 0.3 * size
    return counts["down"] > 2 * counts["along"] and counts["down"] >= len(found) // 2


def _largest_picture(handle: object) -> float:
    """The share of the page that its largest picture covers."""
    size = pdfium.FPDF_GetPageWidthF(handle) * pdfium.FPDF_GetPageHeightF(handle)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    largest = 0.0
    for number in range(min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        each = pdfium.FPDFPage_GetObject(handle, number)
        if pdfium.FPDFPageObj_GetType(each) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(each, left, bottom, right, top)
            area = abs((right.value - left.value) * (top.value - bottom.value))
            largest = max(largest, area / size if size else 0.0)
    return largest
