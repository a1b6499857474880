"""Stretches whose text the file gives itself (ActualText, ISO 32000-1, 14.9.4).

Chromium and typst draw letters with their dots and marks as several objects, and give the text
of all of them together. PDFium takes the place of the first, which may be a dot far off the line,
or gives the text once for each. So where letters run from right to left, text, extent and line
are taken from the objects themselves.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from sources.importing.pdf.characters import Character
from sources.importing.pdf.letters import is_right_to_left

#: Longer ones are no single letters: they may run over several lines.
_LONGEST = 12
_CHARSETS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))


@dataclass
class _Span:
    text: str
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    origins: list[tuple[float, float]] = field(default_factory=list)
    done: bool = False


def with_spans(page: object, characters: list[Character]) -> list[Character]:
    """Return the characters with one for each stretch whose text the file gives."""
    if not any(is_right_to_left(each.text) for each in characters):
        return characters
    spans, heights = _spans(page)
    if not spans:
        return characters
    kept: list[Character] = []
    for each in characters:
        span = spans.get(each.owner) if each.setting.turn == 0 else None
        if span is None:
            kept.append(each)
        elif not span.done:
            span.done = True
            kept.append(_whole(each, span, heights))
    return kept


def _whole(first: Character, span: _Span, heights: Counter[int]) -> Character:
    lefts, bottoms, rights, tops = zip(*span.boxes, strict=True)
    # Of its objects, the letter stands on the line of most others, its dots do not.
    origin = max(span.origins, key=lambda origin: heights[round(origin[1])])
    box = min(*lefts, origin[0]), min(bottoms), max(rights), max(tops)
    return Character(span.text, box, origin, first.setting, first.owner)


def _spans(page: object) -> tuple[dict[int, _Span], Counter[int]]:
    """The stretch that each text object is of, and how many objects stand at each height."""
    by_mark: dict[int, _Span | None] = {}
    spans: dict[int, _Span] = {}
    heights: Counter[int] = Counter()
    matrix = pdfium.FS_MATRIX()
    for handle in _text_objects(page):
        pdfium.FPDFPageObj_GetMatrix(handle, matrix)
        heights[round(matrix.f)] += 1
        span = _span(handle, by_mark)
        if span is not None:
            span.boxes.append(_bounds(handle))
            span.origins.append((matrix.e, matrix.f))
            spans[_address(handle)] = span
    return spans, heights


def _text_objects(page: object) -> Iterator[object]:
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        handle = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_TEXT:
            yield handle


def _span(handle: object, by_mark: dict[int, _Span | None]) -> _Span | None:
    for number in range(pdfium.FPDFPageObj_CountMarks(handle)):
        mark = pdfium.FPDFPageObj_GetMark(handle, number)
        address = _address(mark)
        if address not in by_mark:
            text = _actual_text(mark)
            fits = text.strip() and len(text) <= _LONGEST
            by_mark[address] = _Span(unicodedata.normalize("NFC", text)) if fits else None
        if (span := by_mark[address]) is not None:
            return span
    return None


def _actual_text(mark: object) -> str:
    length = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", None, 0, length)
    if not length.value:
        return ""
    buffer = (ctypes.c_ubyte * length.value)()
    pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, length.value, length)
    raw = bytes(buffer)
    for sign, charset in _CHARSETS:
        if raw.startswith(sign):
            return raw[len(sign) :].decode(charset, "replace")
    return raw.decode("latin-1")


def _bounds(handle: object) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _address(handle: object) -> int:
    address = ctypes.cast(handle, ctypes.c_void_p).value  # type: ignore[arg-type]
    return address or 0
