"""Words around a date in other languages, put into the English ones that are read.

What may take the date itself in, as до, дейін and 以前 may, is read so.
"""

import re

_LAST = "[年月日號号]"
#: Not the "before" of до н. э. and до Р. Х.
_BEFORE = r"до(?! ?[нр]\. ?[эх])"
_UYGHUR_FROM = "(?:[دت]ىن)"

#: What stands around dates, and the English for it; the first that fits.
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), english)
    for pattern, english in (
        # Russian
        (r"между (.+?) и (.+)", r"between \1 and \2"),
        (rf"(?:с|со|от) (.+?) (?:по|{_BEFORE}) (.+)", r"from \1 to \2"),
        (rf"(?:{_BEFORE}|не поздн?ее|не позже) (.+)", r"\1 or earlier"),
        (r"(?:не ранее|не раньше) (.+)", r"\1 or later"),
        (r"(?:ранее|раньше) (.+)", r"before \1"),
        (r"(?:после|позднее|позже) (.+)", r"after \1"),
        (r"(?:начиная )?(?:с|со) (.+)", r"since \1"),
        # Arabic
        (r"(?:ما )?بين (?:عامي |سنتي |شهري )?(.+?) و ?(.+)", r"between \1 and \2"),
        (r"من (.+?) (?:[إا]لى|حتى) (.+)", r"from \1 to \2"),
        (r"قبل (.+)", r"before \1"),
        (r"بعد (.+)", r"after \1"),
        (r"منذ (.+)", r"since \1"),
        (r"حتى (.+)", r"until \1"),
        # Chinese
        (rf"在?(.+{_LAST}) ?[至到和与與] ?(.+{_LAST}) ?之[间間]", r"between \1 and \2"),
        (rf"从?從?自?(.+{_LAST}) ?[至到] ?(.+{_LAST})", r"from \1 to \2"),
        (r"(.+?) ?以前", r"\1 or earlier"),
        (r"(.+?) ?以[后後]", r"\1 or later"),
        (r"(.+?) ?之前", r"before \1"),
        (r"(.+?) ?之[后後]", r"after \1"),
        (r"(.+?) ?(?:左右|前[后後])", r"about \1"),
        # Uyghur, whose words for year, month and day are 年, 月 and 日 by now
        (r"(.+?) بىلەن (.+?) ?(?:نىڭ )?ئارىسىدا", r"between \1 and \2"),
        (rf"(.+?) ?{_UYGHUR_FROM} (?:بۇرۇن|ئىلگىرى)", r"before \1"),
        (rf"(.+?) ?{_UYGHUR_FROM} كېيىن", r"after \1"),
        (r"(.+?) ئەتراپىدا", r"about \1"),
        # Kazakh
        (r"(.+?) (?:[мбп]ен|және) (.+?) (?:жылдар(?:дың|ы)? )?арасында", r"between \1 and \2"),
        (r"(.+?) ?(?:жыл)?[дт][ае]н (?:бұрын|ерте)", r"before \1"),
        (r"(.+?) ?(?:жыл)?[дт][ае]н (?:кейін|соң)", r"after \1"),
        (r"(.+?) ?(?:жыл)?[ғг][ае] дейін", r"\1 or earlier"),
        (r"(.+?) (?:жыл(?:дар)?(?:дың)? )?шамасында", r"about \1"),
    )
)


def in_english(text: str) -> str:
    """Return the text with such words in English: "после 1949" as "after 1949"."""
    for form, english in _FORMS:
        if found := form.fullmatch(text):
            return found.expand(english)
    return text
