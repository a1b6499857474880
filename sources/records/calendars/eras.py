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


#: Of the years before and after Christ; in Chinese they stand before the number.
_BEFORE = _words(r"b\.? ?c(?:\.? ?e)?", r"до н\.? ?э", r"до р\.? ?х")
_AFTER = _words(r"a\.? ?d", r"c\.? ?e", r"н\. ?э", r"(?:от |по )?р\. ?х", "م")
_AFTER_CHINESE = re.compile("公元|西元")

#: Words, the calendars that they may mean, and the era; "BC" before the "C" of "CE" in it.
_NAMED: tuple[tuple[re.Pattern[str], tuple[Calendar, ...], Era], ...] = (
    (_BEFORE, CHRISTIAN, "before"),
    (re.compile("公元前"), CHRISTIAN, "before"),
    (_AFTER_CHINESE, CHRISTIAN, "after"),
    (_AFTER, CHRISTIAN, "after"),
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
#: The hyphen of "27 BC-AD 14" and "44-210 AD", which stands for a dash.
_LATIN = rf"(?:{_BEFORE.pattern}|{_AFTER.pattern})"
_HYPHEN = re.compile(
    rf"(?P<before>{_LATIN}|^\d{{1,4}}(?=-[1-9]\d{{0,3}} ?{_LATIN}$))-", re.IGNORECASE
)
#: "AD 14–37" and "between AD 14 and 37".
_ONE_ERA = re.compile(
    rf"(?P<era>{_AFTER.pattern}|{_AFTER_CHINESE.pattern}) ?(?P<first>\d{{1,4}}年?)"
    r"(?: ?[-–—] ?| (?P<word>to|and) )(?=[1-9]\d{0,3}年?$)",
    re.IGNORECASE,
)


def with_each_era(text: str) -> str:
    """Return the text with "AD" before both years of a range that has it before the first.

    "BC" is left alone: "BC 27–14" may end after Christ.
    """
    text = _HYPHEN.sub(r"\g<before> – ", text)
    if found := _ONE_ERA.search(text):
        era, first, word = found.groups()
        text = _ONE_ERA.sub(f"{era} {first} {word or '–'} {era} ", text)
    return text


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
