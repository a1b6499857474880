"""Highlights as W3C Web Annotations: plain data in, JSON-LD out. Pure: no ORM.

Source: the W3C Recommendation "Web Annotation Data Model" of 23 February 2017. Identities
are `urn:uuid:`, never an address, so that a file means the same wherever it lies. Positions
are Unicode code points of the text without markup, as the Recommendation has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """The state of a text that a passage lies in; `sha256` is of its content in UTF-8."""

    uid: UUID
    created: datetime
    sha256: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Target:
    """One passage: `start` and `end` in code points of the version's content."""

    version: Version
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Note:
    """A highlight: its passages, and what somebody wrote to it. `comment` is Markdown."""

    uid: UUID
    created: datetime
    creator: str
    targets: Sequence[Target]
    comment: str = ""
    tags: Sequence[str] = ()


def urn(uid: UUID) -> str:
    """The identity of a thing in files."""
    return f"urn:uuid:{uid}"


def timestamp(moment: datetime) -> str:
    """An aware moment as xsd:dateTime in UTC, ending in Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def annotation(note: Note) -> Json:
    """One annotation, without `@context`. Who made it is a name and no more."""
    bodies = [*_comment(note.comment), *map(_tag, note.tags)]
    made: Json = {
        "id": urn(note.uid),
        "type": "Annotation",
        "motivation": _motivation(note),
        "created": timestamp(note.created),
        "creator": {"type": "Person", "nickname": note.creator},
    }
    if bodies:
        made["body"] = bodies
    return made | {"target": [_target(target) for target in note.targets]}


def collection(uid: UUID, label: str, notes: Sequence[Note]) -> Json:
    """An AnnotationCollection of one page. Its identity, and the page's, derive from `uid`."""
    made: Json = {
        "@context": CONTEXT,
        "id": urn(uuid5(uid, "highlights")),
        "type": "AnnotationCollection",
        "label": label,
        "total": len(notes),
    }
    if notes:  # An empty collection has no page.
        made["first"] = {
            "id": urn(uuid5(uid, "highlights, page 1")),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [annotation(note) for note in notes],
        }
    return made


def _motivation(note: Note) -> str:
    if note.comment:
        return "commenting"
    return "tagging" if note.tags else "highlighting"


def _comment(comment: str) -> list[Json]:
    return [_body(comment, "text/markdown", "commenting")] if comment else []


def _tag(name: str) -> Json:
    return _body(name, "text/plain", "tagging")


def _body(value: str, media_type: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": media_type, "purpose": purpose}


def _target(target: Target) -> Json:
    version = target.version
    return {
        "type": "SpecificResource",
        "source": {
            "id": urn(version.uid),
            "type": "Text",
            "format": "text/plain",
            "language": version.language,
            "textDirection": version.direction,
            "schema:sha256": version.sha256,
        },
        "state": {"type": "TimeState", "sourceDate": timestamp(version.created)},
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": target.exact,
                "prefix": target.prefix,
                "suffix": target.suffix,
            },
            {"type": "TextPositionSelector", "start": target.start, "end": target.end},
        ],
    }
