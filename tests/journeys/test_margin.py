"""Notes beside their passages: close together in the margin, and in the sheet of a phone."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from annotations.highlights import services as highlights
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.journeys.conftest import SignIn
from tests.journeys.steps import wait_until

NAMES = ("Qasimi", "Munonov", "Sugurbayev", "Abbasov", "Luo")
CROWDED = f"Aboard were {', '.join(NAMES)}.\n\n" + "\n\n".join(
    f"Paragraph {number} names nobody." for number in range(300)
)


@pytest.fixture
def crowded(source: Source, annotator: User) -> Text:
    return texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(CROWDED),
        language="en",
        direction="ltr",
    )


def mark(text: Text, actor: User, *names: str) -> None:
    """Highlight each name where it first stands, with a comment of some lines."""
    for name in names:
        start = CROWDED.index(name)
        highlights.create_highlight(
            actor=actor,
            version=text.latest,
            ranges=[(start, start + len(name))],
            comment=f"{name} is named here and nowhere else. " * 4,
        )


def spans(page: Page) -> list[tuple[float, float]]:
    """Top and bottom of every note and button in the margin, from the top."""
    boxes = [place.bounding_box() for place in page.locator("#margin > :visible").all()]
    return sorted((box["y"], box["y"] + box["height"]) for box in boxes if box)


def test_notes_that_are_close_do_not_meet(sign_in: SignIn, annotator: User, crowded: Text) -> None:
    mark(crowded, annotator, *NAMES, "Paragraph 0")
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

    # A click leaves a selection, which a change of the window's size must not draw as a caret.
    page.get_by_text("Paragraph 1 names nobody.").click()
    page.set_viewport_size({"width": 1100, "height": 700})
    page.wait_for_function("innerWidth === 1100")
    expect(page.locator(".caret")).to_be_hidden()


def test_the_sheet_does_not_cover_its_passage(
    sign_in: SignIn, annotator: User, crowded: Text
) -> None:
    paragraphs = [f"Paragraph {number} names nobody." for number in range(2, 12)]
    mark(crowded, annotator, *paragraphs)
    page = sign_in(annotator)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(crowded.get_absolute_url())
    sheet = page.get_by_role("dialog", name="Note")
    for paragraph in paragraphs:
        page.keyboard.press("j")
        expect(sheet).to_contain_text(f"{paragraph} is named here")
        passage = page.locator("#text").get_by_text(paragraph)
        wait_until(partial(_is_above, passage, sheet), page)


def _top(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"]


def _bottom(place: Locator) -> float:
    box = place.bounding_box()
    assert box
    return box["y"] + box["height"]


def _is_above(one: Locator, other: Locator) -> bool:
    return _bottom(one) < _top(other)
