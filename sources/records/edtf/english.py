"""Plain English dates, read as EDTF."""

import re

from sources.records.edtf.days import iso_day
from sources.records.edtf.mistakes import InvalidEdtf
from sources.records.edtf.parsing import parse
from sources.records.edtf.points import qualifier

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH = "|".join(f"{month}|{month[:3]}\\.?" for month in MONTHS) + r"|Sept\.?"
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
#: Parts of a year, as ``wording`` has them.
_PARTS = {
    f"{ordinal} {part}": code
    for part, first, ordinals in (
        ("quarter", 33, ("first", "second", "third", "fourth")),
        ("four months", 37, ("first", "second", "third")),
        ("half", 40, ("first", "second")),
    )
    for code, ordinal in enumerate(ordinals, first)
}
#: Words for what lies on one side of a date, before it and after it.
SIDES = ("before", "after", "until", "since", "earlier", "later")
_ONE_SIDED = re.compile(
    rf"(?P<word>{'|'.join(SIDES[:4])}) (?P<after>.+)"
    rf"|(?P<before>.+) or (?P<last_word>{'|'.join(SIDES[4:])})",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about|around|circa|ca?\.?|~)\s*", re.IGNORECASE)
_PERHAPS = re.compile(r"(?:perhaps|probably|possibly)\s+", re.IGNORECASE)
#: Not the 1900s, which may be ten years or a hundred.
_DECADE = re.compile(r"(?:the )?(?P<year>\d\d[1-9])0['’]?s")
_IN_WORDS = (
    re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})\s+(?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}}),\s*(?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{_MONTH})\s+(?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(rf"(?P<month>{'|'.join(SEASONS)})(?: of)? (?P<year>\d{{3,4}})", re.IGNORECASE),
    re.compile(rf"(?:the )?(?P<month>{'|'.join(_PARTS)}) of (?P<year>\d{{3,4}})", re.IGNORECASE),
    _DECADE,
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})"),
    re.compile(r"(?P<year>\d{4})"),
)


def from_words(text: str) -> str:
    """Return EDTF for EDTF or for a plain English date.

    Read are "24 August 1949", "about August 1949", "before 1949", "after 24 August 1949",
    "1949 or later", "between 1948 and 1949", "from 1948 to 1949", "until 1949", "since 1949",
    "1949 or 1950", "spring 1949", "the first half of 1949", "the 1940s".

    Nothing is guessed: 24/8/1949 is refused. Raises ``InvalidEdtf``.
    """
    text = " ".join(re.sub(r" *\(\?\)", "?", text).split())
    try:
        return parse(text).text
    except InvalidEdtf as error:
        edtf = _range_from_words(text) or _date_from_words(text)
        if edtf is None:
            raise error
        return parse(edtf).text


def _range_from_words(text: str) -> str | None:
    if match := re.fullmatch(r"between (.+?) and (.+)|from (.+?) to (.+)", text, re.IGNORECASE):
        first, last = (_date_from_words(part) for part in match.groups() if part)
        template = "[{}..{}]" if match[1] else "{}/{}"
        return template.format(first, last) if first and last else None
    if found := side_and_date(text):
        date = _date_from_words(found[1])
        return one_sided(found[0], date) if date else None
    if match := re.fullmatch(r"(.+) or (.+)", text, re.IGNORECASE):
        last = _date_from_words(match[2])
        # Month and year, or the year, may stand at the end alone: 24 or 27 August 1949.
        rest = re.sub(r"^[0-9]+ ", "", match[2])
        wholes = (match[1], f"{match[1]} {rest}", f"{match[1]} {rest[-4:]}")
        first = next(filter(None, map(_date_from_words, wholes)), None)
        return f"[{first},{last}]" if first and last else None
    return None


def side_and_date(text: str) -> tuple[str, str] | None:
    """Split "before 1949" and "1949 or later" into one of ``SIDES`` and the date."""
    if not (found := _ONE_SIDED.fullmatch(text)):
        return None
    word, after, before, last_word = found.groups()
    return (word or last_word).lower(), after or before


def one_sided(word: str, edtf: str) -> str | None:
    """EDTF for a date and one of ``SIDES``.

    Before 1949 ends with 1948; until 1949 takes 1949 in, and so does before about 1949. None where
    the date has no ends.
    """
    date = parse(edtf)
    if date.lower is None or date.upper is None:
        return None
    # A month of another calendar is an interval, which is no member of a set.
    first, last = edtf.split("/")[0], edtf.split("/")[-1]
    if date.approximate:
        word = {"before": "earlier", "after": "later"}.get(word, word)
    mark = qualifier(uncertain=date.uncertain, approximate=False)
    return {
        "before": f"[..{iso_day(date.lower - 1)}{mark}]",
        "after": f"[{iso_day(date.upper + 1)}{mark}..]",
        "earlier": f"[..{last}]",
        "later": f"[{first}..]",
        "until": f"../{last}",
        "since": f"{first}/..",
    }[word]


def _date_from_words(text: str) -> str | None:
    plain = _PERHAPS.sub("", text, count=1) if _PERHAPS.match(text) else text
    bare = _ABOUT.sub("", plain, count=1) if _ABOUT.match(plain) else plain
    mark = qualifier(uncertain=plain != text, approximate=bare != plain)
    match = next((found for form in _IN_WORDS if (found := form.fullmatch(bare))), None)
    if match is None:
        return None
    parts = match.groupdict()
    edtf = f"{parts['year']}X" if match.re is _DECADE else parts["year"].zfill(4)
    if month := parts.get("month"):
        edtf += f"-{int(month) if month.isdigit() else _month_number(month):02}"
    if day := parts.get("day"):
        edtf += f"-{int(day):02}"
    return edtf + mark


def _month_number(name: str) -> int:
    """The number of a month, or the code of a season or another part of the year."""
    if code := (SEASONS | _PARTS).get(name.lower()):
        return code
    return next(n for n, month in enumerate(MONTHS, 1) if month[:3].lower() == name[:3].lower())
