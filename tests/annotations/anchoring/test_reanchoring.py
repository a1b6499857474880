"""Placing passages of an old text in a new one."""

from __future__ import annotations

import random
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.anchoring.anchored import Anchored, Method, Status
from annotations.anchoring.graphemes import around
from annotations.anchoring.reanchoring import reanchor

from .prose import LETTERS, prose, sentences

SCRIPTS = sorted(LETTERS)


def span_of(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def place(old: str, new: str, words: str) -> Anchored:
    return reanchor(old, new, [span_of(old, words)])[0]


def words_of(new: str, found: Anchored) -> str | None:
    return None if found.start is None else new[found.start : found.end]


def test_the_same_text_is_certain() -> None:
    text = "\n".join(prose())
    found = reanchor(text, text, [(0, 5), (10, len(text))])
    assert found == [
        Anchored(0, 5, Status.PLACED, 1.0, Method.SAME),
        Anchored(10, len(text), Status.PLACED, 1.0, Method.SAME),
    ]


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_put_before_shifts_the_rest(script: str) -> None:
    old = "\n".join(prose(script=script))
    spans = [(start, start + 7) for start in range(0, len(old) - 7, 41)]
    before = "\n".join(prose(2, script=script, seed=7)) + "\n"
    found = reanchor(old, before + old, spans)
    assert [(place.start, place.end) for place in found] == [
        (start + len(before), end + len(before)) for start, end in spans
    ]
    assert {place.status for place in found} == {Status.PLACED}


@pytest.mark.parametrize("script", SCRIPTS)
def test_paragraphs_that_change_places_are_moved(script: str) -> None:
    one, two, three, short, five = prose(5, script=script)
    short = short[: len(short) // 2]
    old = f"{one}\n{two}\n{short}\n{three}\n{five}"
    new = f"{one}\n{short}\n{two}\n{three}\n{five}"
    found = [place(old, new, words) for words in (one, two, short, three, five)]
    assert [words_of(new, place) for place in found] == [one, two, short, three, five]
    expected = [Status.PLACED, Status.PLACED, Status.MOVED, Status.PLACED, Status.PLACED]
    assert [place.status for place in found] == expected
    assert found[2].method is Method.BLOCK


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_deleted_is_orphaned(script: str) -> None:
    made = sentences(12, script=script)
    old, new = " ".join(made), " ".join(made[:4] + made[7:])
    gone = [place(old, new, words) for words in made[4:7]]
    assert [(place.start, place.status) for place in gone] == [(None, Status.ORPHANED)] * 3
    kept = [place(old, new, words) for words in made[:4] + made[7:]]
    assert [words_of(new, place) for place in kept] == made[:4] + made[7:]


def test_a_word_that_is_gone_is_not_found_in_its_other_places() -> None:
    old = "He was there in the morning. She came for the talks. They were there in the evening."
    new = "He was there in the morning. They were there in the evening."
    at = old.index("the talks")
    assert reanchor(old, new, [(at, at + 3)])[0].start is None


def test_of_many_like_it_the_one_in_the_same_place_is_meant() -> None:
    lines = [f"{number}. The weather was fair on this day too." for number in range(200)]
    old = "\n".join(lines)
    new = "\n".join(line for number, line in enumerate(lines) if number % 7)
    at = old.index("100. The weather")
    found = reanchor(old, new, [(at + 9, at + 16)])[0]
    assert found.start == new.index("100. The weather") + 9


EDITS = [
    ("The witnesses left Almaty", "The witnesses left Alma-Ata", "Almaty", "Alma-Ata"),
    ("the red-headed men came", "the redheaded men came", "red-headed", "redheaded"),
    ("it was “quite clear” then", "it was 'quite clear' then", "“quite clear”", "'quite clear'"),
    ("they talked —and left", "they talked.\n—and left", "talked", "talked"),
    ("on 24 Aug­ust it fell", "on 24 August it fell", "24 Aug­ust", "24 August"),
    ("the aircra ft was lost", "the aircraft was lost", "aircra ft", "aircraft"),
    ("another misfortune now", "another rnisfortune now", "misfortune", "rnisfortune"),
    ("при всѣхъ людяхъ тамъ", "при всех людях там", "всѣхъ людяхъ", "всех людях"),
    ("в доме человек жил", "въ доме человекъ жилъ", "человек", "человекъ"),
    ("في المدينة إلى آخره", "في المدينه الى اخره", "المدينة إلى", "المدينه الى"),
    ("ھەممە ئادەم ھوقۇقلۇق", "هەممە ادەم هوقۇقلۇق", "ئادەم", "ادەم"),
]


@pytest.mark.parametrize(("old", "new", "words", "expected"), EDITS)
def test_changed_wording_keeps_its_place(old: str, new: str, words: str, expected: str) -> None:
    before, after = prose(2)
    old, new = f"{before}\n{old}.\n{after}", f"{before}\n{new}.\n{after}"
    found = place(old, new, words)
    assert words_of(new, found) == expected
    assert found.status in (Status.PLACED, Status.UNCERTAIN)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize(
    "text", ["Ὁ ἄνθρωπος ᾔδει ταῦτα", "ﺍﻟﺴﻼﻡ ﻋﻠﻴﻜﻢ", "Zoë naïve café", "각나다라"]
)
def test_unicode_forms(text: str, form: str) -> None:
    before, after = prose(2)
    old, new = before + "\n" + text + ".\n" + after, before + " " + text + ". " + after
    new = unicodedata.normalize(form, new)  # type: ignore[arg-type]
    expected = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert words_of(new, place(old, new, text)) == expected


def test_what_stood_twice_and_stands_once_is_not_lost() -> None:
    made = prose(6)
    old, new = "\n".join([*made[:3], made[2], *made[3:]]), "\n".join(made)
    first = old.index(made[2])
    second = old.index(made[2], first + 1)
    spans = [(at, at + len(made[2])) for at in (first, second)]
    assert [words_of(new, place) for place in reanchor(old, new, spans)] == [made[2]] * 2


def test_signs_without_letters_have_nothing_but_themselves() -> None:
    before, after = prose(2)
    old = f"{before} … * * * — {after}"
    kept, changed = f"{before} … * * * — x {after}", f"{before} … ! — {after}"
    assert words_of(kept, place(old, kept, "* * *")) == "* * *"
    assert place(old, changed, "* * *").start is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "a"),
        ("a", ""),
        ("...", "!!"),
        ("a", "b"),
        ("ab" * 3_000, "ab" * 2_999),
        ("a " * 100_000, "a " * 99_999),
        ("a" * 300_000, "b" * 300_000),
        ("the same line\n" * 20_000, "the same line\n" * 19_000 + "another\n" * 50),
        ("e" + "\u0301" * 20_000, "e" + "\u0300" * 20_000),
        ("." * 100_000, "," * 100_000),
    ],
    ids=["no old", "no new", "no letters", "other", "pairs", "one word", "one letter", "lines",
         "marks", "signs"],
)  # fmt: skip
def test_texts_that_say_little(old: str, new: str) -> None:
    ends = sorted({0, len(old) // 2, len(old)})
    spans = [span for span in pairwise(ends) if span[0] < span[1]]
    for found in reanchor(old, new, spans):
        _check(new, found)


def test_nothing_to_place() -> None:
    assert reanchor("one", "two", []) == []


def _check(new: str, found: Anchored) -> None:
    """What holds of any answer."""
    assert 0 <= found.confidence <= 1
    if found.start is None or found.end is None:
        assert (found.start, found.end, found.status) == (None, None, Status.ORPHANED)
        return
    assert 0 <= found.start < found.end <= len(new)
    assert found.status is not Status.ORPHANED
    for offset in (found.start, found.end):
        assert around(new, offset) == (offset, offset)


ALPHABET = "ab .,\n\u0301\u200dа́ا漢𐽰👩👧🇫e\u0644\u0627"


@given(st.data())
def test_any_two_texts(data: st.DataObject) -> None:
    old = data.draw(st.text(ALPHABET, min_size=1, max_size=120))
    new = data.draw(st.text(ALPHABET, max_size=120))
    ends = data.draw(st.lists(st.integers(0, len(old)), min_size=2, max_size=8, unique=True))
    spans = [(min(pair), max(pair)) for pair in pairwise(ends)]
    for found in reanchor(old, new, spans):
        _check(new, found)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(SCRIPTS))
def test_edited_prose(seed: int, script: str) -> None:
    """Sentences dropped, moved and garbled: what is surely placed is what it was."""
    rng = random.Random(seed)
    made = sentences(40, script=script, seed=seed)
    kept = [number for number in range(40) if rng.random() > 0.15]
    moved = kept.pop(rng.randrange(len(kept)))
    kept.insert(rng.randrange(len(kept)), moved)
    texts = {number: _garbled(made[number], rng) for number in kept}
    old, new = " ".join(made), " ".join(texts[number] for number in kept)
    spans = [span_of(old, sentence) for sentence in made]
    for number, found in enumerate(reanchor(old, new, spans)):
        _check(new, found)
        if number not in kept:
            assert found.status in (Status.ORPHANED, Status.UNCERTAIN)
        elif found.status in (Status.PLACED, Status.MOVED):
            start, end = span_of(new, texts[number])
            assert found.start is not None and found.end is not None
            assert min(end, found.end) > max(start, found.start)


def _garbled(text: str, rng: random.Random) -> str:
    return "".join(rng.choice(["", c, c * 2]) if rng.random() < 0.03 else c for c in text)
