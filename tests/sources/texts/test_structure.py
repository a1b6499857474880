import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.texts.structure import Document, StructureError, from_plain, normalise
from tests.sources.texts.documents import documents

PARAGRAPHS = [
    {"type": "paragraph", "start": 0, "end": 3},
    {"type": "note", "start": 5, "end": 8, "label": "1", "language": "ug", "direction": "rtl"},
]

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", ""),
        ("a\r\nb\rc\u2028d\x0be\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\u2029b", "a\n\nb"),
        ("a\x00b\x07\tc\ufdd0\uffff", "ab\tc"),
        ("\ud83d\ude00 \ud83d", "\U0001f600 \ufffd"),
        ("cafe\u0301", "caf\u00e9"),
        ("e\x00\u0301", "\u00e9"),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


@given(st.text(st.characters()))
def test_normalising_again_changes_nothing(raw: str) -> None:
    text = normalise(raw)
    assert normalise(text) == text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \n\t\n", []),
        ("one", ["one"]),
        ("\n\none\r\ntwo\r\n \r\n\u00a0\n three \n\n", ["one\ntwo", " three "]),
    ],
)
def test_from_plain_makes_paragraphs_at_blank_lines(text: str, paragraphs: list[str]) -> None:
    document = from_plain(text)
    document.check()
    assert [document.text_of(block) for block in document.blocks] == paragraphs


@given(st.text(st.characters()))
def test_any_plain_text_gives_a_sound_document(raw: str) -> None:
    from_plain(raw).check()


@given(documents())
def test_json_there_and_back(document: Document) -> None:
    again = Document.from_json(document.content, document.blocks_json(), document.marks_json())
    assert again == document


def test_json_leaves_out_what_is_not_known() -> None:
    document = Document.from_json("abc\n\ndef", PARAGRAPHS, [])
    assert document.blocks_json() == PARAGRAPHS


@pytest.mark.parametrize(
    ("content", "blocks", "message"),
    [
        (3, [], "content must be a string"),
        ("e\u0301", [], "not normalised"),
        ("abc", None, "blocks must be a list"),
        ("abc", {}, "blocks must be a list"),
        ("abc", ["paragraph"], "must be an object"),
        ("abc", [], "The blocks end at 0, the text at 3"),
        ("abc", [{"type": "paragraph", "start": 0}], "a whole number as end"),
        ("abc", [{"type": "paragraph", "start": 0, "end": True}], "a whole number as end"),
        ("abc", [{"type": "paragraph", "start": 0, "end": 3.0}], "a whole number as end"),
        ("abc", [{"type": ["x"], "start": 0, "end": 3}], "a string as type"),
        ("abc", [{"type": "chapter", "start": 0, "end": 3}], "There is no block type 'chapter'"),
        ("abc", [{"type": "paragraph", "start": 0, "end": 4}], "outside the text"),
        ("abc", [{"type": "paragraph", "start": -3, "end": 3}], "outside the text"),
        ("abc", [{"type": "paragraph", "start": 3, "end": 0}], "outside the text"),
        ("abc", [{"type": "paragraph", "start": 0, "end": 3, "class": "x"}], "no member 'class'"),
        ("abc", [{"type": "page_break", "start": 0, "end": 3}], "wrong length"),
        ("", [{"type": "paragraph", "start": 0, "end": 0}], "wrong length"),
        ("abc", [{"type": "heading", "start": 0, "end": 3, "level": 100}], "level"),
        ("abc", [{"type": "heading", "start": 0, "end": 3, "level": None}], "level"),
        ("abc", [{"type": "note", "start": 0, "end": 3, "label": "a\nb"}], "label"),
        ("abc", [{"type": "note", "start": 0, "end": 3, "label": "\ud800"}], "label"),
        ("abc", [{"type": "note", "start": 0, "end": 3, "language": '"x'}], "BCP 47"),
        ("abc", [{"type": "note", "start": 0, "end": 3, "direction": "up"}], "direction"),
        ("abc\n\ndef", [PARAGRAPHS[1], PARAGRAPHS[0]], "stands after"),
        ("abc\n\ndef", [PARAGRAPHS[0], {**PARAGRAPHS[1], "start": 2}], "do not overlap"),
        ("abc\ndefg", [PARAGRAPHS[0], {**PARAGRAPHS[1], "start": 4}], "should start at 5"),
        ("abc--def", PARAGRAPHS, "Blank lines"),
        ("abc\n\ndef", [{"type": "preformatted", "start": 0, "end": 8}], "Blank lines"),
    ],
)
def test_bad_blocks_are_refused_in_a_sentence(content: Any, blocks: Any, message: str) -> None:
    with pytest.raises(StructureError, match=message) as refusal:
        Document.from_json(content, blocks, [])
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("marks", "message"),
    [
        ("x", "marks must be a list"),
        ([{"type": "blink", "start": 0, "end": 1}], "no mark type 'blink'"),
        ([{"type": "strong", "start": 0, "end": 9}], "outside the text"),
        ([{"type": "strong", "start": 1, "end": 1}], "is empty"),
        ([{"type": "link", "start": 0, "end": 1}], "needs an href"),
        ([{"type": "strong", "start": 0, "end": 1, "href": "/"}], "needs an href"),
        ([{"type": "link", "start": 0, "end": 1, "href": "a\x00"}], "one line"),
        (
            [
                {"type": "link", "start": 0, "end": 2, "href": "/a"},
                {"type": "link", "start": 1, "end": 3, "href": "/b"},
            ],
            "overlaps another link",
        ),
    ],
)
def test_bad_marks_are_refused_in_a_sentence(marks: Any, message: str) -> None:
    with pytest.raises(StructureError, match=message):
        Document.from_json("abc\n\ndef", PARAGRAPHS, marks)


@given(JSON_VALUES | st.text(), JSON_VALUES, JSON_VALUES)
def test_foreign_json_never_raises_anything_else(content: Any, blocks: Any, marks: Any) -> None:
    try:
        Document.from_json(content, blocks, marks).check()
    except StructureError:
        return


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "type": st.sampled_from(["paragraph", "page_break", "link"]) | JSON_VALUES,
                "start": st.integers(0, 8) | JSON_VALUES,
                "end": st.integers(0, 8) | JSON_VALUES,
            },
            optional={"label": JSON_VALUES, "href": JSON_VALUES},
        )
    )
)
def test_nearly_right_json_never_raises_anything_else(items: Any) -> None:
    for blocks, marks in ((items, []), (PARAGRAPHS, items)):
        try:
            Document.from_json("abc\n\ndef", blocks, marks)
        except StructureError:
            continue
