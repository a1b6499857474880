"""Names between a form's lines and CSL."""

import pytest

from sources.records.names import Name, read_names, show_names

LINES: list[tuple[str, list[Name]]] = [
    ("Kasimi, Ehmetjan", [{"family": "Kasimi", "given": "Ehmetjan"}]),
    ("新疆日报", [{"literal": "新疆日报"}]),
    ("{Ministry of Mines, Peking}", [{"literal": "Ministry of Mines, Peking"}]),
    ("Петров , И. С. \n\n  Иванов,И.", [
        {"family": "Петров", "given": "И. С."},
        {"family": "Иванов", "given": "И."},
    ]),
    ("Petrov,", [{"family": "Petrov"}]),
    (", Only Given", [{"literal": "Only Given"}]),
    ("قاسىمى، ئەخمەتجان", [{"literal": "قاسىمى، ئەخمەتجان"}]),
    ("Smith, John, Jr", [{"family": "Smith", "given": "John, Jr"}]),
    ("{}\n,\n ,, \n", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), LINES)
def test_read(text: str, names: list[Name]) -> None:
    assert read_names(text) == names


@pytest.mark.parametrize(
    "names",
    [
        [{"family": "Petrov"}],
        [{"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}],
        [{"family": "King", "given": "Martin", "suffix": "Jr", "comma-suffix": True}],
        [{"literal": "Ministry, of"}, {"family": "A", "given": "B"}],
        [{"literal": "Plain"}],
    ],
)
def test_unchanged_lines_give_the_names_back_whole(names: list[Name]) -> None:
    assert read_names(show_names(names), names) == names
    assert read_names(show_names(names) + "\nNew, One", names)[:-1] == names
