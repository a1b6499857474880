"""Names between people's writing and CSL."""

import pytest

from sources.records.names import Name, full_name, read_name, show_name

LINES: list[tuple[str, Name | None]] = [
    ("Kasimi, Ehmetjan", {"family": "Kasimi", "given": "Ehmetjan"}),
    ("新疆日报", {"literal": "新疆日报"}),
    ("{Ministry of Mines, Peking}", {"literal": "Ministry of Mines, Peking"}),
    ("Петров , И. С. ", {"family": "Петров", "given": "И. С."}),
    ("Petrov,", {"family": "Petrov"}),
    (", Only Given", {"literal": "Only Given"}),
    ("قاسىمى، ئەخمەتجان", {"family": "قاسىمى", "given": "ئەخمەتجان"}),
    ("李，明", {"family": "李", "given": "明"}),
    ("Smith, John، Jr", {"family": "Smith", "given": "John، Jr"}),
    ("{}", None),
    (" ,, ", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "name"), LINES)
def test_read(line: str, name: Name | None) -> None:
    assert read_name(line) == name


@pytest.mark.parametrize(
    ("name", "listed", "spoken"),
    [
        ({"family": "Petrov"}, "Petrov", "Petrov"),
        ({"literal": "Ministry, of"}, "Ministry, of", "Ministry, of"),
        (
            {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
            "Beethoven, Ludwig van",
            "Ludwig van Beethoven",
        ),
        (
            {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"},
            "van Gogh, Vincent",
            "Vincent van Gogh",
        ),
        (
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            "King, Martin Luther, Jr.",
            "Martin Luther King Jr.",
        ),
    ],
)
def test_shown(name: Name, listed: str, spoken: str) -> None:
    assert (show_name(name), full_name(name)) == (listed, spoken)
