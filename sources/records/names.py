"""Names of people and institutions, as a form writes them and as CSL-JSON holds them.

One name a line: “Family, Given”. A line without a comma, or anything in braces, is a name in
one piece (CSL's `literal`), such as an institution.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Name = dict[str, Any]


def show_name(name: Name) -> str:
    """The line that stands for a CSL name in a form."""
    if literal := name.get("literal"):
        return f"{{{literal}}}" if "," in literal else str(literal)
    particle = name.get("non-dropping-particle") or name.get("dropping-particle")
    family = " ".join(part for part in (particle, name.get("family")) if part)
    return f"{family}, {name['given']}" if name.get("given") else family


def show_names(names: Sequence[Name]) -> str:
    """One line a name."""
    return "\n".join(show_name(name) for name in names)


def read_names(text: str, before: Sequence[Name] = ()) -> list[Name]:
    """The CSL names of a form's lines.

    A line that reads as a name in `before` gives that name back whole, so that particles and
    suffixes, which a line does not tell apart, survive an edit.
    """
    known = {show_name(name): name for name in before}
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [known.get(line) or _read_name(line) for line in lines if line.strip("{}, ")]


def _read_name(line: str) -> Name:
    if line.startswith("{") and line.endswith("}"):
        return {"literal": line[1:-1].strip()}
    family, comma, given = (part.strip() for part in line.partition(","))
    if not comma or not family:
        return {"literal": (family or given).strip()}
    return {"family": family, "given": given} if given else {"family": family}
