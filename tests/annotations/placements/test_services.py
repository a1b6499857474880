"""Settling where a passage lies, and undoing that."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight, Placement
from annotations.highlights.passages import add_passage
from annotations.notices.models import Notice
from annotations.placements import services
from project.people.models import User
from project.people.permissions import NotPermitted
from project.people.refusing import Overtaken
from sources.texts.models import Text, TextVersion
from tests.annotations.placements.conftest import CORRECTED, save


def state(placement: Placement) -> tuple[Any, ...]:
    found = Placement.objects.get(pk=placement.pk)
    return found.place, found.status, found.method, found.settled_by


def test_each_verdict(uncertain: Placement, annotator: User, owner: User) -> None:
    here = uncertain.place
    services.confirm(actor=annotator, placement=uncertain, revision=1)
    assert state(uncertain) == (here, "placed", "confirmed", annotator)
    services.put(actor=owner, placement=uncertain, revision=2, span=(0, 7), exact="By noon")
    assert state(uncertain) == ((0, 7), "placed", "settled", owner)
    services.declare_gone(actor=annotator, placement=uncertain, revision=3)
    assert state(uncertain) == (None, "orphaned", "gone", annotator)


def test_undo_brings_back_what_was(uncertain: Placement, annotator: User, owner: User) -> None:
    before = state(uncertain)
    services.declare_gone(actor=annotator, placement=uncertain, revision=1)
    services.put(actor=owner, placement=uncertain, revision=2, span=(0, 7))
    services.undo(actor=owner, placement=uncertain, revision=3)
    assert state(uncertain) == (None, "orphaned", "gone", annotator)
    other = services.confirm
    with pytest.raises(ValidationError):
        other(actor=owner, placement=uncertain, revision=4)
    services.undo(actor=owner, placement=uncertain, revision=4)
    assert state(uncertain)[0] == (0, 7)
    assert before[3] is None


def test_undo_of_the_first_leaves_it_to_be_checked(uncertain: Placement, annotator: User) -> None:
    before = state(uncertain)
    services.declare_gone(actor=annotator, placement=uncertain, revision=1)
    services.undo(actor=annotator, placement=uncertain, revision=2)
    assert state(uncertain) == before
    with pytest.raises(Overtaken):
        services.undo(actor=annotator, placement=uncertain, revision=3)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"span": (0, 0)}, "outside"),
        ({"span": (-1, 4)}, "outside"),
        ({"span": (0, 10_000)}, "outside"),
        ({"span": (0, 7), "exact": "By moon"}, "reads otherwise"),
    ],
)
def test_bad_places_are_refused(
    uncertain: Placement, annotator: User, fields: dict[str, Any], words: str
) -> None:
    before = state(uncertain)
    with pytest.raises(ValidationError, match=words):
        services.put(actor=annotator, placement=uncertain, revision=1, **fields)
    assert state(uncertain) == before


def test_two_passages_of_a_highlight_do_not_overlap(
    text: Text, highlight: Highlight, annotator: User, uncertain: Placement
) -> None:
    add_passage(actor=annotator, highlight=highlight, version=text.latest, span=(0, 7), revision=1)
    with pytest.raises(ValidationError, match="overlaps"):
        services.put(actor=annotator, placement=uncertain, revision=1, span=(3, 12))


def test_the_second_of_two_is_told(uncertain: Placement, annotator: User, owner: User) -> None:
    services.confirm(actor=annotator, placement=uncertain, revision=1)
    with pytest.raises(Overtaken) as caught:
        services.declare_gone(actor=owner, placement=uncertain, revision=1)
    assert caught.value.current.settled_by == annotator


def test_only_the_latest_version_is_settled(
    text: Text, uncertain: Placement, annotator: User
) -> None:
    save(text, annotator, "Again. " + CORRECTED)
    with pytest.raises(services.OlderVersion):
        services.confirm(actor=annotator, placement=uncertain, revision=1)


@pytest.mark.parametrize("name", ["reader", "outsider"])
def test_who_may_not(uncertain: Placement, name: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotPermitted):
        services.confirm(actor=request.getfixturevalue(name), placement=uncertain, revision=1)


def test_author_and_citers_hear_of_it_once(
    citation: Citation, uncertain: Placement, owner: User, annotator: User
) -> None:
    services.declare_gone(actor=owner, placement=uncertain, revision=1)
    services.undo(actor=owner, placement=uncertain, revision=2)
    services.confirm(actor=owner, placement=uncertain, revision=3)
    told = Notice.objects.filter(kind="settled")
    assert [notice.recipient for notice in told] == [annotator]
    assert not Notice.objects.filter(recipient=owner).exists()


def test_one_s_own_settling_is_no_news(uncertain: Placement, annotator: User) -> None:
    services.confirm(actor=annotator, placement=uncertain, revision=1)
    assert not Notice.objects.exists()


def test_history_has_who_and_what(
    uncertain: Placement, second: TextVersion, annotator: User
) -> None:
    services.confirm(actor=annotator, placement=uncertain, revision=1)
    last = uncertain.events.order_by("-pgh_id").first()  # type: ignore[attr-defined]
    assert (last.method, last.pgh_context["actor"]) == ("confirmed", str(annotator.uid))
