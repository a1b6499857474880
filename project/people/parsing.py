"""JSON from outside, refused early where the database could not keep it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

#: Objects and lists inside each other, at most.
DEEPEST = 40
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class StrictJSONParser(JSONParser):
    """UTF-8 JSON without NUL characters, lone surrogates, infinite numbers or deep nesting.

    PostgreSQL refuses these, and Python's recursion the last, each in its own way and late.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Raises ParseError."""
        try:
            # RFC 8259: JSON between systems is UTF-8, whatever a charset parameter says.
            data = super().parse(
                stream, media_type, {**(parser_context or {}), "encoding": "utf-8"}
            )
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        for value in _scalars(data):
            _check(value)
        return data


def _scalars(data: Any) -> Iterator[Any]:
    """Every key and every value that is neither object nor list."""
    level = [data]
    for _depth in range(DEEPEST + 1):
        deeper: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                yield from value
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            else:
                yield value
        level = deeper
    if level:
        raise ParseError(_("The JSON is nested too deeply."))


def _check(value: Any) -> None:
    if isinstance(value, str) and _NOT_STORABLE.search(value):
        raise ParseError(_("A string holds a NUL character or half of a surrogate pair."))
    if isinstance(value, float) and not math.isfinite(value):
        raise ParseError(_("A number is too large."))
