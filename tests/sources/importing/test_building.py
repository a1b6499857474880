from hypothesis import given
from hypothesis import strategies as st

from sources.importing.building import Draft, assemble
from sources.texts.normalising import split_blocks
from sources.texts.structure import BlockType, MarkType, normalise

RAW = st.text("ab \n\r\x00e\u0301\u0323\u1112\u1161\u11ab\u0627\u0653\U0001f600", max_size=12)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft(type=draw(st.sampled_from([BlockType.PARAGRAPH, BlockType.LIST_ITEM])), label="1")
    for _ in range(draw(st.integers(0, 4))):
        if draw(st.booleans()):
            draft.break_page(draw(st.sampled_from("123")))
        start = draft.length
        draft.write(draw(RAW))
        if draw(st.booleans()):
            draft.mark(MarkType.STRONG, start)
    return draft


@given(st.lists(drafts(), max_size=4))
def test_drafts_become_a_sound_document_with_all_their_text(parts: list[Draft]) -> None:
    document = assemble(parts)
    document.check()
    expected = [text for draft in parts for text in split_blocks(normalise("".join(draft.parts)))]
    assert [document.text_of(block) for block in document.text_blocks] == expected
    breaks = sorted(label for draft in parts for _, label in draft.page_breaks)
    assert sorted(b.label or "" for b in document.blocks if b.is_page_break) == breaks


def test_marks_move_with_letters_that_are_composed() -> None:
    draft = Draft()
    draft.write("cafe\u0301 ")
    start = draft.length
    draft.write("cre\u0300me")
    draft.mark(MarkType.EMPHASIS, start)
    draft.break_page("2")
    draft.write(" bru\u0302le\u0301e")
    document = assemble([draft])
    (mark,) = document.marks
    assert document.content[mark.start : mark.end] == "crème"
    assert [block.start for block in document.blocks if block.is_page_break] == [mark.end]


def test_blank_lines_divide_a_draft_and_its_marks() -> None:
    draft = Draft(type=BlockType.LIST_ITEM, label="3.")
    draft.write("one\n\n \ntwo\nlines\n")
    draft.mark(MarkType.STRONG, 0)
    document = assemble([draft])
    assert document.content == "one\n\ntwo\nlines"
    assert [block.label for block in document.blocks] == ["3.", ""]
    assert [document.content[m.start : m.end] for m in document.marks] == ["one", "two\nlines"]


def test_page_breaks_without_text_wait_for_the_next_block() -> None:
    empty, last = Draft(), Draft()
    empty.break_page("1")
    last.write("text")
    after = Draft()
    after.break_page("2")
    document = assemble([empty, last, after])
    assert [(block.start, block.label) for block in document.blocks] == [
        (0, "1"),
        (0, None),
        (4, "2"),
    ]
