import pytest

from sources.importing.base import Imported, Options, UnreadableFile, import_document

SRT = """\
1
00:00:01,000 --> 00:00:04,000
Мы вылетели ночью,

2
00:00:04,500 --> 00:00:06,000
<i>в тумане</i>
и без огней.

3
00:12:05,000 --> 00:12:08,000
{\\an8}ئايروپىلان كۆلگە چۈشتى.

4
01:00:00,000 --> 01:00:02,000
سقطت الطائرة &amp; 飞机失事
"""
VTT = """\
WEBVTT
Kind: captions
Language: ru

STYLE
::cue { color: red }

NOTE A remark

intro
00:01.000 --> 00:04.000 align:start
<v.loud Анна Петрова>Где вы были?

00:04.100 --> 00:06.000
<v Анна Петрова>Тогда?</v>
<v Свидетель>В <b>Алма-Ате</b>.
"""


def read(text: str, name: str = "talk.srt", **options: bool) -> Imported:
    return import_document(text.encode(), filename=name, options=Options(**options))


def times(imported: Imported) -> list[tuple[str | None, str]]:
    content = imported.document.content
    return [
        (block.label, content[block.start :][:5])
        for block in imported.document.blocks
        if block.type == "time"
    ]


def paragraphs(imported: Imported) -> list[str]:
    return [imported.document.text_of(block) for block in imported.document.text_blocks]


def test_each_cue_is_a_paragraph_that_begins_at_its_time() -> None:
    imported = read(SRT)
    assert paragraphs(imported) == [
        "Мы вылетели ночью,",
        "в тумане\nи без огней.",
        "ئايروپىلان كۆلگە چۈشتى.",
        "سقطت الطائرة & 飞机失事",
    ]
    assert [label for label, _ in times(imported)] == ["0:00:01", "0:00:04", "0:12:05", "1:00:00"]
    assert [block.direction for block in imported.document.text_blocks][2:] == ["rtl", "rtl"]
    assert [mark.type for mark in imported.document.marks] == ["emphasis"]


def test_cues_are_joined_on_request_and_keep_their_times() -> None:
    imported = read(SRT, join_cues=True)
    assert paragraphs(imported)[0] == "Мы вылетели ночью, в тумане и без огней."
    assert times(imported)[:2] == [("0:00:01", "Мы вы"), ("0:00:04", "в тум")]
    assert len(paragraphs(imported)) == 3


def test_speakers_are_named_and_not_joined() -> None:
    imported = read(VTT, "talk.vtt", join_cues=True)
    assert imported.language == "ru"
    assert paragraphs(imported) == ["Анна Петрова: Где вы были? Тогда?", "Свидетель: В Алма-Ате."]
    content = imported.document.content
    marks = {mark.type.value: content[mark.start : mark.end] for mark in imported.document.marks}
    assert marks == {"small_caps": "Свидетель", "strong": "Алма-Ате"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Automatic captions show the last line again.
        ("1\n0:00:01,0 --> 0:00:02,0\none\n\n2\n0:00:02,0 --> 0:00:03,0\none\ntwo\n",
         ["one", "two"]),
        # No blank line between two cues; Windows line ends; no number.
        ("1\n0:00:01,0 --> 0:00:02,0\none\n2\n0:00:02,0 --> 0:00:03,0\ntwo", ["one", "two"]),
        ("00:01.000 --> 00:02.000\r\none\r\n\r\n00:03.000 --> 00:04.000\r\ntwo", ["one", "two"]),
        ("1\n0:00:05,0 --> 0:00:06,0\nlater\n\n2\n0:00:01,0 --> 0:00:02,0\nfirst",
         ["first", "later"]),
        ("1\n0:00:01,0 --> 0:00:02,0\n\n2\n0:00:02,0 --> 0:00:03,0\na <c.x>b</c> < 3", ["a b < 3"]),
    ],
)  # fmt: skip
def test_files_as_programs_write_them(text: str, expected: list[str]) -> None:
    assert paragraphs(read(text)) == expected


def test_overlapping_cues_are_told() -> None:
    imported = read("1\n0:00:01,0 --> 0:00:05,0\na\n\n2\n0:00:02,0 --> 0:00:03,0\nb")
    assert imported.warnings[0].startswith("1 cue begins before")


@pytest.mark.parametrize("text", ["Just text", "1\n00:00:01 -> 00:00:02\nx", "WEBVTT\n\nNOTE x"])
def test_what_has_no_cues_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnreadableFile, match="from when to when"):
        read(text)
