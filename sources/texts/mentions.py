"""`@handle` in rendered text becomes the person's name: a filter over bleach's tokens.

It runs after the sanitiser, on text alone, and adds one element; what it takes from the text is
escaped by the serialiser like all text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

#: A handle as `User.handle` has it, and not the rest of an e-mail address or a path.
HANDLE = re.compile(r"(?<![A-Za-z0-9._%+/@-])@([^\W_](?:[\w.-]*[^\W_])?)")
#: In these an `@` is part of something else.
OPAQUE = frozenset({"a", "code", "pre", "kbd"})
_MENTION = re.compile(r'<span class="mention" dir="auto" title="@([^"]+)">')

_Token = dict[str, Any]


def with_mentions(source: Iterable[_Token], names: Mapping[str, str]) -> Iterator[_Token]:
    """`names` gives the display name by handle in lower case; unknown handles stay text."""
    opaque = 0
    for token in source:
        if token.get("name") in OPAQUE:
            opaque += {"StartTag": 1, "EndTag": -1}.get(token["type"], 0)
        if token["type"] == "Characters" and not opaque:
            yield from _split(token["data"], names)
        else:
            yield token


def handles_in(html: str) -> set[str]:
    """The handles, in lower case, that `with_mentions` has found. Nobody else writes so."""
    return set(_MENTION.findall(html))


def _split(text: str, names: Mapping[str, str]) -> Iterator[_Token]:
    end = 0
    for match in HANDLE.finditer(text):
        handle = match[1].lower()
        if handle not in names:
            continue
        yield _text(text[end : match.start()])
        yield from _mention(handle, names[handle])
        end = match.end()
    yield _text(text[end:])


def _mention(handle: str, name: str) -> Iterator[_Token]:
    attributes = {
        (None, "class"): "mention",
        (None, "dir"): "auto",
        (None, "title"): f"@{handle}",
    }
    yield {"type": "StartTag", "namespace": None, "name": "span", "data": attributes}
    yield _text(f"@{name}")
    yield {"type": "EndTag", "namespace": None, "name": "span"}


def _text(data: str) -> _Token:
    return {"type": "Characters", "data": data}
