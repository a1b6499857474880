"""Yes or no: ``{"kind": "boolean", "answer": true}``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from annotations.claims.values.base import InvalidValue, Value, check_keys, normalised

_WORDS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class Boolean(Value):
    """A yes or a no."""

    answer: bool

    kind: ClassVar[str] = "boolean"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form; a JSON boolean and nothing like it."""
        check_keys(data, ["answer"])
        if not isinstance(data["answer"], bool):
            raise InvalidValue("answer", "Write true or false.")
        return cls(data["answer"])

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read "yes" or "no"."""
        answer = _WORDS.get(normalised(text))
        if answer is None:
            raise InvalidValue("answer", 'Write "yes" or "no".')
        return cls(answer)

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, "answer": self.answer}

    def show(self) -> str:
        """Show "yes" or "no"."""
        return "yes" if self.answer else "no"

    @property
    def key(self) -> tuple[str, ...]:
        """The answer."""
        return (self.kind, self.show())

    @property
    def members(self) -> frozenset[str]:
        """The answer as a name."""
        return frozenset([self.show()])
