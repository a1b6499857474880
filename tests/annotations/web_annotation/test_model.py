from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from annotations.web_annotation.model import (
    CONTEXT,
    Note,
    Target,
    Version,
    annotation,
    collection,
    timestamp,
)

UID = UUID("01900000-0000-7000-8000-000000000001")
VERSION = Version(
    uid=UUID("01900000-0000-7000-8000-000000000002"),
    created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    sha256="ab" * 32,
    language="ug",
    direction="rtl",
)
TARGET = Target(version=VERSION, start=3, end=7, exact="exac", prefix="pre", suffix="post")
NOTE = Note(
    uid=UID,
    created=datetime(2026, 1, 3, tzinfo=UTC),
    creator="Annotator",
    targets=[TARGET],
    comment="The *date*.",
    tags=["departure"],
)


def test_the_whole_annotation() -> None:
    assert annotation(NOTE) == {
        "id": f"urn:uuid:{UID}",
        "type": "Annotation",
        "motivation": "commenting",
        "created": "2026-01-03T00:00:00Z",
        "creator": {"type": "Person", "nickname": "Annotator"},
        "body": [
            {
                "type": "TextualBody",
                "value": "The *date*.",
                "format": "text/markdown",
                "purpose": "commenting",
            },
            {
                "type": "TextualBody",
                "value": "departure",
                "format": "text/plain",
                "purpose": "tagging",
            },
        ],
        "target": [
            {
                "type": "SpecificResource",
                "source": {
                    "id": f"urn:uuid:{VERSION.uid}",
                    "type": "Text",
                    "format": "text/plain",
                    "language": "ug",
                    "textDirection": "rtl",
                    "schema:sha256": "ab" * 32,
                },
                "state": {"type": "TimeState", "sourceDate": "2026-01-02T03:04:05Z"},
                "selector": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": "exac",
                        "prefix": "pre",
                        "suffix": "post",
                    },
                    {"type": "TextPositionSelector", "start": 3, "end": 7},
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("comment", "tags", "motivation", "bodies"),
    [
        ("Why?", [], "commenting", 1),
        ("Why?", ["a", "b"], "commenting", 3),
        ("", ["a"], "tagging", 1),
        ("", [], "highlighting", None),
    ],
)
def test_motivation_and_bodies(
    comment: str, tags: list[str], motivation: str, bodies: int | None
) -> None:
    made = annotation(replace(NOTE, comment=comment, tags=tags))
    assert made["motivation"] == motivation
    assert len(made["body"]) == bodies if bodies else "body" not in made
    assert "bodyValue" not in made


def test_each_passage_is_a_target() -> None:
    made = annotation(replace(NOTE, targets=[TARGET, replace(TARGET, start=9, end=12)]))
    starts = [target["selector"][1]["start"] for target in made["target"]]
    assert starts == [3, 9]


def test_a_collection_of_one_page() -> None:
    made = collection(UID, "The crash", [NOTE, NOTE])
    assert made["@context"] == CONTEXT
    assert (made["type"], made["label"], made["total"]) == ("AnnotationCollection", "The crash", 2)
    page = made["first"]
    assert (page["type"], page["startIndex"]) == ("AnnotationPage", 0)
    assert page["items"] == [annotation(NOTE)] * 2
    assert len({made["id"], page["id"], f"urn:uuid:{UID}"}) == 3


def test_an_empty_collection_has_no_page() -> None:
    made = collection(UID, "The crash", [])
    assert made["total"] == 0
    assert "first" not in made


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(1949, 8, 24, tzinfo=UTC), "1949-08-24T00:00:00Z"),
        (datetime(2026, 1, 2, 3, 4, 5, 67, tzinfo=UTC), "2026-01-02T03:04:05.000067Z"),
        (datetime(2026, 1, 2, 3, tzinfo=timezone(timedelta(hours=6))), "2026-01-01T21:00:00Z"),
    ],
)
def test_timestamps_are_utc_and_end_in_z(moment: datetime, written: str) -> None:
    assert timestamp(moment) == written
