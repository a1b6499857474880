from __future__ import annotations

import pytest

from annotations.quoting.directives import InvalidDirective, TextDirective, compose, find, parse

CONTENT = (
    "The aircraft left Almaty on 24 August.\n\n"
    "It left, some said, on the 27th; it left Irkutsk later.\n\n"
    "ئايروپىلان ئالمۇتادىن ئۇچتى، 24-ئاۋغۇست. 飞机于八月二十四日起飞。"
)

FORMS = {
    "left": TextDirective("left"),
    "left,later": TextDirective("left", "later"),
    "It-,left,-Irkutsk": TextDirective("left", prefix="It", suffix="Irkutsk"),
    "It-,left,later,-%E2%80%9D": TextDirective("left", "later", "It", "”"),
    "24%2D%D8%A6%2C": TextDirective("24-ئ,"),
    "on%20the": TextDirective("on the"),
}


@pytest.mark.parametrize("written", FORMS)
def test_reading(written: str) -> None:
    assert parse(written) == FORMS[written]


@pytest.mark.parametrize("written", FORMS)
def test_writing_is_read_again(written: str) -> None:
    assert parse(str(FORMS[written])) == FORMS[written]


@pytest.mark.parametrize("written", ["", "-,", "a,b,c", "It-,,later", "%20", "It-,-later"])
def test_what_is_no_directive(written: str) -> None:
    with pytest.raises(InvalidDirective):
        parse(written)


FOUND = {
    "aircraft": "aircraft",
    "AIRCRAFT": "aircraft",
    "it-,left,-Irkutsk": "left",
    "24%20August.%20It%20left": "24 August.\n\nIt left",
    "It%20left,later": "It left, some said, on the 27th; it left Irkutsk later",
    "%E9%A3%9E%E6%9C%BA,%E5%85%AB%E6%9C%88": "飞机于八月",
}


@pytest.mark.parametrize("written", FOUND)
def test_finding(written: str) -> None:
    place = find(CONTENT, parse(written))
    assert place is not None
    assert CONTENT[slice(*place)] == FOUND[written]


def test_context_picks_among_the_same_words() -> None:
    places = [
        find(CONTENT, TextDirective("left", **context))
        for context in ({}, {"prefix": "It"}, {"suffix": "Irkutsk"})
    ]
    assert places == [(13, 17), (43, 47), (CONTENT.index("left Irk"), CONTENT.index(" Irk"))]


@pytest.mark.parametrize("written", ["airship", "left,midnight", "They-,left", "left,-Moscow"])
def test_what_is_not_there(written: str) -> None:
    assert find(CONTENT, parse(written)) is None


@pytest.mark.parametrize(
    "exact",
    ["aircraft left", "Irkutsk", "August.\n\nIt left", "24-ئاۋغۇست", "二十四日", CONTENT[4:150]],
)
def test_composed_directives_lead_back(exact: str) -> None:
    start = CONTENT.index(exact)
    composed = parse(str(compose(CONTENT, start, start + len(exact))))
    assert find(CONTENT, composed) == (start, start + len(exact))


def test_composing_tells_repeated_words_apart() -> None:
    start = CONTENT.index("left Irkutsk")
    assert find(CONTENT, compose(CONTENT, start, start + 4)) == (start, start + 4)


def test_short_passages_are_named_whole_and_long_ones_by_their_ends() -> None:
    assert compose(CONTENT, 4, 12) == TextDirective("aircraft")
    long = compose(CONTENT, 0, 150)
    assert long.end
    assert len(str(long.start)) < 70
    assert CONTENT.startswith(long.start)


def test_looking_for_an_end_that_never_comes_takes_no_square_of_the_length() -> None:
    many = "left and right " * 60_000
    assert find(many, TextDirective("left", "nowhere")) is None
