"""Names of people and institutions, as people write them and as CSL-JSON holds them."""

from __future__ import annotations

from typing import Any

Name = dict[str, Any]


def show_name(name: Name) -> str:
    """“van Gogh, Vincent”, “King, Martin Luther, Jr”, or the name that is in one piece."""
    if literal := name.get("literal"):
        return str(literal)
    family = _joined(name.get("non-dropping-particle"), name.get("family"))
    given = _joined(name.get("given"), name.get("dropping-particle"))
    return ", ".join(part for part in (family, given, name.get("suffix")) if part)


def full_name(name: Name) -> str:
    """“Vincent van Gogh”: as one speaks of somebody."""
    if literal := name.get("literal"):
        return str(literal)
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return _joined(*(name.get(part) for part in parts))


def read_name(line: str) -> Name | None:
    """The CSL name of a line: “Family, Given”, or in one piece where it has no comma.

    In {braces} it is in one piece whatever it holds. None for a line without a name.
    """
    line = " ".join(line.split())
    if not line.strip("{}, "):
        return None
    if line.startswith("{") and line.endswith("}"):
        return {"literal": line[1:-1].strip()}
    family, comma, given = (part.strip() for part in _western(line).partition(","))
    if not comma or not family:
        return {"literal": (family or given).strip()}
    return {"family": family, "given": given} if given else {"family": family}


def _western(line: str) -> str:
    """With the comma of Arabic and of Chinese script as the one we split at."""
    return line if "," in line else line.replace("،", ",", 1).replace("，", ",", 1)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
