"""Reads numbers as people type them, into the stored form of ``number``.

Read are "30,000", "30 000", "٣٠٬٠٠٠", "3万", "30 тыс.", "about 30,000", "~30,000",
"30000-40000 men", "between 30 and 40 thousand", "over 5.5", "at most 12", ">=3 <5", "12 or more",
"twenty-five", "two dozen", "более 500", "حوالي 30000", "至少30".

Nothing is guessed: "2,5" and "30.000", which mean different amounts in different countries, are
refused, and so are "17 and 18", "30-40,000", "dozens" and "many", and a unit with another number or
a sign of doubt in it, or with a word that changes the first: "17 or 18", "17 men?", "17 at least",
"30余人".
"""

import re
import unicodedata
from decimal import Decimal
from math import prod
from typing import Any

from django.utils.translation import gettext as _

from annotations.claims.values.base import InvalidValue
from project.people.directions import isolated

_DIGITS = r"[0-9]{1,3}(?:[ ,'_][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_FACTORS = {
    word: factor
    for factor, words in (
        (12, "dozen дюжина дюжины дюжин dutzend douzaines"),
        (20, "score"),
        (100, "hundred сотня сотни сотен مئة مائة hundert yüz 百"),
        (1_000, "thousand тыс тыс. тысяча тысячи тысяч tausend tsd. mille bin 千"),
        (1_000, "ألف ألفا آلاف الف الفا الاف مىڭ мың"),
        (10_000, "万 萬"),
        (1_000_000, "million млн млн. миллион миллиона миллионов مليون ملايين مىليون"),
        (100_000, "lakh lakhs"),
        (1_000_000, "mln mio mio. millionen milyon"),
        (10_000_000, "crore crores"),
        (100_000_000, "亿 億"),
        (1_000_000_000, "billion млрд млрд. миллиард миллиарда миллиардов مليار مىليارد"),
        (1_000_000_000, "bn mrd mrd. milliard milliards milliarden milyar"),
        (1_000_000_000_000, "trillion"),
    )
    for word in words.split()
}
_SPELT = "|".join(sorted((word for word in _FACTORS if len(word) > 1), key=len, reverse=True))
_FACTOR = rf"(?:{_SPELT.replace('.', '[.]')})(?:(?<=[.])|(?!\w))|[百千万萬亿億]"
_AMOUNT = rf"-?(?:{_DIGITS})(?: ?(?:{_FACTOR}))*"
# A unit starts with a letter or a sign that no amount has.
_UNIT = r"(?: ?(?P<unit>(?:[^\W\d_]|[^\s\w.,'/⁄?!+*=<>~-]).*))?"
#: Words that change an amount, wherever they stand after it.
_CHANGING = (
    "and an?|more|less|fewer|at least|at most|odd|or so|ish|plus|about|approx|approximately|circa"
    "|ca|minimum|maximum|max|estimated|maybe|perhaps|probably|possibly|if"
    "|roughly|upwards|or over|or thereabouts"
    "|лишним|небольшим|без малого|половиной|более|больше|менее|меньше|плюс|примерно"
    "|приблизительно|около|минимум|максимум|возможно|вероятно"
    "|астам|аса|артық|жуық|шақты|шамамен|мүмкін"
    "|ئارتۇق|كۆپ|يېقىن|ئەتراپىدا|نەچچە|تەخمىنەن|بەلكىم"
    "|على الأقل|على الأكثر|فما فوق|ف?أكثر|ف?أقل|تقريبا|ونيف|ربما"
    "|etwa|ungefähr|vielleicht|mindestens|höchstens|environ|peut-être|au moins|au plus"
    "|belki|kadar|küsur|fazla"
)
#: What is no unit: something that goes on after the number, a second number (but for the power
#: in m2), a sign of doubt, or a word that changes the first.
_NO_UNIT = re.compile(
    r"^e\d|^(?:and|or|oder|ou|أو|minus|times|to|st|nd|rd|th|k|ти|и|или|چە)\b|^[)\]}”»]|[?!؟+]"
    r"|(?<![^\W\d_])\d|[014-9]|\d(?=\w)"
    rf"|\b(?:{_CHANGING})\b|[余餘多几幾至到半来來許许]|出[头頭]|左右|以[上下]|上下|不等|可能",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:about|around|approximately|roughly|nearly|almost|some|circa|ca?\.?|около|примерно"
    r"|приблизительно|حوال[يى]|نحو|زهاء|تەخمىنەن|шамамен|大?[约約]|~) ?"
    r"(?=[-0-9<>≤≥]|between|from|over|under|at )|~",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:(?P<between>between )|from |)(?P<lower>{_AMOUNT})"
    rf"(?: ?- ?| to |(?(between) and |(?!)))(?P<upper>{_AMOUNT}){_UNIT}",
    re.IGNORECASE,
)
_OVER = "over|more than|above|>|более|более чем|больше|больше чем|свыше|أكثر من|اكثر من|超过|超過"
_FROM = (
    f"{_OVER}|>=|≥|at least|no less than|not less than|no fewer than"
    "|не менее|не меньше|ما لا يقل عن|لا يقل عن|至少|不少于|不少於|كەم دېگەندە|кемінде"
)
_UNDER = (
    "under|less than|fewer than|below|<|менее|менее чем|меньше|меньше чем|أقل من|اقل من|少于|少於"
)
_TO = (
    f"{_UNDER}|<=|≤|at most|up to|no more than|not more than"
    "|до|не более|не больше|ما لا يزيد عن|لا يزيد عن|至多|不超过|不超過"
)
_BOUND = re.compile(
    rf"(?P<bound>{_FROM}|{_TO}) ?(?P<amount>{_AMOUNT}){_UNIT}",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    rf"(?P<from>{_FROM}) ?(?P<lower>{_AMOUNT}),? (?:and |but |)"
    rf"(?P<to>{_TO}) ?(?P<upper>{_AMOUNT}){_UNIT}",
    re.IGNORECASE,
)
_OR_SO = re.compile(
    rf"(?P<amount>{_AMOUNT}) ?(?:(?P<more>\+|or more)|or (?:less|fewer)){_UNIT}", re.IGNORECASE
)
_EXACT = re.compile(rf"(?:exactly )?(?P<amount>{_AMOUNT}){_UNIT}", re.IGNORECASE)

#: A thousand in Arabic with the ending that is mostly left out.
_TANWIN = re.compile("(?<=[أا]لف)(?:\u064bا|ا\u064b)")
#: Signs of other scripts: minus, apostrophe, Arabic group and decimal signs.
_SIGNS = str.maketrans("−’٬٫", "-',.")
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
#: English words for the numbers up to 99.
_WORDS = {word: number for number, word in enumerate(["zero", *_ONES, *_TEENS])} | {
    f"{tens}-{ones}".removesuffix("-"): 10 * ten + one
    for ten, tens in enumerate(_TENS, 2)
    for one, ones in enumerate(["", *_ONES])
}
_ANY_WORD = "|".join(sorted(_WORDS, key=len, reverse=True)).replace("-", "[- ]")
_IN_WORDS = re.compile(
    rf"\b(?:{_ANY_WORD})\b|\ban?\b(?= (?:dozen|hundred|thousand|million|billion)\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r".*\b(?:dozens|scores|hundreds|thousands|millions|many|several|few|numerous|countless)\b.*",
    re.IGNORECASE,
)
_COMMA_AS_POINT = re.compile(r"[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4,}")
#: Read as a decimal it has zeros that nobody writes; so it may group thousands.
_POINT_AS_COMMA = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{2}0(?![0-9.])")
_POINTS_AS_COMMAS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:\.[0-9]{3}){2,}(?![0-9.])")


def read_number(text: str) -> dict[str, Any]:
    """Return the stored form of a number as typed. Raises ``InvalidValue``."""
    plain = _plain(text)
    about = _ABOUT.match(plain)
    data = _amounts(plain[about.end() :].strip() if about else plain)
    return data | {"about": True} if about else data


def _plain(text: str) -> str:
    """Return the text with Western digits, signs and spaces; 10³ is no 103."""
    if re.search("\\d[⁰¹²³⁴-⁹]", text):
        raise InvalidValue("lower", _advice())
    text = unicodedata.normalize("NFKC", text)
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    text = re.sub("[–—‐‑]", "-", " ".join(text.split()))
    text = _TANWIN.sub("ا", text.translate(_SIGNS))
    text = _IN_WORDS.sub(_word_in_digits, text)
    return _POINTS_AS_COMMAS.sub(lambda found: found[0].replace(".", ""), text)


def _word_in_digits(found: re.Match[str]) -> str:
    return str(_WORDS.get(found[0].lower().replace(" ", "-"), 1))


def _amounts(text: str) -> dict[str, Any]:
    _refuse_what_is_vague(text)
    if match := _RANGE.fullmatch(text):
        lower, upper = _range(match["lower"], match["upper"])
        return _with_unit(match, lower=lower, upper=upper)
    if match := _BOUNDS.fullmatch(text):
        lower_end = _bounded(match["from"].lower(), _amount(match["lower"]))
        upper_end = _bounded(match["to"].lower(), _amount(match["upper"]))
        return _with_unit(match, **lower_end, **upper_end)
    if match := _BOUND.fullmatch(text):
        return _with_unit(match, **_bounded(match["bound"].lower(), _amount(match["amount"])))
    if match := _OR_SO.fullmatch(text):
        return _with_unit(
            match, **{"lower" if match["more"] else "upper": _amount(match["amount"])}
        )
    if match := _EXACT.fullmatch(text):
        amount = _amount(match["amount"])
        return _with_unit(match, lower=amount, upper=amount)
    raise InvalidValue("lower", _advice())


def _refuse_what_is_vague(text: str) -> None:
    if _COMMA_AS_POINT.search(text):
        told = _("Write a decimal point, as in “2.5”; a comma groups thousands.")
        raise InvalidValue("lower", told)
    if found := _POINT_AS_COMMA.search(text):
        thousands, decimal = found[0].replace(".", ","), Decimal(found[0]).normalize()
        raise _two_ways(found[0], thousands, f"{decimal:f}")
    if _VAGUE.fullmatch(text):
        told = _("“%s” is no number; write what you take it for, as in “about 30,000” or “24-99”.")
        raise InvalidValue("lower", told % text)


def _range(lower: str, upper: str) -> tuple[str, str]:
    """Read "30 to 40 thousand" as 30,000 to 40,000, but "500 to 1 thousand" as it stands."""
    (least, least_factor), (most, most_factor) = _parts(lower), _parts(upper)
    if least_factor == most_factor == 1 and (factor := shared_factor(least, most)):
        raise _two_ways(
            f"{lower}-{upper}", f"{least * factor:,f}-{most:,f}", f">={least:,f} <={most:,f}"
        )
    if least_factor == 1 and least <= most:
        least_factor = most_factor
    return f"{least * least_factor:f}", f"{most * most_factor:f}"


def shared_factor(lower: Decimal, upper: Decimal) -> int:
    """What both ends may be counted in: thousands in "30-40,000", hundreds in "2-300"; or 0."""
    for factor, most in ((100, 10), (1_000, 1_000)):
        if upper % factor == 0 and 0 < lower < upper / factor < most:
            return factor
    return 0


def _two_ways(written: str, one: str, other: str) -> InvalidValue:
    told = _("“%(amount)s” can be read in two ways; write %(thousands)s or %(decimal)s.")
    names = {"amount": written, "thousands": isolated(one), "decimal": isolated(other)}
    return InvalidValue("lower", told % names)


def _bounded(word: str, amount: str) -> dict[str, Any]:
    if word in _OVER.split("|"):
        return {"lower": amount, "lower_excluded": True}
    if word in _UNDER.split("|"):
        return {"upper": amount, "upper_excluded": True}
    return {"lower": amount} if word in _FROM.split("|") else {"upper": amount}


def _with_unit(match: re.Match[str], **data: Any) -> dict[str, Any]:
    if match["unit"] and _NO_UNIT.search(match["unit"]):
        raise InvalidValue("lower", _advice())
    return data | {"unit": match["unit"]} if match["unit"] else data


def _amount(text: str) -> str:
    number, factor = _parts(text)
    return f"{number * factor:f}"


def _parts(text: str) -> tuple[Decimal, int]:
    """Return the digits and what they are multiplied by: 2千万 is 2 times 1,000 times 10,000."""
    found = re.fullmatch(r"(-?[0-9.]+)(\D*)", re.sub("[ ,'_]", "", text).lower())
    if found is None:
        raise InvalidValue("lower", _advice())
    factors = re.findall(f"{_SPELT}|[百千万萬亿億]", found[2])
    return Decimal(found[1]), prod(_FACTORS[factor] for factor in factors)


def _advice() -> str:
    return _("Write a number, as in “30,000”, “about 30,000”, “30000-40000”, “over 2.5 km”.")
