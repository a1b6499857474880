"""Running heads, page numbers, and what only looks like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.sources.importing.pdf.makers import (
    Draw,
    by_reportlab,
    lines,
    page_breaks,
    read,
    texts,
    together,
)  # fmt: skip

BODY = [
    ["The first page says that the fog was thick", "and that nobody saw anything at all."],
    ["On the second one there is a commission", "which came from Irkutsk by train."],
    ["The third tells of hunters who found parts", "of a wing when the snow had gone."],
    ["The fourth has a list of those who died", "as far as their names are known."],
    ["At last the fifth thanks the archives and", "everybody who opened a box."],
]


def pages(heads: Sequence[str], feet: Sequence[str]) -> list[Draw]:
    return [
        together(lines(head, x=150, y=560, size=9), lines(*body), lines(foot, x=190, y=40))
        for head, body, foot in zip(heads, BODY, feet, strict=False)
    ]


@pytest.mark.parametrize(
    ("heads", "feet", "labels"),
    [
        (["The Fog"] * 5, ["- 127 -", "- 128 -", "- 129 -", "- 130 -", "- 131 -"],
         ["127", "128", "129", "130", "131"]),
        (["12 The Fog", "Ann Abbott 13", "14 The Fog", "Ann Abbott 15", "16 The Fog"], [""] * 5,
         ["12", "13", "14", "15", "16"]),
        # Recognised text has mistakes.
        (["The Journal of Fog", "The Joumal of Fog", "The Journal ot Fog", "Tne Journal of Fog",
          "The Journal of Fog"], ["xi", "xii", "xiii", "xiv", "xv"],
         ["xi", "xii", "xiii", "xiv", "xv"]),
        # A new head in the middle, whose page number counts on.
        (["The Fog", "The Fog", "The Fog 3", "The Wing 4", "The Wing 5"],
         ["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"], ["1", "2", "3", "4", "5"]),
    ],
)  # fmt: skip
def test_what_runs_is_left_out_on_request(
    heads: list[str], feet: list[str], labels: list[str]
) -> None:
    data = by_reportlab(*pages(heads, feet))
    stripped = read(data, "strip_running")
    assert " ".join(texts(stripped)) == " ".join(line for body in BODY for line in body)
    assert [label for label, _ in page_breaks(stripped)] == labels
    kept = read(data)
    assert [label for label, _ in page_breaks(kept)] == labels
    for line in (*heads, *feet):
        assert line in kept.content


def test_words_that_recur_in_the_text_are_text() -> None:
    """Answers in a form, a refrain: equal lines at equal heights, but not set apart."""
    body = ["The same line comes again and again here,", "said the witness to the commission."]
    data = by_reportlab(*[lines(*body, f"And she went on for {word}.") for word in ("a", "b", "c")])
    document = read(data, "strip_running")
    assert document.content.count("The same line") == 3


def test_numbers_that_do_not_count_are_text() -> None:
    feet = ["1949", "17", "1950", "3", "8"]
    document = read(by_reportlab(*pages([""] * 5, feet)), "strip_running")
    assert all(foot in document.content for foot in feet)
    assert [label for label, _ in page_breaks(document)] == ["1", "2", "3", "4", "5"]


def test_two_pages_with_the_same_head() -> None:
    data = by_reportlab(*pages(["The Fog", "The Fog"], ["7", "8"]))
    document = read(data, "strip_running")
    assert "The Fog" not in document.content
    assert [label for label, _ in page_breaks(document)] == ["7", "8"]
