"""What is wrong with a string that is not EDTF, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from project.people.directions import with_isolated_examples

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Words for a part of a time that has no ends of its own, in the languages that are read.
_EARLY_OR_LATE = re.compile(
    r"(?<!\w)(?:early|mid|middle|late|beginning|start|end|нача\w+|середин\w+|кон(?:ец|ц)\w*"
    r"|أوائل|اوائل|أواسط|اواسط|أواخر|اواخر|مطلع|منتصف|بداية|نهاية|باش\w*|بېش\w*|ئوتتۇر\w*|ئاخىر\w*"
    r"|бас(?!та)\w*|орта\w*|соң\w*|anfang|mitte|ende|début|fin|başı\w*|ortası\w*|sonu\w*)(?!\w)"
    r"|(?<=[年月代]) ?(?:初(?![一二三四五六七八九十])|[上中下末底])",
    re.IGNORECASE,
)

#: Patterns of common mistakes, most telling first, with the sentence for each.
_ADVICE: tuple[tuple[str, StrPromise], ...] = (
    (r"", _("Write a date, such as 1949-08-24, 1949-08, 1949 or 1949~ for about 1949.")),
    (r".*[^\D0-9].*", _("Write the digits 0 to 9, as in 1949-08-24.")),
    (
        r"[^\n]*(?:unknown|open)[^\n]*",
        _('Write ".." for an open end and nothing for an unknown one.'),
    ),
    (
        r"-?\d{1,3}[ux].*|.*\d[ux]{1,2}|.*-uu.*",
        _('Write unspecified digits as a capital "X", as in 194X or 1949-08-XX.'),
    ),
    (r".*[()].*", _('Write "?", "~" or "%" after a part for it and all before it: 2004-06~-11.')),
    (r".*\?~.*|.*~\?.*", _('Write "%" for uncertain and approximate together, as in 1949%.')),
    (r"\s.*|.*\s", _("Leave out the space before or after the date.")),
    (r"[?~%].*[?~%]", _("Write one sign for the year, before or after it, as in 1949%.")),
    (r"-0+(-.*)?", _("Write the year 0000 without a minus; it is 1 BCE.")),
    (r"-?\d{8}", _("Write hyphens between year, month and day: 1949-08-24.")),
    (r"-?\d{5,}.*", _('Write years of more than four digits with "Y", as in Y12345.')),
    (r"Y-?0*\d{1,4}", _('Write years of up to four digits without "Y", as in 0476.')),
    (r"Y.*", _("Write a long year as Y170000002, Y-17E7 or Y3388E2S3, at most 16 digits.")),
    (r"\d{1,2}[./]\d{1,2}[./]-?\d{4}", _("Write year, month and day in that order: 1949-08-24.")),
    (r"-?\d{4}[./]\d{1,2}([./]\d{1,2})?", _("Write hyphens between the parts: 1949-08-24.")),
    (r"-?\d{4}-(\d|\d-\d{1,2}|\d\d-\d)", _("Write month and day with two digits: 1949-08-04.")),
    (r"\d{1,2}", _("Write the year with four digits: 0049.")),
    (r".*\d[Tt ]\d.*", _("Write a time after the day as 1949-08-24T23:20:30, with Z or +04:30.")),
    (r"-?[\dX]{4}-(2[1-9]|3\d|4[01]).*", _("Write a season as year and code, as in 1949-22.")),
    (r"-?[\dX]{4}-\d\d.*", _("Write a month from 01 to 12, or a season from 21 to 41.")),
    (r".*/.*", _("Write one start and one end, as in 1949-08-24/1949-08-27.")),
    (r".*\s.*", _("Leave out spaces; write the date as in 1949-08-24.")),
)

_OTHERWISE = _(
    "Write a date as 1949-08-24, 1949-08 or 1949; 194X for the 1940s, 1949~ for about 1949, "
    "1949? for an uncertain year, 1949-08/1949-10 for an interval."
)


class InvalidEdtf(ValueError):
    """The text is not EDTF. ``reason`` says what to write instead."""

    def __init__(self, text: str, reason: str) -> None:
        self.text = text
        self.reason = with_isolated_examples(reason)
        super().__init__(self.reason)


def early_or_late(text: str) -> str:
    """Return a sentence for what says "early", "mid-" or "the end of"; nothing for other texts."""
    if not _EARLY_OR_LATE.search(text):
        return ""
    return gettext(
        "Where “early”, “mid” or “late” begins and ends is not said; write the days you take it "
        "for, as in “between 1 August 1949 and 10 August 1949”."
    )


def advice(text: str) -> str:
    """Return a sentence for a single date that could not be read."""
    if told := early_or_late(text):
        return told
    for pattern, sentence in _ADVICE:
        if re.fullmatch(pattern, text, re.DOTALL):
            return str(sentence)
    return str(_OTHERWISE)
