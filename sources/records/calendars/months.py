"""Names of months, as they are read."""

import re
import unicodedata
from functools import cache

from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP
from django.utils.translation import override

from sources.records.calendars.systems import Calendar

#: Languages whose names for weekdays, and for months of the Gregorian and Julian year, are read.
LANGUAGES = ("en", "ru", "ar", "ug", "kk", "tr", "fr", "de", "zh-hans")

#: Spellings of the twelve Hijri months, a line each, ``folded`` but for the Arabic script.
_HIJRI = (
    """muharram moharram muharrem
    safar sefer
    rabialawwal rabialawal rabiulawwal rabii rebiulevvel
    rabialthani rabiaththani rabialakhir rabiulakhir rabiii rebiulahir
    jumadaalawwal jumadaalula jumadalula jumadai cemaziyelevvel
    jumadaalthani jumadaalthaniya jumadaaththaniya jumadaalakhira jumadaii cemaziyelahir
    rajab rejeb receb
    shaban shaaban saban
    ramadan ramadhan ramazan
    shawwal shawal sevval
    dhualqada dhualqadah dhulqada dhulqadah zulkada zilkade
    dhualhijja dhualhijjah dhulhijja dhulhijjah zulhijja zilhicce""",
    """محرم مۇھەررەم
    صفر سەپەر
    ربيعالأول رەبىئۇلئەۋۋەل
    ربيعالثاني ربيعالآخر رەبىئۇلئاخىر
    جمادىالأولى جمادىالأول جۇمادىيەلئەۋۋەل
    جمادىالآخرة جمادىالثانية جۇمادىيەلئاخىر
    رجب رەجەپ
    شعبان شەئبان
    رمضان رامىزان
    شوال شەۋۋال
    ذوالقعدة ذيالقعدة زۇلقەئدە
    ذوالحجة ذيالحجة زۇلھەججە""",
    """мухаррам мухаррама
    сафар сафара
    рабиальавваль рабиальавваля
    рабиассани рабиальахир
    джумадаальуля
    джумадаассания джумадаальахира
    раджаб раджаба
    шаабан шабан шаабана шабана
    рамадан рамазан рамадана рамазана
    шавваль шавваля
    зулькаада зулькада зулькаады зулькады
    зульхиджа зульхиджжа зульхиджи зульхиджжи""",
)

#: Letters that are one in names of months, whatever the hand.
_SAME_LETTERS = str.maketrans("أإآىةı", "ااايهi")


def folded(words: str) -> str:
    """Return the letters of a name without case, accents, spaces and signs."""
    plain = unicodedata.normalize("NFC", words).translate(_SAME_LETTERS)
    split = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(sign for sign in split if unicodedata.category(sign) in ("Lo", "Ll"))


@cache
def month_names(calendar: Calendar) -> dict[str, int]:
    """Return the number of each month by its folded names."""
    if calendar in (Calendar.HIJRI, Calendar.UMM_AL_QURA):
        return {
            folded(name): number
            for spellings in _HIJRI
            for number, names in enumerate(spellings.splitlines(), 1)
            for name in names.split()
        }
    names: dict[str, int] = {}
    for language in LANGUAGES:
        with override(language):
            for table in (MONTHS, MONTHS_ALT, MONTHS_AP, MONTHS_3):
                for number, name in table.items():
                    names.setdefault(folded(re.sub(r"\d", "", str(name))), number)
    names.pop("", None)
    return names
