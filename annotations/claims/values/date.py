"""Dates: ``{"kind": "date", "edtf": "1949-08-24", "verbatim": "the 24th of August"}``.

``verbatim``, the wording of the source, may be left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from annotations.claims.values.base import (
    NO_LOWER,
    NO_UPPER,
    Edge,
    InvalidValue,
    Value,
    check_keys,
    read_string,
    read_words,
)
from sources.records.edtf import EdtfDate, InvalidEdtf, from_words, parse, show


@dataclass(frozen=True, slots=True)
class Date(Value):
    """A date in EDTF, with the wording it was read from."""

    edtf: str
    verbatim: str = ""

    kind: ClassVar[str] = "date"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form; "edtf" must be valid as it stands."""
        check_keys(data, ["edtf"], optional="verbatim")
        text = read_words(data, "edtf", longest=1_000)
        try:
            parse(text)
        except InvalidEdtf as error:
            raise InvalidValue("edtf", error.reason) from error
        return cls(text, read_string(data, "verbatim", longest=500))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read EDTF or a plain English date, whose wording is kept as ``verbatim``."""
        typed = text.strip()
        try:
            found = from_words(typed)
        except InvalidEdtf as error:
            raise InvalidValue("edtf", error.reason) from error
        data = {"edtf": found, "verbatim": "" if typed == found else typed}
        return cls.from_json(data)

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        data = {"kind": self.kind, "edtf": self.edtf}
        return data | {"verbatim": self.verbatim} if self.verbatim else data

    def show(self) -> str:
        """Show the date in words; the wording of the source is not part of it."""
        return show(self.edtf)

    @property
    def parsed(self) -> EdtfDate:
        """The date with its bounds as day numbers."""
        return parse(self.edtf)

    @property
    def key(self) -> tuple[str, ...]:
        """The EDTF string."""
        return (self.kind, self.edtf.replace(" ", ""))

    @property
    def span(self) -> tuple[Edge, Edge]:
        """The days that the date allows, widened where it is approximate."""
        date = self.parsed
        lower = NO_LOWER if date.near_lower is None else (date.near_lower, 0)
        upper = NO_UPPER if date.near_upper is None else (date.near_upper, 0)
        return lower, upper

    @property
    def has_gaps(self) -> bool:
        """Whether days within the bounds are left out."""
        return not self.parsed.contiguous

    @property
    def in_reasons(self) -> str:
        """The EDTF string, which is exact."""
        return self.edtf

    @property
    def note(self) -> str:
        """Say what makes a comparison of bounds less than certain."""
        date = self.parsed
        remarks = {
            "uncertain": date.uncertain,
            "approximate": date.approximate,
            "only some of the days in between": not date.contiguous,
        }
        return ", ".join(remark for remark, holds in remarks.items() if holds)
