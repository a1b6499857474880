"""The weekday beside a date, as in "Saturday, 27 August 1949", which the day must have."""

import re
from functools import cache

from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import override

from sources.records.calendars.dates import CalendarDate, InvalidOriginal
from sources.records.calendars.months import LANGUAGES, folded

#: Languages whose short names are read; those of others are like those of months, or each other.
_SHORT = ("en", "ru")

#: Further names from Monday on, a line each.
_MORE = """周一 週一 礼拜一 禮拜一
    tues 周二 週二 礼拜二 禮拜二
    weds среду چارشەنبە 周三 週三 礼拜三 禮拜三
    thur thurs پەيشەنبە 周四 週四 礼拜四 禮拜四
    пятницу 周五 週五 礼拜五 禮拜五
    субботу sonnabend 周六 週六 礼拜六 禮拜六
    星期天 周日 周天 週日 礼拜日 礼拜天 禮拜日 禮拜天"""

#: Words that may stand with a weekday.
_BESIDE = frozenset(map(folded, "on в во يوم كۈنى күні günü den le".split()))
#: Chinese puts no space before it.
_JOINED = re.compile(r"日(?=\(?[星周週礼禮])")


def without_weekday(text: str) -> tuple[str, int | None]:
    """Take a weekday off the text, 0 for Monday; None where there is none, or more than one."""
    words = _JOINED.sub("日 ", text).split()
    said = [number for word in words if (number := _names().get(folded(word))) is not None]
    if len(said) != 1:
        return text, None
    left_out = _names().keys() | _BESIDE
    return " ".join(word for word in words if folded(word) not in left_out), said[0]


def check_weekday(said: int | None, date: CalendarDate) -> None:
    """Raise ``InvalidOriginal`` where the day has another weekday."""
    # Day 1 is a Monday, in every calendar.
    right = (date.lower - 1) % 7
    if said is not None and said != right:
        told = _(
            "That day is a %(weekday)s, not a %(said)s; correct one of them, or leave out the "
            "weekday."
        )
        raise InvalidOriginal(told % {"weekday": WEEKDAYS[right], "said": WEEKDAYS[said]})


@cache
def _names() -> dict[str, int]:
    """The number of each weekday, from 0 for Monday, by its folded names."""
    names = {
        folded(name): number
        for number, line in enumerate(_MORE.splitlines())
        for name in line.split()
    }
    for language in LANGUAGES:
        with override(language):
            for table in (WEEKDAYS, WEEKDAYS_ABBR)[: 1 + (language in _SHORT)]:
                names |= {folded(str(name)): number for number, name in table.items()}
    return names
