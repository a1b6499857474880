"""Options: ``{"kind": "option", "option": "weather"}``, one of the question's own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from annotations.claims.values.base import (
    InvalidValue,
    QuestionKind,
    Value,
    check_keys,
    normalised,
    read_words,
)


@dataclass(frozen=True, slots=True)
class Option(Value):
    """One of the options that a question offers."""

    option: str

    kind: ClassVar[str] = "option"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        check_keys(data, ["option"])
        return cls(read_words(data, "option"))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read the option, in any case."""
        return cls.from_json({"option": text})

    def fitted(self, question: QuestionKind) -> Self:
        """Return the option as the question words it; refuse one that it does not offer."""
        offered = {normalised(option): option for option in question.options}
        if normalised(self.option) not in offered:
            choices = ", ".join(question.options) or "none yet"
            message = f'"{self.option}" is not offered; choose one of: {choices}.'
            raise InvalidValue("option", message)
        return replace(self, option=offered[normalised(self.option)])

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, "option": self.option}

    def show(self) -> str:
        """Show the option as the question words it."""
        return self.option

    @property
    def key(self) -> tuple[str, ...]:
        """The normalised option."""
        return (self.kind, normalised(self.option))

    @property
    def members(self) -> frozenset[str]:
        """The one option."""
        return frozenset([normalised(self.option)])
