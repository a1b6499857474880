import pytest

from sources.importing.pdf.hyphens import Joiner

TEXTS = ["A well-known transport of foresters arrived"]


@pytest.mark.parametrize(
    ("before", "after", "plain", "joined"),
    [
        ("the air", "craft", "the air craft", "the air craft"),
        ("the air-", "craft", "the air-craft", "the aircraft"),
        ("a well-", "known man", "a well-known man", "a well-known man"),
        ("the trans-", "port", "the trans-port", "the transport"),
        ("the Alma-", "Ata road", "the Alma-Ata road", "the Alma-Ata road"),
        ("само-", "лёт", "само-лёт", "самолёт"),
        ("по-", "лучил", "по-лучил", "получил"),
        ("по-", "русски", "по-русски", "по-русски"),
        ("ex-", "panded", "ex-panded", "expanded"),
        ("Nord-", "und Südufer", "Nord- und Südufer", "Nord- und Südufer"),
        ("in 1949-", "1950", "in 1949-1950", "in 1949-1950"),
        ("27-", "كۈنى", "27-كۈنى", "27-كۈنى"),
        ("a –", "b", "a – b", "a – b"),
        ("this—", "that", "this—that", "this—that"),
        ("soft\u00ad", "ness", "softness", "softness"),
        ("飞机失事", "以后", "飞机失事以后", "飞机失事以后"),
        ("失事，", "Il-12", "失事， Il-12", "失事， Il-12"),
    ],
)
def test_joining_lines(before: str, after: str, plain: str, joined: str) -> None:
    for dehyphenate, expected in ((False, plain), (True, joined)):
        drop, between = Joiner(TEXTS, dehyphenate=dehyphenate).join(before, after)
        assert before[: len(before) - drop] + between + after == expected
