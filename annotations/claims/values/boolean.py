"""Yes or no: ``{"kind": "boolean", "answer": true}``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.utils.translation import gettext as _

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
            raise InvalidValue("answer", _("Write true or false."))
        return cls(data["answer"])

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Read "yes" or "no", in English or the language of the interface."""
        word = normalised(text)
        shown = {normalised(cls(answer).show()): answer for answer in (True, False)}
        answer = (shown | _WORDS).get(word)
        if answer is None:
            raise InvalidValue("answer", _("Write “yes” or “no”."))
        return cls(answer)

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, "answer": self.answer}

    def show(self) -> str:
        """Show "yes" or "no"."""
        return _("yes") if self.answer else _("no")

    def typed(self) -> str:
        """Give the English word."""
        return "yes" if self.answer else "no"

    @property
    def key(self) -> tuple[str, ...]:
        """The answer."""
        return (self.kind, self.typed())

    @property
    def members(self) -> frozenset[str]:
        """The answer as a name."""
        return frozenset([self.typed()])
