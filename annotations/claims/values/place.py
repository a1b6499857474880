"""Places: ``{"kind": "place", "name": "Almaty"}``. Authorities will stand behind them."""

from typing import ClassVar

from annotations.claims.values.words import Words


class Place(Words):
    """A place by name. Whether one lies within another is not known yet."""

    __slots__ = ()

    kind: ClassVar[str] = "place"
    part: ClassVar[str] = "name"
