"""What kinds of value share that are one string: a wording, a name, an option."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from annotations.claims.values.base import Value, check_keys, normalised, read_words


@dataclass(frozen=True, slots=True)
class Words(Value):
    """One string, which the stored form has under the key ``part``."""

    words: str

    part: ClassVar[str]
    #: Characters.
    longest: ClassVar[int] = 300

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        check_keys(data, [cls.part])
        return cls(read_words(data, cls.part, longest=cls.longest))

    @classmethod
    def from_input(cls, text: str) -> Self:
        """Take the text as it is."""
        return cls.from_json({cls.part: text})

    def to_json(self) -> dict[str, Any]:
        """Give the stored form."""
        return {"kind": self.kind, self.part: self.words}

    def show(self) -> str:
        """Show the string itself."""
        return self.words

    @property
    def key(self) -> tuple[str, ...]:
        """The normalised string."""
        return (self.kind, normalised(self.words))

    @property
    def members(self) -> frozenset[str]:
        """The string as one name."""
        return frozenset([normalised(self.words)])
