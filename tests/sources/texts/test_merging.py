"""Two corrections of one text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.texts.merging import Choice, Merge
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType, from_plain
from tests.sources.texts.documents import documents

BASE = (
    "It left Almaty on 24 August at dawn with nine people.\n\n"
    "Nobody saw it again after that.\n\nThe end of it."
)


def merge(mine: str, theirs: str, base: str = BASE) -> Merge:
    return Merge(*map(from_plain, (base, mine, theirs)))


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (("24", "25"), ("again", "once more"), (("24", "25"), ("again", "once more"))),
        (("It left", "It had left"), ("nine", "ten"),
         (("It left", "It had left"), ("nine", "ten"))),
        (("24", "25"), ("24", "25"), (("24", "25"),)),
        (("24", "25"), ("x", "x"), (("24", "25"),)),
        (("Nobody saw it again after that.\n\n", ""), ("24", "25"),
         (("Nobody saw it again after that.\n\n", ""), ("24", "25"))),
        (("\n\nThe end", "\n\nAdded here.\n\nThe end"), ("24", "25"),
         (("\n\nThe end", "\n\nAdded here.\n\nThe end"), ("24", "25"))),
        ((" after that", "\n\nafter that"), ("nine", "ten"),
         ((" after that", "\n\nafter that"), ("nine", "ten"))),
    ],
)  # fmt: skip
def test_what_does_not_clash_is_brought_together(
    mine: tuple[str, str], theirs: tuple[str, str], merged: tuple[tuple[str, str], ...]
) -> None:
    found = merge(BASE.replace(*mine), BASE.replace(*theirs))
    expected = BASE
    for change in merged:
        expected = expected.replace(*change)
    assert found.clashes() == []
    assert found.document().content == expected


@pytest.mark.parametrize(
    ("mine", "theirs", "wordings"),
    [
        (("24", "25"), ("24", "26"), ("25", "26")),
        # Words side by side: together they would say what neither meant.
        (("24", "25"), ("August", "September"), ("25 August", "24 September")),
        (("Nobody saw it again after that.\n\n", ""), ("again", "once more"),
         ("", "Nobody saw it once more after that.")),
    ],
)  # fmt: skip
def test_what_clashes_is_for_people_to_choose(
    mine: tuple[str, str], theirs: tuple[str, str], wordings: tuple[str, str]
) -> None:
    a, b = BASE.replace(*mine), BASE.replace(*theirs)
    found = merge(a, b)
    (clash,) = found.clashes()
    shown = tuple("".join(w.text for w in side) for side in (clash.mine, clash.theirs))
    assert shown == wordings
    assert found.document({0: Choice.MINE}).content == a
    assert found.document({0: Choice.THEIRS}).content == b
    both = found.document({0: Choice.BOTH}).content
    assert all(wording in both for wording in wordings)


def test_both_may_add_at_the_same_place() -> None:
    found = merge(BASE + "\n\nMine.", BASE + "\n\nTheirs.")
    assert len(found.clashes()) == 1
    assert found.document({0: Choice.BOTH}).content == BASE + "\n\nTheirs.\n\nMine."


def test_a_type_goes_with_the_words_of_the_other() -> None:
    base = from_plain("A title.\n\nSome words stand here.")
    mine = replace(base, blocks=(replace(base.blocks[0], type=BlockType.HEADING), base.blocks[1]))
    theirs = from_plain("A title.\n\nOther words stand here.")
    merged = Merge(base, mine, theirs).document()
    assert [block.type.value for block in merged.blocks] == ["heading", "paragraph"]
    assert merged.content == theirs.content


def test_pages_and_marks_of_both_count() -> None:
    base = replace(
        from_plain(BASE), marks=(Mark(MarkType.STRONG, 8, 14), Mark(MarkType.CODE, 0, 2))
    )
    page = Block(BlockType.PAGE_BREAK, 3, 3, label="7")
    mine = replace(base, blocks=(base.blocks[0], page, *base.blocks[1:]))
    theirs = replace(base, marks=(base.marks[0], Mark(MarkType.EMPHASIS, 18, 27)))
    merged = Merge(base, mine, theirs).document()
    assert page in merged.blocks
    assert set(merged.marks) == set(theirs.marks)


@given(documents(), documents(), documents())
def test_any_two_corrections_make_a_sound_text(
    base: Document, mine: Document, theirs: Document
) -> None:
    found = Merge(base, mine, theirs)
    for choice in Choice:
        found.document(dict.fromkeys(range(len(found.clashes())), choice)).check()


@given(documents(), documents())
def test_who_is_alone_is_right(base: Document, changed: Document) -> None:
    for merged in (Merge(base, changed, base), Merge(base, base, changed)):
        assert merged.clashes() == []
        assert merged.document().content == changed.content


@given(st.lists(st.sampled_from("abcdefg"), max_size=12), st.data())
def test_no_word_of_either_is_dropped(words: list[str], data: st.DataObject) -> None:
    """What one side adds is in the text, or in a clash."""
    base = " ".join(words)
    sides: list[str] = []
    for name in ("MINE", "THEIRS"):
        place = data.draw(st.integers(0, len(words)))
        sides.append(" ".join([*words[:place], name, *words[place:]]))
    found = merge(sides[0], sides[1], base)
    both = found.document(dict.fromkeys(range(len(found.clashes())), Choice.BOTH)).content
    assert "MINE" in both
    assert "THEIRS" in both
