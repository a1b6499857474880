"""The characters of a page with their places, as PDFium gives them.

Only single characters are asked for: the text that PDFium puts together takes words that run
from right to left apart where each letter is drawn by itself, as Chromium does.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from sources.importing.pdf.letters import is_right_to_left
from sources.importing.pdf.page import BOLD, ITALIC

#: Text turned by less than half of this is level (degrees): scanned pages lie a little askew.
_TURN = 15
#: Characters of a page that are asked whether they have a meaning.
_SAMPLE = 400
#: No page is larger (points).
_FARTHEST = 100_000.0
_NOT_CHARACTERS = {0x0, 0xD, 0xA, 0xFFFE, 0xFFFF}
#: What PDFium puts for a hyphen at the end of a line.
_HYPHEN = 0x2
_SPACE = 0x20
#: How far above its line a digit begins that is raised, in parts of the height of letters.
_FLOATS = 0.18
#: How much the width that a font gives for a character may differ from that of its box, in parts
#: of the size: else it is that of another shape.
_OTHER_SHAPE = 0.45

Box = tuple[float, float, float, float]

#: The address of the text object of a character: the pointer itself would have to be cast.
_owner = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the characters of one text object are set: size (points), turn (degrees), style.

    `width` is what one em is along the line, `font` tells fonts apart.
    """

    size: float
    turn: int
    style: int
    width: float
    font: int


@dataclass(slots=True)
class Character:
    """What is drawn at one place of a page, in its coordinates: box left, bottom, right, top.

    `step` is how far the next character would stand, None where that is not known: boxes of
    slanted letters and of those that hang over are wider, and hide spaces.
    """

    text: str
    box: Box
    origin: tuple[float, float]
    setting: Setting
    #: PDFium's text object, and whether it is a raised digit.
    owner: int
    raised: bool = False
    step: float | None = None


def read_characters(page: object) -> tuple[list[Character], float]:
    """Return the characters on the page, and the share of them that have a meaning."""
    box = _box(page)
    with _text_of(page) as text:
        reader = _Reader(text)
        found = [each for each in reader.characters() if _is_on(each, box)]
    return found, reader.legible


@contextmanager
def _text_of(page: object) -> Iterator[object]:
    text = pdfium.FPDFText_LoadPage(page)
    try:
        yield text
    finally:
        pdfium.FPDFText_ClosePage(text)


def _box(page: object) -> Box:
    """The box of a page, which PDFium gives as turned; characters it does not."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    if pdfium.FPDFPage_GetRotation(page) % 2:
        return box.bottom, box.left, box.top, box.right
    return box.left, box.bottom, box.right, box.top


def _is_on(character: Character, page: Box) -> bool:
    """Whether a character is on the page, not outside of what it was cropped to.

    Nothing is where damaged files put it: nowhere, or at infinity.
    """
    left, bottom, right, top = character.box
    on = right >= page[0] and left <= page[2] and top >= page[1] and bottom <= page[3]
    lengths = right - left, top - bottom, character.setting.size, *character.origin
    return on and all(abs(length) < _FARTHEST for length in lengths)


class _Reader:
    """Reads one page of text."""

    def __init__(self, text: object) -> None:
        self._text = text
        self._settings: dict[int, Setting] = {}
        self._widths: dict[tuple[int, int], float] = {}
        self._fonts: dict[int, object] = {}
        self._asked = self._unknown = 0

    @property
    def legible(self) -> float:
        """The share of the characters asked that have a meaning."""
        return 1 - self._unknown / self._asked if self._asked else 1.0

    def characters(self) -> Iterator[Character]:
        """Yield the characters that the file holds, not what PDFium adds to them."""
        text, settings = self._text, self._settings
        get_code, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        get_origin = pdfium.FPDFText_GetCharOrigin
        rectangle, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        for number in range(pdfium.FPDFText_CountChars(text)):
            code = get_code(text, number)
            owner = _owner(text, number)
            if owner is None or code in _NOT_CHARACTERS:
                continue
            setting = settings.get(owner) or self._setting(number, owner)
            get_origin(text, number, x, y)
            get_box(text, number, rectangle)
            box = rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
            if code == _SPACE and box[2] - box[0] < 0.01 and box[3] - box[1] < 0.01:
                continue
            if self._asked < _SAMPLE:
                self._ask(number, code)
            shown = "-" if code == _HYPHEN else chr(code)
            raised = shown.isdigit() and self._floats(number, y.value, box[3] - box[1])
            step = None if setting.turn else self._step(box, code, setting)
            yield Character(shown, box, (x.value, y.value), setting, owner, raised, step)

    def _step(self, box: Box, code: int, setting: Setting) -> float | None:
        key = setting.font, code
        width = self._widths.get(key)
        if width is None:
            width = self._widths[key] = self._width(setting, code)
        width *= setting.width
        other_shape = abs(box[2] - box[0] - width) > _OTHER_SHAPE * setting.size
        return None if other_shape or not width else width

    def _width(self, setting: Setting, code: int) -> float:
        """How wide a character is, in ems; 0 for shapes of letters that differ by their place."""
        if is_right_to_left(chr(code)):
            return 0.0
        width = ctypes.c_float()
        pdfium.FPDFFont_GetGlyphWidth(self._fonts[setting.font], code, 1.0, width)
        return width.value

    def _floats(self, number: int, base_line: float, height: float) -> bool:
        """Whether a digit does not stand on its line: fonts have raised ones of its size."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._text, number, left, right, bottom, top)
        return bottom.value - base_line > _FLOATS * height

    def _ask(self, number: int, code: int) -> None:
        private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
        odd = code == 0xFFFD or (code < 0x20 and code not in (_HYPHEN, 0x9))
        unmapped = pdfium.FPDFText_HasUnicodeMapError(self._text, number) == 1
        self._asked += 1
        self._unknown += private or odd or unmapped

    def _setting(self, number: int, owner: int) -> Setting:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, number, matrix)
        size = pdfium.FPDFText_GetFontSize(self._text, number)
        angle = math.degrees(math.atan2(matrix.b, matrix.a))
        turn = round(angle / _TURN) * _TURN % 360 if math.isfinite(angle) else 0
        font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(self._text, number))
        address = ctypes.cast(font, ctypes.c_void_p).value or 0
        self._fonts[address] = font
        across, along = math.hypot(matrix.c, matrix.d), math.hypot(matrix.a, matrix.b)
        setting = Setting(
            abs(size * across) or 1.0, turn, self._style(number), abs(size * along), address
        )
        self._settings[owner] = setting
        return setting

    def _style(self, number: int) -> int:
        """By the name of the font: the weights that PDFium gives are guessed."""
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._text, number, name, 128, flags)
        face = name.value.decode("utf-8", "replace").lower()
        bold = "bold" in face or "black" in face
        return BOLD * bold | ITALIC * ("italic" in face or "oblique" in face)
