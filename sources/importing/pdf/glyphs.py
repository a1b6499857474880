"""Characters put together that are one glyph, in the frame in which their lines are level."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from sources.importing.pdf.letters import is_right_to_left, one_glyph
from sources.importing.pdf.page import RAISED, Glyph

if TYPE_CHECKING:
    from sources.importing.pdf.characters import Box, Character

Group = list["Character"]

#: The slope of lines is taken over so many glyphs, from more than so many stretches.
_STRETCH, _FEW = 8, 20
_ASKEW = 0.001


def frames_of(characters: Iterable[Character]) -> list[list[Glyph]]:
    """Return the glyphs by how they are turned, most first."""
    groups: dict[tuple[int, tuple[float, float]], Group] = {}
    for character in characters:
        groups.setdefault((character.owner, character.origin), []).append(character)
    by_turn: dict[int, list[Group]] = {}
    for group in groups.values():
        by_turn.setdefault(group[0].setting.turn, []).append(group)
    frames = [_frame(turn, found) for turn, found in by_turn.items()]
    return sorted(frames, key=len, reverse=True)


def _frame(turn: int, groups: list[Group]) -> list[Glyph]:
    if turn == 0 and _stand(groups):
        turn = 270  # In columns: so the first letter is on the left, and the first line on top.
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return _level([_glyph(group, cosine, sine) for group in groups])


def _level(glyphs: list[Glyph]) -> list[Glyph]:
    """Put the lines of a page level that was scanned a little askew."""
    slopes = [
        (after.y - glyph.y) / (after.x0 - glyph.x0)
        for glyph, after in zip(glyphs, glyphs[_STRETCH:], strict=False)
        if 2 * glyph.size < after.x0 - glyph.x0 < 2 * _STRETCH * glyph.size
        and abs(after.y - glyph.y) < 0.5 * glyph.size
    ]
    slope = median(slopes) if len(slopes) > _FEW else 0.0
    if abs(slope) > _ASKEW:
        for glyph in glyphs:
            glyph.y -= slope * glyph.x0
    return glyphs


def _glyph(group: Group, cosine: float, sine: float) -> Glyph:
    first = group[0]
    if first.step is not None and len(group) == 1 and cosine == 1:
        x, y = first.origin
        style = first.setting.style | RAISED * first.raised
        return Glyph(first.text, x, x + first.step, y, first.setting.size, style)
    along = [_extent(each.box, cosine, sine) for each in group]
    x, y = first.origin
    x0, x1 = min(each[0] for each in along), max(each[1] for each in along)
    style = first.setting.style | RAISED * first.raised
    return Glyph(_text(group, along), x0, x1, y * cosine - x * sine, first.setting.size, style)


def _extent(box: Box, cosine: float, sine: float) -> tuple[float, float]:
    left, bottom, right, top = box
    if cosine == 1:
        return left, right
    corners = [x * cosine + y * sine for x in (left, right) for y in (bottom, top)]
    return min(corners), max(corners)


def _text(group: Group, along: list[tuple[float, float]]) -> str:
    """What characters with one origin say: those of a ligature have the same box, too."""
    characters = "".join(each.text for each in group)
    if len(group) == 1 or not any(map(is_right_to_left, characters)):
        return characters
    if max(along) == min(along):
        return unicodedata.normalize("NFC", one_glyph(characters))
    order = sorted(range(len(group)), key=lambda each: -sum(along[each]))
    return unicodedata.normalize("NFC", "".join(group[each].text for each in order))


def _stand(groups: list[Group]) -> bool:
    """Whether upright letters follow each other downwards, as in Chinese columns."""
    down = along = 0
    for (first, *_), (after, *_) in pairwise(groups):
        size = first.setting.size
        fall = first.origin[1] - after.origin[1]
        if abs(fall) < 0.3 * size:
            along += 1
        elif 0.4 * size < fall < 1.8 * size:
            down += abs(after.origin[0] - first.origin[0]) < 0.3 * size
    return down > 2 * along and 2 * down >= len(groups)
