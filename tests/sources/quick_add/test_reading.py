"""Pasted references: told apart, split, and read by pandoc."""

import time

import pytest

from sources.quick_add import bibtex, reading
from sources.quick_add.formats import Format, detect
from sources.quick_add.reading import Entry, TooManyEntries, read
from sources.quick_add.splitting import NotSplit

BIBTEX = """
@string{ep = "Eastern Press"}
@comment{ignored, title={No}}
Words between entries are comment.
@book{forbes1986, author={Forbes, Andrew D. W.},
  title={Warlords and Muslims in {Chinese} Central Asia}, publisher=ep, year=1986,
  keywords={Xinjiang, warlords}}
@article(benson, author = "Linda Benson and {Ministry of Air}", title = "The Ili Rebellion",
  journal={Journal}, year = {c. 1949})
"""
RIS = """TY  - JOUR
AU  - Benson, Linda
TI  - The Ili Rebellion
DA  - 1949/08/24/
KW  - one
ER  -

TY  - BOOK
ID  - second
TI  - Another
PY  - 1950
"""
CSL = """[
  {"id": "a", "type": "book", "title": "A <b>", "issued": {"raw": "1949-08"}},
  {"id": "b", "type": "nonsense", "title": "B", "unknown": 1, "custom": {"kept": "yes"}}
]"""
ENDNOTE = """<?xml version="1.0"?><xml><records>
<record><rec-number>7</rec-number><ref-type name="Book">6</ref-type>
<contributors><authors><author>Forbes, Andrew</author></authors></contributors>
<titles><title>Warlords</title></titles><dates><year>1986</year></dates></record>
</records></xml>"""


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (BIBTEX, Format.BIBTEX),
        ("@online{a, title={A}}", Format.BIBLATEX),
        ("@book{a, date={1949~}}\n@book{b,\n date = {1949}}", Format.BIBLATEX),
        ("\ufeff" + RIS, Format.RIS),
        (CSL, Format.CSLJSON),
        (ENDNOTE, Format.ENDNOTE),
        ("Forbes, Andrew: Warlords. 1986.", None),
        ("", None),
    ],
)
def test_formats_are_told_apart(content: str, written: Format | None) -> None:
    assert detect(content) == written


def test_bibtex() -> None:
    forbes, benson = read(BIBTEX, Format.BIBTEX)
    assert (forbes.key, forbes.line, forbes.date) == ("forbes1986", 5, "1986")
    # Capitals stay as they are, and the definition of the publisher is known.
    assert forbes.csl["title"] == "Warlords and Muslims in Chinese Central Asia"
    assert forbes.csl["publisher"] == "Eastern Press"
    assert forbes.keywords == ["Xinjiang", "warlords"]
    assert (benson.line, benson.date) == (8, "1949~")
    assert benson.csl["author"] == [
        {"family": "Benson", "given": "Linda"},
        {"literal": "Ministry of Air"},
    ]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1949-08-24", "1949-08-24"),
        ("1949~", "1949~"),
        ("194X", "194X"),
        ("1949-08/1950", "1949-08/1950"),
        ("spring of no year", ""),
    ],
)
def test_dates_of_biblatex_are_edtf(date: str, expected: str) -> None:
    [entry] = read(f"@book{{a, title={{A}}, date={{{date}}}}}", Format.BIBLATEX)
    assert entry.date == expected
    assert bool(entry.warnings) == (not expected)


def test_ris() -> None:
    first, second = read(RIS, Format.RIS)
    assert (first.csl["type"], first.date, first.keywords) == (
        "article-journal",
        "1949-08-24",
        ["one"],
    )
    assert (second.key, second.line, second.date) == ("second", 8, "1950")


def test_csl_json_loses_nothing() -> None:
    first, second = read(CSL, Format.CSLJSON)
    assert (first.csl, first.date) == ({"type": "book", "title": "A <b>"}, "1949-08")
    assert (first.line, second.line) == (2, 3)
    assert second.csl == {
        "type": "document",
        "title": "B",
        "custom": {"kept": "yes", "unknown": 1},
    }
    assert "nonsense" in second.warnings[0]


def test_endnote() -> None:
    [entry] = read(ENDNOTE, Format.ENDNOTE)
    assert (entry.csl["title"], entry.date, entry.key) == ("Warlords", "1986", "")


@pytest.mark.parametrize(
    ("content", "written", "problems"),
    [
        (
            "@book{a, title={A}, year=1949}\n@book{b, title={Not closed,\n@book{c, title={C}}",
            Format.BIBTEX,
            ["", "A brace or quotation mark is not closed.", ""],
        ),
        (
            "@book{a, title={A}}\n@book{b,, title={B}}\n@book{c, title={C}}",
            Format.BIBTEX,
            ["", "This cannot be read", ""],
        ),
        ("@book{a, year=1949}", Format.BIBTEX, ["A source needs a “title”"]),
        ("TY  - BOOK\nPY  - 1949\nER  - \n", Format.RIS, ["A source needs a “title”"]),
        ('[{"type": "book", "title": "A"}, 7]', Format.CSLJSON, ["", "This is no reference."]),
        ('[{"type": "book", "title": 7}]', Format.CSLJSON, ["A source needs a “title”"]),
        (
            '[{"type": "book", "title": "\\ud800", "id": "\\ud800"}]',
            Format.CSLJSON,
            ["It holds half"],
        ),
        ('[{"type": "book", "title": "a\\u0000"}]', Format.CSLJSON, ["“title”"]),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", Format.CSLJSON, ["The JSON is nested too deeply."]),
        ("no entry at all", Format.BIBTEX, []),
    ],
)
def test_what_is_wrong_stands_with_the_entry(
    content: str, written: Format, problems: list[str]
) -> None:
    found = read(content, written)
    assert [entry.number for entry in found] == list(range(1, len(problems) + 1))
    for entry, problem in zip(found, problems, strict=True):
        assert entry.problem.startswith(problem)
        assert bool(entry.problem) == bool(problem)


@pytest.mark.parametrize(
    ("content", "written", "words"),
    [
        ('[{"id": "a"\n "type": 1}]', Format.CSLJSON, "Line 2 is not JSON"),
        ("<xml>\n<record></xml>", Format.ENDNOTE, "Line 2 is not XML"),
        ("[" * 100_000, Format.CSLJSON, "JSON"),
        ('{"volume": 1e999}', Format.CSLJSON, "number"),
        ('{"volume": NaN}', Format.CSLJSON, "number"),
        ('{"volume": ' + "1" * 5_000 + "}", Format.CSLJSON, "number"),
    ],
)
def test_what_falls_into_no_entries(content: str, written: Format, words: str) -> None:
    with pytest.raises(NotSplit, match=words):
        read(content, written)


def test_too_many_are_refused() -> None:
    with pytest.raises(TooManyEntries):
        read("@book{a, title={A}}\n" * 2_001, Format.BIBTEX)


@pytest.mark.parametrize("key", ["two words", "ключ", "a" * 81, ""])
def test_a_key_that_is_none_is_left_out(key: str) -> None:
    [entry] = read(f'[{{"id": "{key}", "type": "book", "title": "A"}}]', Format.CSLJSON)
    assert isinstance(entry, Entry)
    assert (entry.key, entry.problem) == ("", "")


def test_a_paste_full_of_mistakes_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_RUNS", 8)
    entries = read("@book{a,, title={A}}\n" * 20, Format.BIBTEX)
    assert len(entries) == 20
    assert all(entry.problem for entry in entries)
    assert entries[-1].problem == "Not read: mend the entries above first."


@pytest.mark.parametrize(
    "content",
    ["@book{" * 100_000, "@book{a,\n" * 200_000, "\n" * 2_000_000 + "@", "@ " * 1_000_000],
)
def test_hostile_input_is_gone_through_once(content: str) -> None:
    start = time.process_time()
    detect(content)
    list(bibtex.entries(content))
    assert time.process_time() - start < 10
