"""Addresses of citations, and of searches that found nothing."""

from __future__ import annotations

from typing import Any

from project.people.permissions import Permission
from tests.project.access.table import Get, row

READ, STATE = Permission.READ, Permission.STATE_CLAIMS

GRADES = {"stance": "qualifies", "strength": "weak"}
SEARCH = {
    "searched": "Town archive, letters received",
    "sought": "Any mention of the aircraft",
    "date": "2024-05",
}


def _citing(get: Get) -> dict[str, Any]:
    return {
        "highlight": get("uncited").uid,
        "claim": get("claim").uid,
        "stance": "supports",
        "strength": "weak",
    }


def _passage(get: Get) -> dict[str, Any]:
    return {**GRADES, "highlight": get("uncited").uid}


def _source(get: Get) -> dict[str, Any]:
    return {**GRADES, "source": get("source").uid, "locator": "12"}


ROWS = [
    row(
        "annotations:cite",
        GET=(STATE, lambda get: {"highlight": get("uncited").uid}),
        POST=(STATE, _citing),
    ),
    row("annotations:cite_passage", at="claim", GET=STATE, POST=(STATE, _passage)),
    row("annotations:cite_source", at="claim", GET=STATE, POST=(STATE, _source)),
    row("annotations:cite_search", at="claim", GET=STATE, POST=(STATE, {**GRADES, **SEARCH})),
    row("annotations:find_highlights", at="claim", GET=(STATE, {"q": "airfield"})),
    row(
        "annotations:edit_citation",
        at="citation",
        GET=STATE,
        POST=(STATE, {**GRADES, "revision": 1}),
    ),
    row("annotations:delete_citation", at="citation", POST=STATE),
    row("annotations:restore_citation", at="citation", POST=STATE),
    row("annotations:search_list", GET=READ),
    row("annotations:new_search", GET=STATE, POST=(STATE, SEARCH)),
    row("annotations:search", at="search_log", GET=READ),
    row(
        "annotations:edit_search",
        at="search_log",
        GET=STATE,
        POST=(STATE, {**SEARCH, "revision": 1}),
    ),
    row("annotations:delete_search", at="search_log", POST=STATE),
    row("annotations:restore_search", at="search_log", POST=STATE),
    row("api:citation-list", GET=READ, POST=(STATE, _citing)),
    row(
        "api:citation-detail",
        at="citation",
        GET=READ,
        PATCH=(STATE, {"strength": "weak", "revision": 1}),
        DELETE=STATE,
    ),
    row("api:search-log-list", GET=READ, POST=(STATE, SEARCH)),
    row(
        "api:search-log-detail",
        at="search_log",
        GET=READ,
        PATCH=(STATE, {"limits": "Leaf 7 is missing.", "revision": 1}),
        DELETE=STATE,
    ),
]
