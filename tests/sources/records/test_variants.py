"""Titles and names in several scripts: what is kept, shown and cited."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sources.records.scripts import Scripts, in_scripts
from sources.records.variants import MOST, check_variants, names_of, titles_of, words

CSL: dict[str, Any] = {
    "type": "manuscript",
    "title": "شىنجاڭدىن كەلگەن خەت",
    "language": "ug",
    "author": [{"family": "تۆمۈر", "given": "خەمىت"}, {"literal": "新疆日报"}],
}
ROMAN = {"form": "romanised", "language": "ug-Latn", "text": "Shinjangdin kelgen xet"}
ENGLISH = {"form": "translated", "language": "en", "text": "A letter from Xinjiang"}
TOMUR = {
    "form": "romanised",
    "language": "ug-Latn",
    "name": {"family": "Tömür", "given": "Hemit"},
}
VARIANTS = {"title": [ROMAN, ENGLISH], "author": [[TOMUR]]}

GOOD = [
    {},
    VARIANTS,
    {"author": [[], [{"form": "romanised", "language": "zh-Latn", "name": {"literal": "Ribao"}}]]},
    {"title": [{**ROMAN, "form": "other", "language": "ug-Cyrl"}]},
]

BAD: list[tuple[Any, str]] = [
    (None, "object"),
    ([], "object"),
    ({"publisher": [ROMAN]}, "no title or name"),
    ({"container-title": [ROMAN]}, "no first one"),
    ({"editor": [[TOMUR]]}, "each of the 0 names"),
    ({"author": [[TOMUR], [], []]}, "each of the 2 names"),
    ({"author": [TOMUR]}, "at most"),
    ({"title": "x"}, "at most"),
    ({"title": [ROMAN] * (MOST + 1)}, "at most"),
    ({"title": ["x"]}, "each form has"),
    ({"title": [{**ROMAN, "script": "Latn"}]}, "each form has"),
    ({"title": [{"form": "romanised", "text": "x"}]}, "each form has"),
    ({"title": [{**ROMAN, "form": "sung"}]}, "“form” is original"),
    ({"title": [{**ROMAN, "form": ["original"]}]}, "“form” is original"),
    ({"title": [{**ROMAN, "language": ""}]}, "BCP 47"),
    ({"title": [{**ROMAN, "language": "Uyghur, Latin"}]}, "BCP 47"),
    ({"title": [{**ROMAN, "text": "  "}]}, "“text” is a title"),
    ({"title": [{**ROMAN, "text": 5}]}, "“text” is a title"),
    ({"title": [{**ROMAN, "text": "a\x00"}]}, "no database"),
    ({"author": [[{**TOMUR, "name": {"given": "x"}}]]}, "“name” is a CSL name"),
    ({"author": [[{**TOMUR, "name": "x"}]]}, "“name” is a CSL name"),
]


@pytest.mark.parametrize("variants", GOOD)
def test_good(variants: dict[str, Any]) -> None:
    assert check_variants(variants, CSL) == variants


@pytest.mark.parametrize(("variants", "said"), BAD)
def test_bad_and_why(variants: Any, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_variants(variants, CSL)
    assert said in " ".join(refused.value.message_dict["variants"])


def test_nothing_is_kept_of_empty_lists() -> None:
    assert check_variants({"title": [], "author": [[], []]}, CSL) == {}


def test_titles_are_shown_with_language_and_direction() -> None:
    shown = [
        (each.text, each.language, each.direction, each.form_word)
        for each in titles_of(CSL, VARIANTS)
    ]
    assert shown == [
        ("شىنجاڭدىن كەلگەن خەت", "ug", "rtl", ""),
        ("Shinjangdin kelgen xet", "ug-Latn", "ltr", "Romanised"),
        ("A letter from Xinjiang", "en", "ltr", "Translated"),
    ]
    assert titles_of(CSL, VARIANTS, "container-title") == []


def test_names_are_shown_one_by_one() -> None:
    shown = [[each.text for each in forms] for forms in names_of(CSL, VARIANTS)]
    assert shown == [["خەمىت تۆمۈر", "Hemit Tömür"], ["新疆日报"]]
    assert names_of(CSL, VARIANTS, "editor") == []


def test_a_search_looks_into_all_of_them() -> None:
    found = list(words(VARIANTS))
    assert found == ["Shinjangdin kelgen xet", "A letter from Xinjiang", "Hemit Tömür"]


def item(variants: dict[str, Any], **csl: Any) -> dict[str, Any]:
    return {**CSL, **csl, "custom": {"testimonia": {"variants": variants}}}


ORIGINAL = {"form": "original", "language": "zh", "text": "信"}
LETTER = {"type": "manuscript", "title": "Xin"}


@pytest.mark.parametrize(
    ("cited", "scripts", "title"),
    [
        (
            item(VARIANTS),
            Scripts.ALL,
            "Shinjangdin kelgen xet \u2067شىنجاڭدىن كەلگەن خەت\u2069 [A letter from Xinjiang]",
        ),
        (item(VARIANTS), Scripts.OWN, CSL["title"]),
        (item(VARIANTS), Scripts.ROMANISED, "Shinjangdin kelgen xet"),
        (item({"title": [ENGLISH]}), Scripts.ROMANISED, CSL["title"]),
        (item({"title": [ENGLISH]}, title="信"), Scripts.ALL, "信 [A letter from Xinjiang]"),
        (item({"title": [ORIGINAL, ENGLISH]}, title="Xin"), Scripts.ALL,
         "Xin 信 [A letter from Xinjiang]"),
        (item({"title": [{**ROMAN, "form": "other"}]}, title="信"), Scripts.ALL, "信"),
        (CSL, Scripts.ALL, CSL["title"]),
        ({**CSL, "custom": {"testimonia": "odd"}}, Scripts.ALL, CSL["title"]),
    ],
)  # fmt: skip
def test_titles_as_references_have_them(
    cited: dict[str, Any], scripts: Scripts, title: str
) -> None:
    assert in_scripts(cited, scripts)["title"] == title


@pytest.mark.parametrize(
    ("own", "forms", "scripts", "name"),
    [
        (
            {"family": "تۆمۈر", "given": "خەمىت"},
            [TOMUR],
            Scripts.ALL,
            {"family": "Tömür", "given": "Hemit \u2067خەمىت تۆمۈر\u2069"},
        ),
        ({"family": "x"}, [TOMUR], Scripts.ROMANISED, {"family": "Tömür", "given": "Hemit"}),
        ({"family": "x"}, [TOMUR], Scripts.OWN, {"family": "x"}),
        (
            {"family": "Li", "given": "Ming"},
            [{"form": "original", "language": "zh", "name": {"family": "李", "given": "明"}}],
            Scripts.ALL,
            {"family": "Li", "given": "Ming 李明"},
        ),
        (
            {"literal": "新疆日报"},
            [{"form": "romanised", "language": "zh-Latn", "name": {"literal": "Xinjiang ribao"}}],
            Scripts.ALL,
            {"literal": "Xinjiang ribao 新疆日报"},
        ),
        ({"family": "x"}, [{**TOMUR, "form": "translated"}], Scripts.ALL, {"family": "x"}),
    ],
)
def test_names_as_references_have_them(
    own: dict[str, Any], forms: list[Any], scripts: Scripts, name: dict[str, Any]
) -> None:
    other = {"family": "Second"}
    cited = item({"author": [forms]}, author=[own, other])
    assert in_scripts(cited, scripts)["author"] == [name, other]


@pytest.mark.parametrize(
    ("own", "titles", "language"),
    [("ug", [ROMAN], "ug"), ("", [ENGLISH, ROMAN], "ug-Latn"), ("", [ENGLISH], "")],
)
def test_a_romanised_title_is_not_taken_for_english(
    own: str, titles: list[Any], language: str
) -> None:
    cited = in_scripts(item({"title": titles}, language=own))
    assert cited["language"] == language
