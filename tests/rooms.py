"""The rooms of the API as tables: what is in each, how one is made and changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from project.people.models import Workspace
from sources.records.models import Source
from sources.records.services import create_source
from sources.texts.models import Text
from sources.texts.services import create_text
from sources.texts.structure import from_plain

Fixtures = Callable[[str], Any]


def at(workspace: Workspace, *parts: object) -> str:
    """The API's address of something in a workspace."""
    return "/".join(["/api/v1/workspaces", str(workspace.uid), *map(str, parts), ""])


@dataclass(frozen=True)
class Room:
    """One kind of row. `new` gives a body to post, `change` one to patch."""

    name: str
    fixture: str
    new: Callable[[Fixtures], dict[str, Any]]
    change: dict[str, Any] | None = None

    def __str__(self) -> str:
        return self.name


def _highlight(get: Fixtures) -> dict[str, Any]:
    return {"version": get("text").latest.uid, "ranges": [[4, 12]], "exact": ["aircraft"]}


def _citation(get: Fixtures) -> dict[str, Any]:
    other = get("make_highlight")("Nobody")
    return {"claim": get("claim").uid, "highlight": other.uid, "stance": "contradicts"}


def _another_source(get: Fixtures) -> Source:
    return create_source(
        actor=get("annotator"),
        workspace=get("workspace"),
        csl={"type": "book", "title": "Diary"},
    )


def _third_text(get: Fixtures) -> Text:
    return create_text(
        actor=get("annotator"),
        source=get("source"),
        document=from_plain("Other words."),
        language="en",
        direction="ltr",
    )


ROOMS = (
    Room(
        "sources",
        "source",
        lambda _: {"csl": {"type": "book", "title": "Lake Baikal"}},
        {"date": "1950"},
    ),
    Room(
        "texts",
        "text",
        lambda get: {
            "source": get("source").uid,
            "language": "ug-Arab",
            "direction": "rtl",
            "content": "ئايروپىلان",
        },
        {"title": "Another title"},
    ),
    Room(
        "text-relations",
        "text_relation",
        lambda get: {
            "text": get("text").uid,
            "original": _third_text(get).uid,
            "kind": "edition",
        },
        {"kind": "edition"},
    ),
    Room("highlights", "highlight", _highlight, {"comment": "Other words.", "revision": 1}),
    Room(
        "replies",
        "reply",
        lambda get: {"highlight": get("highlight").uid, "body": "Is that so?"},
        {"body": "Other words.", "revision": 1},
    ),
    Room(
        "authorities",
        "authority",
        lambda _: {"kind": "person", "name": "Ahmetjan Qasimi"},
        {"description": "A city.", "revision": 1},
    ),
    Room(
        "derivations",
        "derivation",
        lambda get: {
            "source": get("source").uid,
            "origin": _another_source(get).uid,
            "kind": "summary",
        },
        {"certainty": "possible", "revision": 1},
    ),
    Room("claims", "claim", lambda _: {"statement": "It rained."}, {"statement": "It snowed."}),
    Room("citations", "citation", _citation, {"strength": "weak", "revision": 1}),
    Room(
        "search-logs",
        "search_log",
        lambda _: {"searched": "Town archive", "sought": "Any mention", "date": "2024"},
        {"limits": "Leaf 7 is missing.", "revision": 1},
    ),
    Room("disputes", "dispute", lambda _: {"title": "Another"}, {"description": "Unresolved."}),
    Room(
        "questions",
        "question",
        lambda get: {"dispute": get("dispute").uid, "wording": "Why?", "kind": "text"},
        {"wording": "When, by local time?"},
    ),
    Room(
        "accounts",
        "account",
        lambda get: {"dispute": get("dispute").uid, "title": "Rumour"},
        {"holders": "Nobody in particular"},
    ),
)
WRITABLE = [room for room in ROOMS if room.change]

every_room = pytest.mark.parametrize("room", ROOMS, ids=str)
every_writable_room = pytest.mark.parametrize("room", WRITABLE, ids=str)
