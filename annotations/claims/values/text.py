"""Text: ``{"kind": "text", "text": "to attend a conference"}``."""

from typing import ClassVar

from annotations.claims.values.words import Words


class Text(Words):
    """An answer in words. Only people can tell whether two wordings contradict."""

    __slots__ = ()

    kind: ClassVar[str] = "text"
    part: ClassVar[str] = "text"
    longest: ClassVar[int] = 2_000
