from __future__ import annotations

import re

import pytest

from sources.texts.mentions import handles_in
from sources.texts.sanitising import render_markdown
from tests.sources.texts.test_sanitising import assert_harmless

PEOPLE = {"anna": "Anna & <b>Co</b>", "анна-петрова": "Анна", "李明": "李明", "ئادىل": "ئادىل"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@anna", {"anna"}),
        ("Hello @Anna.", {"anna"}),
        ("(@anna), *@АННА-Петрова*!", {"anna", "анна-петрова"}),
        ("请@李明 看", {"李明"}),
        ("@ئادىل قاراڭ", {"ئادىل"}),
        ("> @anna\n\n- @李明", {"anna", "李明"}),
        ("anna@example.org", set()),
        ("me@anna", set()),
        ("https://example.org/@anna", set()),
        ("`@anna` and\n\n    @anna", set()),
        ("[@anna](https://example.org)", set()),
        ("<mailto:x@anna.example>", set()),
        ("@annabel @anna-maria @_anna @@anna", set()),
        ("a &amp;@anna", {"anna"}),
    ],
)
def test_who_is_mentioned(text: str, found: set[str]) -> None:
    html = render_markdown(text, people=PEOPLE)
    assert handles_in(html) == found
    assert_harmless(re.sub(r' class="mention"| title="@[^"]*"', "", html))


def test_names_are_escaped() -> None:
    html = render_markdown("@anna", people=PEOPLE)
    assert '<span class="mention" dir="auto" title="@anna">@Anna &amp; &lt;b&gt;Co' in html


@pytest.mark.parametrize(
    "text",
    [
        '<span class="mention" dir="auto" title="@anna">x</span>',
        '[x](https://example.org "@anna")',
    ],
)
def test_nobody_forges_a_mention(text: str) -> None:
    assert handles_in(render_markdown(text, people={"nobody": "Nobody"})) == set()
