import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.texts.bounded_html import IntricateHtmlError
from sources.texts.sanitising import (
    ALLOWED_TAGS,
    DROPPED_TAGS,
    LINK_REL,
    PROTOCOLS,
    STRUCTURE_ATTRIBUTES,
    STRUCTURE_TAGS,
    keep_structure,
    render_markdown,
    safe_href,
    sanitise,
)
from sources.texts.structure import is_language_tag

PAYLOADS = Path(__file__).parents[4] / "shared" / "cases" / "html-payloads.jsonl"
ALLOWED_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
#: What the parser of imports is told beyond that; nobody is shown it.
IN_IMPORTS = STRUCTURE_ATTRIBUTES | {"src", "alt", "title"}
SOUP_TAGS = ["a", "svg", "math", "style", "script", "p", "table", "mtext", "noscript", "title"]
TAG_SOUP = st.lists(
    st.sampled_from(
        ["<", ">", "</", "&", "&#x6a;", '"', "'", "=", " ", "<!--", "-->", "<![CDATA[", "x"]
        + [f"<{tag} " for tag in SOUP_TAGS]
        + [f"</{tag}>" for tag in SOUP_TAGS]
        + ["href=javascript:alert(1)", "onclick=alert(1)", "style=x", "\x00", "\ufffd", "\x0c"]
    )
).map("".join)


def assert_harmless(
    html: str, tags: frozenset[str] = ALLOWED_TAGS, more: frozenset[str] = frozenset()
) -> None:
    """Only what the policy allows is in the HTML, as a parser sees it."""
    for element in lxml.html.document_fromstring(f"<main>{html}</main>").iterdescendants():
        if element.tag in ("main", "body", "head"):
            continue
        assert isinstance(element.tag, str), f"{element} is no element"
        assert element.tag in tags
        allowed = ALLOWED_ATTRIBUTES.get(element.tag, set()) | {"lang", "dir"} | more
        assert set(element.keys()) <= allowed
        assert is_language_tag(element.get("lang", "en"))
        assert element.get("dir", "auto").lower() in ("ltr", "rtl", "auto")
        assert _scheme(element.get("href", "")) in PROTOCOLS | {""}
        assert _scheme(element.get("src", "")) in PROTOCOLS | {""}


def _scheme(href: str) -> str:
    """The scheme as browsers read it: controls, and tabs and line ends anywhere, are skipped."""
    return urlsplit("".join(c for c in href if c > " ")).scheme


@pytest.mark.parametrize("show", [sanitise, render_markdown])
def test_no_payload_survives(show: Callable[[str], str]) -> None:
    if not PAYLOADS.exists():
        pytest.skip("the file of HTML payloads is not on this machine")
    for line in PAYLOADS.read_text(encoding="utf-8").splitlines():
        assert_harmless(show(json.loads(line)["payload"]))


def test_no_payload_survives_the_policy_for_imports() -> None:
    if not PAYLOADS.exists():
        pytest.skip("the file of HTML payloads is not on this machine")
    for line in PAYLOADS.read_text(encoding="utf-8").splitlines():
        kept = keep_structure(json.loads(line)["payload"])
        assert_harmless(kept, STRUCTURE_TAGS, IN_IMPORTS)


@given(TAG_SOUP)
def test_tag_soup_is_harmless(soup: str) -> None:
    assert_harmless(sanitise(soup))
    assert_harmless(render_markdown(soup))
    assert_harmless(keep_structure(soup), STRUCTURE_TAGS - DROPPED_TAGS, IN_IMPORTS)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>It <em>left</em> at <b>dawn</b></p>", "<p>It <em>left</em> at <b>dawn</b></p>"),
        ('<p lang="ug" dir="rtl">كۈن</p>', '<p lang="ug" dir="rtl">كۈن</p>'),
        ('<p lang="x y" dir="up" class="a" id="b">c</p>', "<p>c</p>"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("a < b & c", "a &lt; b &amp; c"),
        (
            '<a href="https://example.org/?a=1&amp;b=2" target="_blank">x</a>',
            f'<a href="https://example.org/?a=1&amp;b=2" rel="{LINK_REL}">x</a>',
        ),
        ('<a href="javascript:alert(1)">x</a>', f'<a rel="{LINK_REL}">x</a>'),
        ('<img src="https://example.org/tracker.png">text', "text"),
        ("<!-- hidden -->text", "text"),
    ],
)
def test_sanitise(html: str, shown: str) -> None:
    assert sanitise(html) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It *left* at **dawn**", "<p>It <em>left</em> at <strong>dawn</strong></p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("~~no~~", "<p><s>no</s></p>\n"),
        (
            "[x](https://example.org)",
            f'<p><a href="https://example.org" rel="{LINK_REL}">x</a></p>\n',
        ),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>\n'),
        ("![map](https://example.org/map.png)", "<p></p>\n"),
        ("سەپەر *كېچىدە* باشلاندى", "<p>سەپەر <em>كېچىدە</em> باشلاندى</p>\n"),
    ],
)
def test_render_markdown(text: str, shown: str) -> None:
    assert render_markdown(text) == shown


@pytest.mark.parametrize(
    ("href", "allowed"),
    [
        ("https://example.org/a b", True),
        ("mailto:archive@example.org", True),
        ("#note-1", True),
        ("/sources/", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("JAVASCRIPT&#58;alert(1)", False),
        ("\x01javascript:alert(1)", False),
        ("java\u200bscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("http://[", False),
        ("&#" + "1" * 5000 + ";", False),
    ],
)
def test_safe_href(href: str, allowed: bool) -> None:
    assert safe_href(href) == (href if allowed else None)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<style>p{}</style><p>a<script>b</script>c</p><!-- d -->", "<p>ac</p>"),
        ("<svg><title>x</title><text>y</text></svg>z", "z"),
        (
            "<section lang=zh><ruby>漢<rp>(</rp><rt>かん</rt></ruby></section>",
            '<section lang="zh"><ruby>漢<rp>(</rp><rt>かん</rt></ruby></section>',
        ),
        ("<noscript><p>Switch scripts on</p></noscript>text", "text"),
    ],
)
def test_keep_structure(html: str, kept: str) -> None:
    assert keep_structure(html) == kept


@pytest.mark.parametrize(
    "html",
    ["<div>" * 100_000, "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">", "<a><b>" * 50_000],
    ids=["depth", "attributes", "unclosed"],
)
def test_hostile_html_is_refused_or_shown_as_text(html: str) -> None:
    with pytest.raises(IntricateHtmlError):
        keep_structure(html)
    assert "<" not in sanitise(html)


@given(st.text(st.characters()))
def test_showing_and_cleaning_never_fail(text: str) -> None:
    for raw in (text, f"&#{text};", f"<a href='{text}'>", "&#" + "1" * 5000 + ";"):
        assert_harmless(sanitise(raw))
        assert_harmless(render_markdown(raw))
        safe_href(raw)
