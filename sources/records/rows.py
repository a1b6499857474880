"""Rows in a form: names and titles that can be added, removed and put in order.

The fields of a row are called `author-0-family`; rows within a row `author-0-forms-1-text`.
Buttons called `rows` change them, with or without script: `add:author`, `up:author-1`,
`down:author-0`, `remove:author-0-forms-1`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: A row's fields by their names within it.
Row = dict[str, str]

#: The most rows of one kind that a form reads.
MOST_ROWS = 200


def rows_of(data: Mapping[str, Any], prefix: str) -> list[Row]:
    """The rows called `prefix`, in the order of their numbers."""
    pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-(.+)")
    rows: dict[int, Row] = {}
    for name in data:
        if isinstance(data[name], str) and (match := pattern.fullmatch(name)):
            rows.setdefault(int(match[1]), {})[match[2]] = data[name]
    return [rows[number] for number in sorted(rows)][:MOST_ROWS]


def flat(prefix: str, rows: list[Row]) -> Row:
    """The fields of a form for these rows: `rows_of` the other way round."""
    return {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }


def changed(data: Mapping[str, str], action: str) -> dict[str, str]:
    """The fields of a form after one of its `rows` buttons; nonsense changes nothing."""
    verb, _colon, place = action.partition(":")
    prefix, number = place, 0
    if verb != "add":
        prefix, _dash, digits = place.rpartition("-")
        number = int(digits) if digits.isdecimal() else -1
    rows = rows_of(data, prefix)
    if verb == "add":
        rows.append({"new": ""})
    elif 0 <= number < len(rows):
        _move(rows, verb, number)
    of_rows = re.compile(rf"{re.escape(prefix)}-[0-9]+-")
    others = {name: value for name, value in data.items() if not of_rows.match(name)}
    return {**others, **flat(prefix, rows)}


def _move(rows: list[Row], verb: str, number: int) -> None:
    row = rows.pop(number)
    if verb != "remove":
        rows.insert(max(number + {"up": -1, "down": 1}.get(verb, 0), 0), row)
