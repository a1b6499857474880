"""What saving would do to passages, said beforehand."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import Settings

from annotations.highlights.models import Highlight, Placement
from annotations.placements.previewing import preview, preview_fact
from project.people.models import User
from sources.texts.models import Text
from sources.texts.previewing import Proposal
from sources.texts.structure import from_plain
from tests.annotations.placements.conftest import save
from tests.cast import CONTENT, MakeHighlight

WITHOUT = CONTENT.replace("The aircraft left Almaty on 24 August.\n\n", "")


@pytest.mark.parametrize("content", [WITHOUT, CONTENT + " And then?", "Nothing of it."])
def test_it_says_what_saving_then_does(
    text: Text, highlight: Highlight, make_highlight: MakeHighlight, annotator: User, content: str
) -> None:
    for exact in ("Talks", "Nobody at the airfield", "until midnight"):
        make_highlight(exact)
    said = preview(text.latest, content, annotator)
    assert Placement.objects.count() == 4
    version = save(text, annotator, content)
    came = list(version.placements.values_list("status", flat=True))
    for status in Placement.Status.values:
        assert getattr(said, status) == came.count(status)
    assert len(said.questions) == said.uncertain + said.orphaned


def test_private_highlights_of_others_are_not_even_counted(
    text: Text, private_highlight: Highlight, annotator: User, owner: User
) -> None:
    assert preview(text.latest, WITHOUT, annotator).total == 1
    assert preview(text.latest, WITHOUT, owner).total == 0


def test_too_long_a_text_is_not_waited_for(
    text: Text, highlight: Highlight, annotator: User, settings: Settings
) -> None:
    settings.PLACING_AT_ONCE = 10
    said = preview(text.latest, WITHOUT, annotator)
    assert said.is_too_long
    fact = preview_fact(annotator, Proposal(text.latest, from_plain(WITHOUT)))
    assert fact["placed"] is None


def test_the_fact_for_programs(text: Text, highlight: Highlight, annotator: User) -> None:
    fact = preview_fact(annotator, Proposal(text.latest, from_plain("Nothing of it.")))
    (question,) = fact["in_question"]
    assert (fact["orphaned"], question["exact"], question["becomes"]) == (1, "24 August", None)
    assert question["highlight"] == str(highlight.uid)
