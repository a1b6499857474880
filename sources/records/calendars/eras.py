"""Words beside a year that say in which calendar, and on which side of its epoch, it is counted."""

import re
from typing import Literal

from django.utils.translation import gettext as _

from sources.records.calendars.dates import InvalidOriginal
from sources.records.calendars.systems import SYSTEMS, Calendar

#: "before" or "after" Christ where the text says so.
Era = Literal["before", "after", ""]

#: The two that count from the birth of Christ.
CHRISTIAN = (Calendar.GREGORIAN, Calendar.JULIAN)


def _words(*patterns: str) -> re.Pattern[str]:
    """Any of the words; no letter stands next to them, while digits may: 1368هـ."""
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(patterns)})(?![^\W\d_])\.?", re.IGNORECASE)


#: Words, the calendars that they may mean, and the era; "BC" before the "C" of "CE" in it.
_NAMED: tuple[tuple[re.Pattern[str], tuple[Calendar, ...], Era], ...] = (
    (_words(r"b\.? ?c(?:\.? ?e)?", r"до н\.? ?э", r"до р\.? ?х"), CHRISTIAN, "before"),
    (re.compile("公元前"), CHRISTIAN, "before"),
    (re.compile("公元|西元"), CHRISTIAN, "after"),
    (_words(r"a\.? ?d", r"c\.? ?e", r"н\. ?э", r"(?:от |по )?р\. ?х", "م"), CHRISTIAN, "after"),
    (
        _words(r"o\.? ?s", "old style", "julian", r"ст\. ?ст(?:иля)?", r"(?:по )?стар\w+ стил\w+"),
        (Calendar.JULIAN,),
        "",
    ),
    (
        _words(r"n\.? ?s", "new style", "gregorian", r"н\. ?ст(?:иля)?", r"(?:по )?нов\w+ стил\w+"),
        (Calendar.GREGORIAN,),
        "",
    ),
    (
        _words(
            *(r"a\.? ?h", "h", "(?:anno )?hegirae", "hijri", "hijra", "hicri", r"г\. ?х"),
            *("(?:года )?хиджры", "ه", "هـ", "ھ", "هجرية?", "ھىجرىيە"),
        ),
        (Calendar.HIJRI, Calendar.UMM_AL_QURA),
        "",
    ),
    (_words("minguo", r"r\.? ?o\.? ?c"), (Calendar.MINGUO,), ""),
    (re.compile("(?:中華|中华)?(?:民國|民国|民(?=前))"), (Calendar.MINGUO,), ""),
)


def without_era(text: str, calendar: Calendar) -> tuple[str, Era]:
    """Take the words off the text; "before" and "after" are told.

    Raises ``InvalidOriginal`` where they say another calendar.
    """
    era: Era = ""
    for words, calendars, says in _NAMED:
        if not words.search(text):
            continue
        if calendar not in calendars:
            told = _("This says that it is %(calendar)s; choose that calendar.")
            raise InvalidOriginal(told % {"calendar": SYSTEMS[calendars[0]].label})
        text, era = words.sub(" ", text), era or says
    return " ".join(text.split()), era
