"""Numbers: ``{"kind": "number", "lower": "30000", "upper": "40000", "unit": "men"}``.

Amounts are decimals written as strings, so that they stay exact. An exact number has
``lower`` equal to ``upper``; null or nothing leaves an end open. ``lower_excluded`` and
``upper_excluded`` make "over" and "under" of "at least" and "at most"; ``about`` is true
for an approximate number. ``unit`` is the question's where it is left out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from annotations.claims.values.amounts import read_number, shared_factor
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
from project.people.directions import isolated

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
            raise InvalidValue("lower", _("Give at least one amount."))
        if self.lower is not None and self.upper is not None:
            # No number lies over and under the same amount.
            excluded = self.lower_excluded or self.upper_excluded
            if self.lower > self.upper or (self.lower == self.upper and excluded):
                raise InvalidValue("upper", _("Put the smaller amount first."))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        flags = ("about", "lower_excluded", "upper_excluded")
        check_keys(data, [], optional=" ".join(("lower", "upper", "unit", *flags)))
        for flag in flags:
            if not isinstance(data.get(flag, False), bool):
                raise InvalidValue(flag, _("Write true or false."))
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
        return cls.from_json(read_number(text))

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
        """Show "about 30,000 men", "between 3 and 4 km", "over 30,000"."""
        return self._worded(self._shown())

    def typed(self) -> str:
        """Give it in signs: "~30,000 men", "3 - 4 km", ">30,000"."""
        lower, upper = (f"{end:,f}" if end is not None else "" for end in (self.lower, self.upper))
        if lower == upper:
            amounts = lower
        elif self._is_range:
            amounts = f"{lower} - {upper}"
        else:
            above = f"{'>' if self.lower_excluded else '>='}{lower}" if lower else ""
            below = f"{'<' if self.upper_excluded else '<='}{upper}" if upper else ""
            amounts = f"{above} {below}".strip()
        return f"{'~' if self.about else ''}{amounts} {self.unit}".strip()

    def _worded(self, amounts: str) -> str:
        """Amounts with the unit, and "about"."""
        shown = f"{amounts} {self.unit}" if self.unit else amounts
        return pgettext("a number", "about %(number)s") % {"number": shown} if self.about else shown

    def _shown(self) -> str:
        """The amounts in words, without unit."""
        lower = "" if self.lower is None else _grouped(self.lower)
        upper = "" if self.upper is None else _grouped(self.upper)
        if self.lower == self.upper:
            return lower
        if self._is_range:
            return _("between %(lower)s and %(upper)s") % {"lower": lower, "upper": upper}
        from_told = _("over %(amount)s") if self.lower_excluded else _("at least %(amount)s")
        to_told = _("under %(amount)s") if self.upper_excluded else _("at most %(amount)s")
        bounds = [from_told % {"amount": lower}] if lower else []
        return _(" and ").join([*bounds, to_told % {"amount": upper}] if upper else bounds)

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
        """Both ends, as far as they may reach."""
        least, most = self._reach
        lower = NO_LOWER if least is None else (least, int(self.lower_excluded))
        upper = NO_UPPER if most is None else (most, -int(self.upper_excluded))
        return lower, upper

    @property
    def in_reasons(self) -> str:
        """In words; a range with a dash, since "within between 3 and 4" is hard to read."""
        if self.lower is None or self.upper is None or not self._is_range:
            return self.show()
        return self._worded(f"{_grouped(self.lower)}\N{EN DASH}{_grouped(self.upper)}")

    @property
    def note(self) -> str:
        """Say that the number is approximate, and how far it is taken to reach."""
        if not self.about:
            return ""
        lower, upper = self._reach
        reach = replace(self, lower=lower, upper=upper, unit="", about=False)
        return f"{_('approximate')} ({isolated(reach.in_reasons)})"

    @property
    def _reach(self) -> tuple[Decimal | None, Decimal | None]:
        """Both amounts; where they are approximate, so much further as `_margin` says."""
        lower, upper = self.lower, self.upper
        if self.about:
            lower = None if lower is None else lower - _margin(lower)
            upper = None if upper is None else upper + _margin(upper)
        return lower, upper

    @property
    def _is_range(self) -> bool:
        """Whether it may be said as one, which "between 30 and 40,000" would leave in doubt."""
        if self.lower is None or self.upper is None or self.lower == self.upper:
            return False
        excluded = self.lower_excluded or self.upper_excluded
        return not (excluded or shared_factor(self.lower, self.upper))


def _read_amount(data: Mapping[str, Any], key: str) -> Decimal | None:
    given = data.get(key)
    if given is None:
        return None
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given) if abs(given) < 10**MOST_DIGITS else "too long"
    if not isinstance(given, str) or not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", given):
        raise InvalidValue(
            key, _("Write the amount in digits with a point, as in “30000” or “2.5”.")
        )
    if len(given) > MOST_DIGITS:
        raise InvalidValue(key, _("Write at most %(most)s digits.") % {"most": MOST_DIGITS})
    return _plain(Decimal(given))


def _margin(amount: Decimal) -> Decimal:
    """How far an approximate amount reaches: to the next of its last digit, so that "about 24" is
    23 to 25; a round one half as far, "about 30,000" from 25,000 to 35,000, or else "about 100"
    would allow none.
    """
    unit = Decimal(1).scaleb(int(amount.normalize().as_tuple().exponent))
    return unit / 2 if unit > 1 else unit


def _plain(amount: Decimal) -> Decimal:
    """Return the one form of an amount: no trailing zeros, no exponent, no -0."""
    amount = amount.normalize() + 0
    return amount if amount.as_tuple().exponent in range(-MOST_DIGITS, 1) else amount.quantize(1)


def _grouped(amount: Decimal) -> str:
    """Write an amount with the signs of the interface's language: 30,000 or 30 000."""
    return number_format(amount, force_grouping=True)
