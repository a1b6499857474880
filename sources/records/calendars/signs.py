"""One way of writing for what several scripts and hands write in many ways."""

import re
import unicodedata

from django.utils.translation import gettext as _

from sources.records.calendars.chinese import with_digits
from sources.records.calendars.dates import InvalidOriginal
from sources.records.edtf.english import MONTHS

#: Longer texts are refused, in characters.
LONGEST = 200

#: Uyghur writes 1949-يىلى 8-ئاينىڭ 27-كۈنى as Chinese does 1949年8月27日.
_UYGHUR = (
    (r"(?<=\d)[- ]?يىلى?", "年 "),
    (r"(?<=\d)[- ]?ئاي(?:نىڭ)?", "月 "),
    (r"(?<=\d)[- ]?كۈنى?", "日 "),
)
#: A month between dots, strokes or spaces, as in 25.X.1917.
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII".split()
_ROMAN = re.compile(
    rf"(?:^|(?<=\d)[./ -]|[ –])(?P<month>{'|'.join(_NUMERALS)})[./ -] ?(?=\d{{3,4}})"
)


def in_plain_signs(text: str) -> str:
    """Return the text with Western digits, plain signs and single spaces.

    Raises ``InvalidOriginal`` where it is too long.
    """
    if len(text) > LONGEST:
        raise InvalidOriginal(_("Write at most %(most)s characters.") % {"most": LONGEST})
    text = unicodedata.normalize("NFKC", text)
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    text = re.sub("[‐‑−]", "-", text).replace("؟", "?").replace("(?)", "?")
    for word, sign in _UYGHUR:
        text = re.sub(word, sign, text)
    return " ".join(with_digits(re.sub(r"(?<=\d)-(?=[^\W\d_])", " ", text)).split())


def with_month_names(text: str) -> str:
    """Return the text with months in Roman numerals by name: 25.X.1917 as 25 October 1917."""
    return _ROMAN.sub(lambda found: f" {MONTHS[_NUMERALS.index(found['month'])]} ", text)
