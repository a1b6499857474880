from __future__ import annotations

import pytest

from annotations.disputes.timeline.lanes import Dated, Drawn, timeline
from sources.records.edtf import parse


def drawn(*edtf: str) -> list[Drawn]:
    """Answers of one account, as the timeline draws them."""
    answers = [Dated(0, parse(each), each, str(n)) for n, each in enumerate(edtf)]
    (lane,) = timeline(answers).lanes
    return list(lane.drawn)


def test_days_stand_in_their_order_and_proportion() -> None:
    first, second, third = drawn("1949-08-29", "1949-08-24", "1949-08-24/1949-08-27")
    assert [one.dated.shown for one in (first, second, third)] == [
        "1949-08-24",
        "1949-08-24/1949-08-27",
        "1949-08-29",
    ]
    assert first.whole.x == second.whole.x
    assert second.whole.width == pytest.approx(4 * first.whole.width, abs=0.05)
    assert third.whole.x == pytest.approx(first.whole.x + 5 * first.whole.width, abs=0.05)
    assert third.whole.end < 100


def test_open_ends_run_to_the_end_of_the_axis() -> None:
    before, after, day = drawn("../1949-08-20", "1949-08-25/..", "1949-08-30")
    by_text = {one.dated.shown: one for one in (before, after, day)}
    assert by_text["../1949-08-20"].is_open_before
    assert by_text["../1949-08-20"].whole.x == 0
    assert by_text["1949-08-25/.."].is_open_after
    assert by_text["1949-08-25/.."].whole.end == 100
    assert not by_text["1949-08-30"].is_open_after


@pytest.mark.parametrize(
    ("edtf", "vague", "near", "bars"),
    [
        ("1949-08-24", False, False, 1),
        ("1949-08-24?", True, False, 1),
        ("1949-08~", True, True, 1),
        ("1949-08-24%", True, True, 1),
        ("{1949-08-24,1949-08-27}", False, False, 2),
        ("[1667,1668,1670..1672]", False, False, 3),
        ("156X-12-25", True, False, 1),
    ],
)
def test_what_is_not_sure_is_drawn_so(edtf: str, vague: bool, near: bool, bars: int) -> None:
    (one,) = drawn(edtf)
    assert (one.is_vague, one.near is not None, len(one.bars)) == (vague, near, bars)


def test_words_begin_or_end_where_there_is_room() -> None:
    first, middle, last = drawn("1949-08-20", "1949-08-25", "1949-08-30")
    assert [one.label_ends for one in (first, middle, last)] == [False, False, True]
    assert [one.label_is_midway for one in (first, middle, last)] == [False, True, False]
    assert last.label_at == last.whole.end


def test_members_of_a_set_leave_gaps() -> None:
    (one,) = drawn("{1949-08-24,1949-08-27}")
    first, second = one.bars
    assert first.end < second.x
    assert (one.whole.x, one.whole.end) == (first.x, second.end)


@pytest.mark.parametrize(
    ("edtf", "label"),
    [
        (["1949-08-24T10:00:00Z", "1949-08-24T14:00:00Z"], "12:00"),
        (["1949-08-24", "1949-08-27"], "25 Aug"),
        (["1949-08", "1949-11"], "October"),
        (["1949", "1953"], "1951"),
        (["-0275", "0300"], "201 BCE"),
        (["Y-170000", "Y170000"], "100001 BCE"),
    ],
)
def test_the_axis_counts_in_what_fits(edtf: list[str], label: str) -> None:
    answers = [Dated(0, parse(each), each, each) for each in edtf]
    ticks = timeline(answers).ticks
    assert label in [tick.label for tick in ticks]
    assert 1 <= len(ticks) <= 8
    places = [tick.x for tick in ticks]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= 100


@pytest.mark.parametrize(
    ("edtf", "within"),
    [
        (["1949-08-24T22:00:00Z", "1949-08-25T02:00:00Z"], ["24 August 1949", "25 August 1949"]),
        (["1949-12-30", "1950-01-02"], ["1949", "1950"]),
        (["1949-11", "1950-02"], ["1949", "1950"]),
        (["1949", "1953"], []),
    ],
)
def test_marks_say_in_which_year_or_day_they_lie(edtf: list[str], within: list[str]) -> None:
    ticks = timeline(Dated(0, parse(each), each, each) for each in edtf).ticks
    assert [tick.within for tick in ticks if tick.within] == within
    assert bool(ticks[0].within) == bool(within)


def test_every_lane_has_its_rows() -> None:
    answers = [Dated(lane, parse("1949"), "", f"{lane}{n}") for lane in (0, 2) for n in range(3)]
    first, second = timeline(answers).lanes
    assert (first.number, second.number) == (0, 2)
    assert [each.dated.claim for each in second.drawn] == ["20", "21", "22"]


def test_nothing_to_draw_is_an_empty_timeline() -> None:
    drawing = timeline([])
    assert drawing.lanes == ()


def test_only_open_answers_are_drawn_over_the_whole_axis() -> None:
    (one,) = drawn("../..")
    assert (one.whole.x, one.whole.width) == (0, 100)
