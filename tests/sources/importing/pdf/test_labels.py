import pytest

from sources.importing.pdf.labels import page_labels
from sources.importing.pdf.numerals import Number, numbers_in, read


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("127", Number("0", 127)),
        ("xii", Number("i", 12)),
        ("XIV", Number("I", 14)),
        ("١٢", Number("٠", 12)),
        ("iiii", None),
        ("mild", None),
        ("12345", None),
        ("a1", None),
    ],
)
def test_numbers(word: str, expected: Number | None) -> None:
    assert read(word) == expected
    if expected:
        assert expected.shown() == word


def test_numbers_in_a_line() -> None:
    assert numbers_in("– 12 – vol. IV") == [Number("0", 12), Number("I", 4)]


@pytest.mark.parametrize(
    ("stated", "printed", "expected"),
    [
        (["i", "ii", "1"], ["", "", ""], ["i", "ii", "1"]),
        (["A", "", "B"], ["", "", ""], ["A", "[2]", "B"]),
        # Labels that but count say less than what is printed.
        (["1", "2", "3"], ["127", "128", "129"], ["127", "128", "129"]),
        (["", "", "", ""], ["", "128", "", "130"], ["127", "128", "129", "130"]),
        (["", "", "", ""], ["", "", "1", "2"], ["[1]", "[2]", "1", "2"]),
        (["", "", "", ""], ["ii", "iii", "1", "2"], ["ii", "iii", "1", "2"]),
        (["", ""], ["١٢", "١٣"], ["١٢", "١٣"]),
        # Numbers that do not count with the pages are none of theirs.
        (["", "", ""], ["7", "1949", "3"], ["1", "2", "3"]),
        (["", "", ""], ["3 of 9", "4 of 9", "5 of 9"], ["3", "4", "5"]),
        ([""], ["127"], ["1"]),
        # Two pages of a book on each.
        (["", "", "", ""], ["12 13", "14 15", "", "18 19"], ["12–13", "14–15", "16–17", "18–19"]),
        (["", "", ""], ["1 of 3", "2 of 3", "3 of 3"], ["1", "2", "3"]),
    ],
)
def test_labels(stated: list[str], printed: list[str], expected: list[str]) -> None:
    assert page_labels(stated, [numbers_in(line) for line in printed]) == expected
