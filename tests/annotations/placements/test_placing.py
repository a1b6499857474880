"""Placing passages anew in a version that is saved, at once and as a job."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from annotations.highlights.models import Highlight, Placement
from annotations.highlights.passages import resize_passage
from annotations.highlights.services import create_highlight
from annotations.placements import services
from annotations.placements.finding import missing
from annotations.placements.models import Placing
from annotations.placements.placing import carry_out, give_up, try_again
from annotations.placements.queries import placing_of
from project.people.history import attributed
from project.people.models import User
from sources.texts.models import Text, TextVersion
from tests.annotations.placements.conftest import CORRECTED, doubt, save
from tests.cast import CONTENT, MakeHighlight
from tests.working import work_off_jobs

FIRST = "The aircraft left Almaty on 24 August.\n\n"
WITHOUT = CONTENT.replace(FIRST, "")


def place(highlight: Highlight, number: int) -> Placement:
    return Placement.objects.get(passage__highlight=highlight, version__number=number)


def words(placement: Placement) -> str:
    assert placement.place is not None
    return placement.version.content[slice(*placement.place)]


def test_what_was_lost_comes_back_by_itself(
    text: Text, highlight: Highlight, annotator: User
) -> None:
    save(text, annotator, WITHOUT)
    assert place(highlight, 2).status == "orphaned"
    save(text, annotator, "Of the crash. " + CONTENT)
    assert (place(highlight, 3).status, words(place(highlight, 3))) == ("placed", "24 August")


def test_a_text_put_back_as_it_was_has_its_passages_where_they_were(
    text: Text, highlight: Highlight, annotator: User
) -> None:
    save(text, annotator, WITHOUT)
    save(text, annotator, CONTENT)
    back = place(highlight, 3)
    assert (back.status, back.method, back.confidence) == ("placed", "same", 1)
    assert back.place == place(highlight, 1).place


def test_what_people_settled_holds_where_the_text_reads_the_same_again(
    text: Text, uncertain: Placement, annotator: User, make_highlight: MakeHighlight
) -> None:
    gone = place(make_highlight("until midnight"), 2)
    services.put(actor=annotator, placement=uncertain, revision=1, span=(0, 7))
    services.declare_gone(actor=annotator, placement=gone, revision=1)
    save(text, annotator, "Something else altogether.")
    save(text, annotator, CORRECTED)
    again = place(uncertain.passage.highlight, 4)
    assert (again.place, again.status, again.method) == ((0, 7), "placed", "same")
    still = place(gone.passage.highlight, 4)
    assert (still.place, still.status, still.method) == (None, "orphaned", "gone")


def test_each_is_looked_for_from_where_it_was_sure_last(
    text: Text, uncertain: Placement, annotator: User, make_highlight: MakeHighlight
) -> None:
    other = make_highlight("Talks")
    services.put(actor=annotator, placement=uncertain, revision=1, span=(0, 7))
    save(text, annotator, "Again. " + CORRECTED)
    assert words(place(uncertain.passage.highlight, 3)) == "By noon"
    assert words(place(other, 3)) == "Talks"


def test_a_doubtful_place_is_no_source(
    text: Text, highlight: Highlight, second: TextVersion, annotator: User
) -> None:
    doubt(highlight, second, start=0, end=7)
    save(text, annotator, "Again. " + CORRECTED)
    assert words(place(highlight, 3)) == "24 August"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (CORRECTED + "\n\nThe end.", "placed"),
        # Its words are there, what stands before them is not what stood there.
        (CORRECTED.replace("Almaty on", "Almaty, on"), "uncertain"),
        ("Nothing of it.", "orphaned"),
    ],
    ids=["word for word", "otherwise", "gone"],
)
def test_what_was_declared_gone_comes_back_word_for_word_alone(
    text: Text, uncertain: Placement, annotator: User, content: str, status: str
) -> None:
    doubt(uncertain.passage.highlight, text.versions.get(number=1), status="placed")
    services.declare_gone(actor=annotator, placement=uncertain, revision=1)
    # It stood surely in version 1 last.
    assert CONTENT.count("24 August") == 1
    version = save(text, annotator, content.replace("By noon the", "The"))
    found = place(uncertain.passage.highlight, version.number)
    assert found.status == status
    assert found.confidence <= (1 if status != "uncertain" else 0.5)


def test_a_resized_passage_is_placed_in_every_later_version(
    text: Text, highlight: Highlight, second: TextVersion, annotator: User
) -> None:
    uid = highlight.passages.get().uid
    start = CONTENT.index("Almaty")
    resize_passage(
        actor=annotator,
        highlight=highlight,
        passage=uid,
        version=text.versions.get(number=1),
        span=(start, start + 6),
        revision=1,
    )
    assert [words(place(highlight, number)) for number in (1, 2)] == ["Almaty", "Almaty"]


def test_the_cost_does_not_grow_by_queries(
    text: Text, make_highlight: MakeHighlight, annotator: User
) -> None:
    from django.db import connection

    def queries(content: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            save(text, annotator, content)
        return len(captured)

    make_highlight("Talks")
    few = queries(CONTENT + " One.")
    for word in ("Nobody", "aircraft", "witness", "midnight"):
        make_highlight(word)
    assert queries(CONTENT + " Two.") <= few + 1


class TestAsAJob:
    """`PLACING_AT_ONCE` is exceeded by any text."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture(autouse=True)
    def at_once(self, settings: Settings) -> None:
        settings.PLACING_AT_ONCE = 10

    def test_nothing_is_placed_until_it_is_done(
        self, text: Text, highlight: Highlight, annotator: User
    ) -> None:
        version = save(text, annotator, CORRECTED)
        assert not version.placements.exists()
        progress = placing_of(version, annotator)
        assert progress is not None
        assert (progress.placed, progress.total) == (0, 1)
        work_off_jobs()
        assert words(place(highlight, 2)) == "24 August"
        assert placing_of(version, annotator) is None

    def test_two_versions_saved_one_after_the_other(
        self, text: Text, highlight: Highlight, annotator: User
    ) -> None:
        save(text, annotator, CORRECTED)
        save(text, annotator, "Now. " + CORRECTED)
        work_off_jobs()
        assert [words(place(highlight, number)) for number in (2, 3)] == ["24 August"] * 2

    def test_a_highlight_made_in_an_old_version_meanwhile(
        self, text: Text, highlight: Highlight, annotator: User
    ) -> None:
        first = text.latest
        save(text, annotator, CORRECTED)
        late = create_highlight(actor=annotator, version=first, ranges=[(0, 12)])
        work_off_jobs()
        assert words(place(late, 2)) == "the aircraft"
        assert words(place(highlight, 2)) == "24 August"

    def test_it_may_be_run_twice_and_after_a_crash(
        self, text: Text, highlight: Highlight, annotator: User, make_highlight: MakeHighlight
    ) -> None:
        make_highlight("Talks")
        version = save(text, annotator, CORRECTED)
        placing = Placing.objects.get()
        carry_out(placing)
        with attributed("test"):
            # As if the server had died after the first batch.
            place(highlight, 2).delete()
            Placing.objects.update(state="queued")
        work_off_jobs()
        carry_out(placing)
        assert not missing(version).exists()
        assert version.placements.count() == 2

    def test_what_fails_is_said_and_can_be_tried_again(
        self, text: Text, highlight: Highlight, annotator: User
    ) -> None:
        version = save(text, annotator, CORRECTED)
        placing = Placing.objects.get()
        give_up(placing)
        assert (found := placing_of(version, annotator)) and found.placing.state == "failed"
        try_again(actor=annotator, placing=placing)
        work_off_jobs()
        assert placing_of(version, annotator) is None
