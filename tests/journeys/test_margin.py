"""Notes in the margin, where passages lie close together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from annotations.highlights import services as highlights
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.journeys.conftest import SignIn

NAMES = ("Qasimi", "Munonov", "Sugurbayev", "Abbasov", "Luo")
CROWDED = f"Aboard were {', '.join(NAMES)}.\n\n" + "\n\n".join(
    f"Paragraph {number} names nobody." for number in range(300)
)


@pytest.fixture
def crowded(source: Source, annotator: User) -> Text:
    text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(CROWDED),
        language="en",
        direction="ltr",
    )
    for name in (*NAMES, "Paragraph 0"):
        start = CROWDED.index(name)
        highlights.create_highlight(
            actor=annotator,
            version=text.latest,
            ranges=[(start, start + len(name))],
            comment=f"{name} is named here and nowhere else. " * 4,
        )
    return text


def spans(page: Page) -> list[tuple[float, float]]:
    """Top and bottom of every note and button in the margin, from the top."""
    boxes = [place.bounding_box() for place in page.locator("#margin > :visible").all()]
    return sorted((box["y"], box["y"] + box["height"]) for box in boxes if box)


def test_notes_that_are_close_do_not_meet(sign_in: SignIn, annotator: User, crowded: Text) -> None:
    page = sign_in(annotator)
    page.goto(crowded.get_absolute_url())
    more = page.get_by_role("button", name="more", exact=False)
    expect(more).to_have_text("4 more")
    for _ in range(2):
        places = spans(page)
        assert len(places) == 3
        assert all(above[1] <= below[0] for above, below in pairwise(places))
        # Far enough for the notes to be laid out anew on the way there and back.
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(page.locator("#margin > *")).to_have_count(0)
        page.evaluate("scrollTo(0, 0)")
        expect(more).to_have_text("4 more")
    more.click()
    expect(page.locator(".slot.active .note-comment")).to_contain_text("Munonov")
