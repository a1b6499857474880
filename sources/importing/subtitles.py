"""Subtitles (.srt, .vtt): what was said in a recording, and when.

SubRip has no standard; WebVTT is https://www.w3.org/TR/webvtt1/. Both are cues with a time and
some lines. Each cue is a paragraph that begins at its time.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.importing.base import DEFAULTS, Importer, Options, Reading, UnreadableFile
from sources.importing.building import Draft, assemble
from sources.importing.charsets import decode
from sources.texts.normalising import normalise
from sources.texts.structure import BlockType, MarkType, is_language_tag

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"</?([a-z]*)[^<>]{0,200}>|\{\\[^{}]{0,200}\}", re.IGNORECASE)
_MARKS = {
    "i": MarkType.EMPHASIS, "em": MarkType.EMPHASIS, "b": MarkType.STRONG,
    "strong": MarkType.STRONG, "u": MarkType.UNDERLINE, "s": MarkType.STRIKEOUT,
}  # fmt: skip
#: Blocks of WebVTT that are not cues.
_NOT_CUES = ("WEBVTT", "NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")
_LANGUAGE = re.compile(r"^Language:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_SENTENCE_ENDS = (".", "!", "?", "…", "؟", "۔", "。", "！", "？", "»", "”", '"')
#: Cues further apart than this are not joined (seconds), nor to more than this (characters).
_PAUSE = 3.0
_LONGEST = 900


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end` (seconds), by whom if that is known."""

    start: float
    end: float
    text: str
    speaker: str = ""


class _Subtitles(Importer):
    options = ("join_cues",)

    def read(self, data: bytes, options: Options = DEFAULTS) -> Reading:
        """Return the transcript; UnreadableFile if there is no cue in the file."""
        text, charset = decode(data)
        text = normalise(text.lstrip("\ufeff"))
        found = list(cues(text))
        if not found:
            raise UnreadableFile(
                _(
                    "No line in this file says from when to when something is said"
                    " (00:00:01,000 --> 00:00:04,000). Save it as .txt and import that."
                )
            )
        ordered = sorted(without_rolling(found), key=lambda cue: cue.start)
        groups = list(_joined(ordered)) if options.join_cues else [[cue] for cue in ordered]
        stated = _LANGUAGE.search(text[:500])
        return Reading(
            assemble(map(_draft, groups)),
            charset=charset,
            language=stated[1] if stated and is_language_tag(stated[1]) else None,
            warnings=_warnings(found),
        )


class SubRip(_Subtitles):
    """SubRip: numbers, times with a comma, simple tags."""

    media_type = "application/x-subrip"
    extensions = (".srt",)


class WebVtt(_Subtitles):
    """WebVTT: times with a point, speakers as `<v Name>`, notes and styles, which are left out."""

    media_type = "text/vtt"
    extensions = (".vtt",)


def cues(text: str) -> Iterator[Cue]:
    """The cues of a file in its order; what stands between them and is no cue is left out."""
    for block in re.split(r"\n[ \t]*\n+", text):
        lines = block.strip("\n").split("\n")
        if lines[0].startswith(_NOT_CUES):
            continue
        at = next((n for n, line in enumerate(lines[:3]) if _TIMES.fullmatch(line)), None)
        if at is None:
            continue
        yield from _cues_of(lines[at:])


def _cues_of(lines: list[str]) -> Iterator[Cue]:
    """One cue, or several where the blank line between them is missing."""
    times, words = lines[0], lines[1:]
    following = next((n for n, line in enumerate(words) if _TIMES.fullmatch(line)), None)
    if following is not None:
        # The line before times is the number of the cue.
        numbered = following > 0 and words[following - 1].strip().isdigit()
        yield from _voices(times, words[: following - numbered])
        yield from _cues_of(words[following:])
    else:
        yield from _voices(times, words)


def _voices(times: str, lines: list[str]) -> Iterator[Cue]:
    """What each speaker says in a cue."""
    found = _TIMES.fullmatch(times)
    assert found is not None
    clock = found.groups(default="0")
    start, end = _seconds(clock[:4]), _seconds(clock[4:])
    text = "\n".join(line.strip() for line in lines if line.strip())
    before, *voices = _VOICE.split(text)
    for speaker, words in [("", before), *zip(voices[::2], voices[1::2], strict=True)]:
        if _plain(words):
            yield Cue(start, end, words.strip(), " ".join(unescape(speaker).split()))


def _seconds(clock: tuple[str, ...]) -> float:
    hours, minutes, seconds, fraction = clock
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def label(seconds: float) -> str:
    """A time as a citation gives it: `0:12:05`."""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{second:02}"


def without_rolling(found: Iterable[Cue]) -> Iterator[Cue]:
    """Cues without the lines that the one before still shows, as automatic captions have them."""
    shown: list[str] = []
    for cue in found:
        lines = cue.text.split("\n")
        repeated = _overlap(shown, lines)
        fresh = "\n".join(lines[repeated:]).strip()
        shown = lines
        if fresh:
            yield Cue(cue.start, cue.end, fresh, cue.speaker)


def _overlap(before: list[str], after: list[str]) -> int:
    """How many lines at the end of the one are those at the beginning of the other."""
    plain_before, plain_after = [_plain(line) for line in before], [_plain(line) for line in after]
    for length in range(min(len(before), len(after)), 0, -1):
        if plain_before[-length:] == plain_after[:length]:
            return length
    return 0


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text)).strip()


def _joined(ordered: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Cues of one speaker that follow each other, up to a pause or the end of a long sentence."""
    group: list[Cue] = []
    for cue in ordered:
        if group and not _goes_on(group, cue):
            yield group
            group = []
        group.append(cue)
    if group:
        yield group


def _goes_on(group: list[Cue], cue: Cue) -> bool:
    length = sum(len(each.text) for each in group)
    ended = _plain(group[-1].text).endswith(_SENTENCE_ENDS)
    same_speaker = not cue.speaker or cue.speaker == group[0].speaker
    new_turn = _plain(cue.text).startswith(("-", "–", "—", ">>"))
    close = cue.start - group[-1].end <= _PAUSE
    return (
        same_speaker
        and close
        and not new_turn
        and not (ended and length > _LONGEST / 2)
        and (length < _LONGEST)
    )


def _draft(group: list[Cue]) -> Draft:
    draft = Draft(marker=BlockType.TIME)
    if group[0].speaker:
        draft.break_page(label(group[0].start))
        draft.write(group[0].speaker)
        draft.mark(MarkType.SMALL_CAPS, 0)
        draft.write(": ")
    for number, cue in enumerate(group):
        draft.write(" " if number else "")
        if number or not group[0].speaker:
            draft.break_page(label(cue.start))
        # One cue keeps its lines; joined ones become a paragraph.
        _write(draft, cue.text.replace("\n", " ") if len(group) > 1 else cue.text)
    return draft


def _write(draft: Draft, text: str) -> None:
    """Write a cue's text, its tags as marks."""
    opened: list[tuple[str, int]] = []
    place = 0
    for tag in _TAG.finditer(text):
        draft.write(unescape(text[place : tag.start()]))
        place = tag.end()
        name = (tag[1] or "").lower()
        if name not in _MARKS:
            continue
        if not tag[0].startswith("</"):
            opened.append((name, draft.length))
        elif opened and opened[-1][0] == name:
            draft.mark(_MARKS[name], opened.pop()[1])
    draft.write(unescape(text[place:]))


def _warnings(found: list[Cue]) -> tuple[str, ...]:
    overlapping = sum(after.start < before.end - 0.05 for before, after in pairwise(found))
    if not overlapping:
        return ()
    return (
        ngettext(
            "%(count)s cue begins before the one before it ends; they stand in the order in which"
            " they begin.",
            "%(count)s cues begin before the one before them ends; they stand in the order in"
            " which they begin.",
            overlapping,
        )
        % {"count": overlapping},
    )
