"""Dates: ``{"kind": "date", "edtf": "1949-08-24", "verbatim": "the 24th of August"}``.

``edtf`` is proleptic Gregorian and what is compared; ``verbatim``, the wording of the source,
may be left out. A date written in another calendar keeps what was written beside it:
``{"kind": "date", "edtf": "1949-08-24", "calendar": "julian", "original": "11 August 1949"}``.
The calendars are those of ``sources.records.calendars``: gregorian, julian, hijri (civil
tabular), umm_al_qura and minguo. With ``original`` the ``edtf`` may be left out; where it is
given, it must say the same days, which is checked whenever a value is written.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.utils.translation import gettext as _

from annotations.claims.values.base import (
    NO_LOWER,
    NO_UPPER,
    Edge,
    InvalidValue,
    QuestionKind,
    Value,
    check_keys,
    read_string,
    read_words,
)
from sources.records.calendars import SYSTEMS, Calendar, InvalidOriginal, read, show_original
from sources.records.edtf import EdtfDate, InvalidEdtf, from_words, gaps, parse, show

#: EDTF has spaces in sets alone, no two letters together and plain signs; 24/8/49 is a day.
_NO_EDTF = re.compile(
    r"^(?![\[{]).*?(?:\s|[^\W\d_]{2}|[^\x00-\x7f])|^\d+[./]\d+([./]\d+)?$", re.DOTALL
)
#: EDTF has these for a century and a decade; people rather mean a year.
_SHORT_YEAR = re.compile(r"[?~%]?-?\d{2,3}[?~%]?")
#: Words for a century or a decade, in the languages that are read.
_AGE = re.compile(
    r"\b(?:centur(?:y|ies)|век\w*|в\.|(?:ال)?قرن|ئەسىر\w*|ғасыр\w*|jahrhundert|siècle|yüzyıl)"
    r"|\d0-?(?:е|х)\b|世[纪紀]|年代|عقد|\d0-يىللار",
    re.IGNORECASE,
)
#: Of a day, as far as it is compared.
_LAST_SECOND = 86_400


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A date in EDTF, with the wording and the calendar it was read from."""

    edtf: str
    verbatim: str = ""
    calendar: str = ""
    original: str = ""

    kind: ClassVar[str] = "date"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form; "edtf" must be valid as it stands."""
        check_keys(data, [], optional="edtf verbatim calendar original")
        calendar, original = _read_original(data)
        if original and data.get("edtf") is None:
            text = _converted(original, calendar)
        else:
            if "edtf" not in data:
                check_keys(data, ["edtf"], optional="verbatim calendar original")
            text = _read_edtf(data)
        return cls(text, read_string(data, "verbatim", longest=500), calendar, original)

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read EDTF, plain English, or a Gregorian date in words or numbers; what was typed is
        kept as ``verbatim``.
        """
        typed = text.strip()
        if _SHORT_YEAR.fullmatch(typed) or _AGE.search(typed):
            told = _(
                "Write a year with four digits, as in 0079, a decade as 193X, a century as 19XX."
            )
            raise InvalidValue("edtf", told)
        try:
            found = from_words(typed)
        except InvalidEdtf as error:
            found = _in_gregorian(typed, error)
        return cls.from_json({"edtf": found, "verbatim": "" if typed == found else typed})

    @classmethod
    def as_written(cls, text: str, calendar: str, verbatim: str = "") -> Self:
        """Read a date as written in a calendar; a Gregorian one as `from_input` does.

        Raises ``InvalidValue``.
        """
        if calendar != Calendar.GREGORIAN:
            return cls.from_json({"original": text, "calendar": calendar, "verbatim": verbatim})
        found = cls.from_input(text)
        return cls.from_json({"edtf": found.edtf, "verbatim": verbatim.strip() or found.verbatim})

    def fitted(self, question: QuestionKind) -> Self:
        """Refuse a date that is another day than the one in the original calendar."""
        del question
        if self.original and (says := _converted(self.original, self.calendar)) != self.edtf:
            told = _("“%(original)s” is %(edtf)s, not %(given)s. Leave out one of the two.")
            names = {"original": self.original, "edtf": says, "given": self.edtf}
            raise InvalidValue("edtf", told % names)
        return self

    def to_json(self) -> dict[str, Any]:
        """Give the stored form, without what is empty."""
        parts = {
            "verbatim": self.verbatim,
            "calendar": self.calendar,
            "original": self.original,
        }
        data = {"kind": self.kind, "edtf": self.edtf}
        return data | {name: part for name, part in parts.items() if part}

    def show(self) -> str:
        """Show the date in words, with what the original calendar says in parentheses.

        The wording of the source is not part of it.
        """
        shown = show(self.edtf)
        if not self.original or self.calendar == Calendar.GREGORIAN:
            return shown
        names = {"date": shown, "calendar": self.calendar_name, "original": self.shown_original}
        return _("%(date)s (%(calendar)s: %(original)s)") % names

    def typed(self) -> str:
        """Give what is typed in the calendar's field: the original, or EDTF."""
        return self.original or self.edtf

    @property
    def calendar_name(self) -> str:
        """The name of the original calendar, for people; empty without one."""
        return str(SYSTEMS[Calendar(self.calendar)].label) if self.calendar else ""

    @property
    def shown_original(self) -> str:
        """The date of the original calendar in words; empty without one."""
        if not self.original:
            return ""
        try:
            return show_original(read(self.original, Calendar(self.calendar)))
        except InvalidOriginal:
            # Written when more was understood than today: better as it is than not at all.
            return self.original

    @property
    def parsed(self) -> EdtfDate:
        """The date with its bounds as day numbers."""
        return parse(self.edtf)

    @property
    def key(self) -> tuple[str, ...]:
        """The EDTF string; and that the original reaches further, where it does."""
        further = ("about",) if self._reaches_further else ()
        return (self.kind, self.edtf.replace(" ", ""), *further)

    @property
    def span(self) -> tuple[Edge, Edge]:
        """The days that the date allows, widened where it is approximate; or a moment of one."""
        date = self.parsed
        if (second := date.second) is not None and date.lower is not None:
            return (date.lower, second), (date.lower, second)
        least, most = self._reach
        lower = NO_LOWER if least is None else (least, 0)
        upper = NO_UPPER if most is None else (most, _LAST_SECOND)
        return lower, upper

    @property
    def _reach(self) -> tuple[int | None, int | None]:
        """The first and the last day, widened where they are approximate.

        About a month of another calendar is a month more on each side, though EDTF has only
        its two ends to say so.
        """
        date = self.parsed
        if not (self.original and date.approximate) or date.lower is None or date.upper is None:
            return date.near_lower, date.near_upper
        length = date.upper - date.lower + 1
        return date.lower - length, date.upper + length

    @property
    def _reaches_further(self) -> bool:
        """Whether the original says more than the EDTF can."""
        date = self.parsed
        return bool(self.original) and self._reach != (date.near_lower, date.near_upper)

    @property
    def has_gaps(self) -> bool:
        """Whether days within the bounds are left out."""
        return not self.parsed.contiguous

    @property
    def gaps(self) -> tuple[tuple[Edge, Edge], ...]:
        """The days within the bounds that are left out."""
        if not self.has_gaps:
            return ()
        return tuple(((first, 0), (after, 0)) for first, after in gaps(self.parsed))

    @property
    def in_reasons(self) -> str:
        """The EDTF string, which is exact; and the original, where that reaches further."""
        return f"{self.edtf} ({self.original})" if self._reaches_further else self.edtf

    @property
    def note(self) -> str:
        """Say what makes a comparison of bounds less than certain."""
        date = self.parsed
        remarks = {
            _("uncertain"): date.uncertain,
            _("approximate"): date.approximate,
            _("only some of the days in between"): not date.contiguous,
            _("of a time zone, which is not compared"): date.has_zone,
            _("converted by a rule, which may be a day or two off"): (
                self.calendar == Calendar.HIJRI
            ),
        }
        return ", ".join(remark for remark, holds in remarks.items() if holds)


def _read_edtf(data: Mapping[str, Any]) -> str:
    text = read_words(data, "edtf", longest=1_000)
    try:
        return parse(text).text
    except InvalidEdtf as error:
        raise InvalidValue("edtf", error.reason) from error


def _read_original(data: Mapping[str, Any]) -> tuple[str, str]:
    """Read the calendar and the date in it, which stand together."""
    calendar = read_string(data, "calendar", longest=20)
    original = read_string(data, "original", longest=200)
    if calendar and calendar not in list(Calendar):
        offered = ", ".join(Calendar)
        raise InvalidValue("calendar", _("Give a calendar, one of %s.") % offered)
    if calendar and not original:
        raise InvalidValue("original", _("Give the date as it is written in that calendar."))
    if original and not calendar:
        raise InvalidValue("calendar", _("Say in which calendar the date is written."))
    return calendar, original


def _converted(original: str, calendar: str) -> str:
    try:
        return read(original, Calendar(calendar)).edtf
    except InvalidOriginal as error:
        raise InvalidValue("original", error.reason) from error


def _in_gregorian(text: str, error: InvalidEdtf) -> str:
    """Return EDTF for day, month and year, read as in any calendar.

    What is wrong is said of EDTF, unless the text is plainly none.
    """
    try:
        return read(text, Calendar.GREGORIAN).edtf
    except InvalidOriginal as wrong:
        reason = wrong.reason if _NO_EDTF.search(text) else error.reason
        raise InvalidValue("edtf", reason) from error
