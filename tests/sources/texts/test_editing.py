from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.texts.alignment import Alignment
from sources.texts.editing import revise
from sources.texts.structure import (
    Block,
    BlockType,
    Direction,
    Document,
    Mark,
    MarkType,
    from_plain,
)
from tests.sources.texts.documents import ALPHABET, documents

CONTENT = """\
The witness

We left Almaty at dawn in bad weather.

The pilot had asked for more petrol."""
HEADING = Block(BlockType.HEADING, 0, 11, level=2)
QUOTE = Block(BlockType.QUOTE, 13, 51, language="ug", direction=Direction.RTL)
ITEM = Block(BlockType.LIST_ITEM, 53, 89, label="1.")
TEXT = Document(
    CONTENT,
    (HEADING, QUOTE, Block(BlockType.PAGE_BREAK, 53, 53, label="2"), ITEM),
    (Mark(MarkType.STRONG, 21, 27), Mark(MarkType.LINK, 57, 62, "https://example.org/")),
)


def described(document: Document) -> list[tuple[str, str]]:
    return [(block.type.value, document.text_of(block)) for block in document.text_blocks]


def marked(document: Document) -> list[str]:
    return [document.content[mark.start : mark.end] for mark in document.marks]


def edited(old: str, new: str) -> Document:
    assert old in TEXT.content
    document = revise(TEXT, TEXT.content.replace(old, new, 1))
    document.check()
    return document


def test_the_text_to_edit_is_sound() -> None:
    TEXT.check()
    assert marked(TEXT) == ["Almaty", "pilot"]


@given(documents())
def test_saving_unchanged_changes_nothing(document: Document) -> None:
    assert revise(document, document.content) == document


@given(documents(), st.text(ALPHABET, max_size=80))
def test_any_edit_gives_a_sound_document(document: Document, content: str) -> None:
    revised = revise(document, content)
    revised.check()
    assert revised.content == from_plain(content).content
    assert len(revised.blocks) - len(revised.text_blocks) == len(document.blocks) - len(
        document.text_blocks
    )


@given(documents(), st.data())
def test_an_inserted_word_keeps_all_around_it(document: Document, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(document.content)))
    content = document.content[:place] + "\n\nجديد\n\n" + document.content[place:]
    revise(document, content).check()


@pytest.mark.parametrize(
    ("old", "new", "types", "marks"),
    [
        ("weather", "whether", "heading quote list_item", ["Almaty", "pilot"]),
        ("Almaty", "Alma-Ata", "heading quote list_item", ["Alma-Ata", "pilot"]),
        ("Almaty", "Baikal", "heading quote list_item", ["pilot"]),
        ("Almaty", "Almatý", "heading quote list_item", ["Almatý", "pilot"]),
        ("left Almaty", "flew from Almaty city", "heading quote list_item", ["Almaty", "pilot"]),
        ("We left Almaty at", "We left at", "heading quote list_item", ["pilot"]),
        ("The witness\n\n", "", "quote list_item", ["Almaty", "pilot"]),
        ("The witness", "Added\n\nThe witness", "paragraph heading quote list_item",
         ["Almaty", "pilot"]),
        (" at dawn", "\n\nat dawn", "heading quote quote list_item", ["Almaty", "pilot"]),
        ("weather.\n\nThe", "weather. The", "heading quote", ["Almaty", "pilot"]),
        ("The witness\n\nWe", "The witness\r\n \r\n\r\nWe", "heading quote list_item",
         ["Almaty", "pilot"]),
    ],
)  # fmt: skip
def test_light_edits_keep_types_and_marks(old: str, new: str, types: str, marks: list[str]) -> None:
    document = edited(old, new)
    assert [kind for kind, _ in described(document)] == types.split()
    assert marked(document) == marks


def test_a_block_keeps_language_direction_level_and_label() -> None:
    document = edited("dawn", "night")
    moved = replace(QUOTE, end=QUOTE.end + 1), replace(ITEM, start=54, end=90)
    assert document.text_blocks == (HEADING, *moved)


def test_a_replaced_block_is_a_paragraph() -> None:
    document = revise(TEXT, TEXT.content.replace("The witness", "ZZZ QQQ"))
    assert described(document)[0] == ("paragraph", "ZZZ QQQ")


def test_a_split_list_item_has_its_number_once() -> None:
    document = edited(" had asked", "\n\nhad asked")
    assert [block.label for block in document.text_blocks][-2:] == ["1.", ""]


@pytest.mark.parametrize(
    ("old", "new", "after", "before"),
    [
        ("at dawn", "at the first light of dawn", "weather.\n\n", "The pilot"),
        ("weather.\n\nThe", "weather. The", "weather. ", "The pilot"),
        ("The pilot", "And the pilot", "weather.", "the pilot"),
    ],
)
def test_page_breaks_stay_at_their_place(old: str, new: str, after: str, before: str) -> None:
    document = edited(old, new)
    (place,) = (block.start for block in document.blocks if block.label == "2")
    assert after.strip() in document.content[:place]
    assert before in document.content[place:]


def test_all_removed_leaves_the_page_breaks() -> None:
    assert revise(TEXT, " \n ").blocks == (Block(BlockType.PAGE_BREAK, 0, 0, label="2"),)


@given(st.text("ab \n。中", max_size=60), st.text("ab \n。中", max_size=60))
def test_aligned_runs_are_equal_and_in_order(old: str, new: str) -> None:
    i = j = 0
    for run in Alignment(old, new).runs:
        assert run.length > 0
        assert (run.old_start, run.new_start) >= (i, j)
        assert run.new_start >= j
        assert old[run.old_start : run.old_end] == new[run.new_start : run.new_end]
        i, j = run.old_end, run.new_end


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(f"Paragraph {n} of the long report on the flight. " * 8 for n in range(2_400)),
        "\n\n".join(["The same verse line again and again."] * 26_000),
        " ".join(f"word{n % 977}" for n in range(150_000)),
        "飞机在贝加尔湖附近失事没有人生还" * 60_000,
        "\n".join(f"{n % 100} строка одного длинного абзаца" for n in range(28_000)),
    ],
    ids=["paragraphs", "equal blocks", "one block", "Chinese in one block", "lines"],
)
def test_small_edits_in_a_long_text_keep_its_marks(text: str) -> None:
    marks = tuple(Mark(MarkType.EMPHASIS, n, n + 5) for n in range(0, len(text) - 6, 200))
    old = Document(text, from_plain(text).blocks, marks)
    third = len(text) // 3
    content = text[:third] + "ЙЦУ" + text[third : 2 * third] + text[2 * third + 4 :] + " end"
    revised = revise(old, content)
    assert len(revised.marks) >= len(marks) - 3
