"""Time zones as people choose them."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

#: Names that say where one is begin with one of these; the others are abbreviations and aliases.
REGIONS = frozenset(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
)


@cache
def names() -> tuple[str, ...]:
    """IANA names such as `Asia/Almaty`, and UTC."""
    places = (name for name in available_timezones() if name.partition("/")[0] in REGIONS)
    return ("UTC", *sorted(places))


def by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """The places as grouped choices: `("Asia", [("Asia/Almaty", "Almaty"), …])`."""
    grouped = groupby(names()[1:], key=lambda name: name.partition("/")[0])
    return [(region, [(name, _place(name)) for name in group]) for region, group in grouped]


def _place(name: str) -> str:
    *around, place = name.split("/")[1:]
    return f"{place} ({around[0]})".replace("_", " ") if around else place.replace("_", " ")
