"""Characters put together that are one glyph, in the frame in which their lines are level."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from sources.importing.pdf.letters import is_right_to_left, one_glyph
from sources.importing.pdf.page import RAISED, Glyph

if TYPE_CHECKING:
    from sources.importing.pdf.characters import Box, Character

Group = list["Character"]


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
    return [_glyph(group, cosine, sine) for group in groups]


def _glyph(group: Group, cosine: float, sine: float) -> Glyph:
    along = [_extent(each.box, cosine, sine) for each in group]
    x, y = group[0].origin
    setting, step = group[0].setting, group[0].step
    x0, x1 = min(each[0] for each in along), max(each[1] for each in along)
    if step is not None and len(group) == 1 and cosine == 1:
        x0, x1 = x, x + step
    style = setting.style | RAISED * group[0].raised
    return Glyph(_text(group, along), x0, x1, y * cosine - x * sine, setting.size, style)


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
    counts: Counter[str] = Counter()
    for (first, *_), (after, *_) in pairwise(groups):
        size = first.setting.size
        across = abs(after.origin[0] - first.origin[0])
        down = first.origin[1] - after.origin[1]
        counts["down"] += across < 0.3 * size and 0.4 * size < down < 1.8 * size
        counts["along"] += abs(down) < 0.3 * size
    return counts["down"] > 2 * counts["along"] and 2 * counts["down"] >= len(groups)
