"""Text: ``{"kind": "text", "text": "to attend a conference"}``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from annotations.claims.values.base import Value, check_keys, normalised, read_words


@dataclass(frozen=True, slots=True)
class Text(Value):
    """An answer in words. Only people can tell whether two wordings contradict."""

    text: str

    kind: ClassVar[str] = "text"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        check_keys(data, ["text"])
        return cls(read_words(data, "text", longest=2_000))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Take the text as it is."""
        return cls.from_json({"text": text})

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, "text": self.text}

    def show(self) -> str:
        """Show the text itself."""
        return self.text

    @property
    def key(self) -> tuple[str, ...]:
        """The normalised wording."""
        return (self.kind, normalised(self.text))

    @property
    def members(self) -> frozenset[str]:
        """The wording as one name."""
        return frozenset([normalised(self.text)])
