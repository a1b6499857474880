"""Numbers: ``{"kind": "number", "lower": "30000", "upper": "40000", "unit": "men"}``.

Amounts are decimals written as strings, so that they stay exact. An exact number has
``lower`` equal to ``upper``; null or nothing leaves an end open. ``lower_excluded`` and
``upper_excluded`` make "over" and "under" of "at least" and "at most"; ``about`` is true
for an approximate number. ``unit`` is the question's where it is left out.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from annotations.claims.values.base import (
    NO_LOWER,
    NO_UPPER,
    Edge,
    InvalidValue,
    QuestionKind,
    Value,
    check_keys,
    normalised,
    read_string,
)

#: Characters that an amount may have; Python's decimals count exactly up to 28 digits.
MOST_DIGITS = 28


@dataclass(frozen=True, slots=True)
class Number(Value):
    """An amount or a range of amounts, with its unit."""

    lower: Decimal | None
    upper: Decimal | None
    unit: str = ""
    about: bool = False
    lower_excluded: bool = False
    upper_excluded: bool = False

    kind: ClassVar[str] = "number"

    def __post_init__(self) -> None:
        if self.lower is None and self.upper is None:
            raise InvalidValue("lower", "Give at least one amount.")
        if self.lower is not None and self.upper is not None:
            if self.lower > self.upper:
                raise InvalidValue("upper", "Put the smaller amount first.")
            if self.lower == self.upper and (self.lower_excluded or self.upper_excluded):
                raise InvalidValue("upper", "No number lies over and under the same amount.")

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        flags = ("about", "lower_excluded", "upper_excluded")
        check_keys(data, [], optional=" ".join(("lower", "upper", "unit", *flags)))
        for flag in flags:
            if not isinstance(data.get(flag, False), bool):
                raise InvalidValue(flag, "Write true or false.")
        unit = read_string(data, "unit", longest=40)
        return cls(
            _read_amount(data, "lower"),
            _read_amount(data, "upper"),
            unit,
            **{flag: data.get(flag, False) for flag in flags},
        )

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read "30,000", "about 30,000", "30000-40000 men", "over 5.5", "at most 12"."""
        return cls.from_json(_typed(text))

    def fitted(self, question: QuestionKind) -> Self:
        """Take the question's unit where none is given, or where it is the same one."""
        same = normalised(self.unit) in ("", normalised(question.unit))
        return replace(self, unit=question.unit) if same else self

    def to_json(self) -> dict[str, Any]:
        """Give the stored form, without what is not set."""
        data: dict[str, Any] = {
            "kind": self.kind,
            "lower": None if self.lower is None else f"{self.lower:f}",
            "upper": None if self.upper is None else f"{self.upper:f}",
            "unit": self.unit,
        }
        for flag in ("about", "lower_excluded", "upper_excluded"):
            if getattr(self, flag):
                data[flag] = True
        return data

    def show(self) -> str:
        """Show "about 30,000 men", "between 3 and 4 km", "over 30,000"; it can be typed so."""
        about = "about " if self.about else ""
        unit = f" {self.unit}" if self.unit else ""
        if self.lower == self.upper:
            return f"{about}{self.lower:,f}{unit}"
        half_open = self.lower_excluded or self.upper_excluded
        if self.lower is not None and self.upper is not None and not half_open:
            return f"{about}between {self.lower:,f} and {self.upper:,f}{unit}"
        bounds = []
        if self.lower is not None:
            bounds.append(f"{'over' if self.lower_excluded else 'at least'} {self.lower:,f}")
        if self.upper is not None:
            bounds.append(f"{'under' if self.upper_excluded else 'at most'} {self.upper:,f}")
        return f"{about}{' and '.join(bounds)}{unit}"

    @property
    def key(self) -> tuple[str, ...]:
        """Everything that is stored, with the unit normalised."""
        flags = f"{self.about:d}{self.lower_excluded:d}{self.upper_excluded:d}"
        return (*self.scale, str(self.lower), str(self.upper), flags)

    @property
    def scale(self) -> tuple[str, ...]:
        """Numbers are compared within one unit."""
        return (self.kind, normalised(self.unit))

    @property
    def span(self) -> tuple[Edge, Edge]:
        """Both ends; an approximate one reaches half a unit of its last counted digit further.

        So "about 30,000" reaches from 25,000 to 35,000, "about 1,250" from 1,245 to 1,255.
        """
        lower, upper = NO_LOWER, NO_UPPER
        if self.lower is not None:
            lower = (self.lower - self._margin(self.lower), int(self.lower_excluded))
        if self.upper is not None:
            upper = (self.upper + self._margin(self.upper), -int(self.upper_excluded))
        return lower, upper

    @property
    def note(self) -> str:
        """Say that the number is approximate."""
        return "approximate" if self.about else ""

    def _margin(self, amount: Decimal) -> Decimal:
        if not self.about:
            return Decimal(0)
        exponent = amount.normalize().as_tuple().exponent
        return Decimal(1).scaleb(int(exponent)) / 2


def _read_amount(data: Mapping[str, Any], key: str) -> Decimal | None:
    given = data.get(key)
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given) if abs(given) < 10**MOST_DIGITS else "too long"
    if not isinstance(given, str) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", given):
        raise InvalidValue(key, 'Write the amount in digits with a point, as in "30000" or "2.5".')
    if len(given) > MOST_DIGITS:
        raise InvalidValue(key, f"Write at most {MOST_DIGITS} digits.")
    return _plain(Decimal(given))


def _plain(amount: Decimal) -> Decimal:
    """Return the one form of an amount: no trailing zeros, no exponent, no -0."""
    amount = amount.normalize() + 0
    return amount if amount.as_tuple().exponent in range(-MOST_DIGITS, 1) else amount.quantize(1)


# --- what people type ---------------------------------------------------------------

_DIGITS = r"[0-9]{1,3}(?:[ ,'_][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_AMOUNT = rf"-?(?:{_DIGITS})(?: ?(?:thousand|million|billion)\b)?"
# A unit starts with a letter or a sign that no amount has.
_UNIT = r"(?: ?(?P<unit>(?:[^\W\d_]|[^\s\w.,'/-]).*))?"
_ABOUT = re.compile(
    r"(?:about|around|approximately|some|circa|ca?\.?|~) ?(?=[-0-9<>≤≥]|between|over|under|at )|~",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?:between |from )?(?P<lower>{_AMOUNT})(?: ?- ?| to | and )(?P<upper>{_AMOUNT}){_UNIT}",
    re.IGNORECASE,
)
_FROM = "over|more than|above|>=?|≥|at least"
_TO = "under|less than|fewer than|below|<=?|≤|at most|up to"
_BOUND = re.compile(
    rf"(?P<bound>{_FROM}|{_TO}) ?(?P<amount>{_AMOUNT}){_UNIT}",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    rf"(?P<from>{_FROM}) ?(?P<lower>{_AMOUNT}),? (?:and|but) "
    rf"(?P<to>{_TO}) ?(?P<upper>{_AMOUNT}){_UNIT}",
    re.IGNORECASE,
)
_EXACT = re.compile(rf"(?P<amount>{_AMOUNT}){_UNIT}", re.IGNORECASE)
_FACTORS = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ADVICE = 'Write a number, as in "30,000", "about 30,000", "30000-40000", "over 2.5 km".'


def _typed(text: str) -> dict[str, Any]:
    """Return the stored form of a number as typed."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = re.sub("[–—‐‑]", "-", plain).replace("−", "-").replace("’", "'")
    about = _ABOUT.match(plain)
    data = _typed_amounts(plain[about.end() :].strip() if about else plain)
    return data | {"about": True} if about else data


def _typed_amounts(text: str) -> dict[str, Any]:
    if re.search(r"[0-9],[0-9]{1,2}(?![0-9])|[0-9],[0-9]{4,}", text):
        raise InvalidValue("lower", 'Write a decimal point, as in "2.5"; a comma groups thousands.')
    if match := _RANGE.fullmatch(text):
        return _with_unit(match, lower=_amount(match["lower"]), upper=_amount(match["upper"]))
    if match := _BOUNDS.fullmatch(text):
        lower = _bounded(match["from"].lower(), _amount(match["lower"]))
        return _with_unit(match, **lower, **_bounded(match["to"].lower(), _amount(match["upper"])))
    if match := _BOUND.fullmatch(text):
        return _with_unit(match, **_bounded(match["bound"].lower(), _amount(match["amount"])))
    if match := _EXACT.fullmatch(text):
        amount = _amount(match["amount"])
        return _with_unit(match, lower=amount, upper=amount)
    raise InvalidValue("lower", _ADVICE)


def _bounded(word: str, amount: str) -> dict[str, Any]:
    if word in ("over", "more than", "above", ">"):
        return {"lower": amount, "lower_excluded": True}
    if word in ("under", "less than", "fewer than", "below", "<"):
        return {"upper": amount, "upper_excluded": True}
    return {"lower": amount} if word in ("at least", ">=", "≥") else {"upper": amount}


def _with_unit(match: re.Match[str], **data: Any) -> dict[str, Any]:
    return data | {"unit": match["unit"]} if match["unit"] else data


def _amount(text: str) -> str:
    digits, _, word = re.sub(r"(?<=[0-9])[ ,'_](?=[0-9])", "", text).partition(" ")
    found = re.fullmatch(r"(-?[0-9.]+)([a-z]*)", (digits + word).lower())
    if found is None:
        raise InvalidValue("lower", _ADVICE)
    return f"{Decimal(found[1]) * _FACTORS.get(found[2], 1):f}"
