import re

import lxml.html
import pytest
from django.utils.safestring import mark_safe
from hypothesis import given, settings

from sources.texts.directions import direction_within
from sources.texts.rendering import render_document
from sources.texts.structure import Block, BlockType, Document, Mark, MarkType, from_plain
from tests.sources.texts.documents import documents

NUMBERS = {"data-number", "data-verse"}
EMPHASIS, STRONG = MarkType.EMPHASIS, MarkType.STRONG
SHA256 = "a" * 64
TABLE = '<div class="scroller" role="group" tabindex="0" aria-label="Table 1"><table>'


def document(content: str, *blocks: dict[str, object], marks: tuple[Mark, ...] = ()) -> Document:
    """Blocks at the blank lines of the content, with the members given for each."""
    plain = from_plain(content).blocks
    placed = [
        {"type": "paragraph", "start": block.start, "end": block.end} | members
        for block, members in zip(plain, blocks or [{}] * len(plain), strict=True)
    ]
    return Document.from_json(content, placed, [mark.to_json() for mark in marks])


def shown(text: Document) -> lxml.html.HtmlElement:
    images = {SHA256: "/waves.png"}
    html = render_document(text, language="en", direction="ltr", images=images)
    return lxml.html.document_fromstring(f"<main>{html}</main>").find(".//main")


def inner_html(text: Document) -> str:
    """The HTML without what every leaf has."""
    for leaf in (root := shown(text)).xpath(".//*[@data-block]"):
        for name in {"id", "data-block", "data-start", "lang", "dir"} | NUMBERS & {*leaf.attrib}:
            del leaf.attrib[name]
    return "".join(lxml.html.tostring(child, encoding="unicode").strip() for child in root)


@settings(max_examples=400)
@given(documents())
def test_dom_text_of_each_leaf_is_its_blocks_text(text: Document) -> None:
    leaves = {leaf.get("id"): leaf for leaf in shown(text).xpath(".//*[@data-block]")}
    blocks = {f"b{n}": b for n, b in enumerate(text.blocks) if not b.is_marker}
    assert list(leaves) == list(blocks)
    for name, block in blocks.items():
        assert leaves[name].text_content() == text.text_of(block)
        assert leaves[name].get("data-start") == str(block.start)
        assert leaves[name].get("lang") == (block.language or "en")
        within = direction_within(text.text_of(block), "ltr")
        assert leaves[name].get("dir") == (block.direction or within)


@given(documents())
def test_no_text_but_labels_stands_outside_the_leaves(text: Document) -> None:
    root = shown(text)
    outside = root.xpath(".//text()[not(ancestor::*[@data-block or @data-not-text])]")
    assert "".join(outside).strip() == ""
    assert not root.xpath(".//*[@data-block]//*[@data-block or @data-not-text]")
    assert not root.xpath(".//*[@data-not-text]//*[@data-block]")


@given(documents())
def test_every_page_break_is_there_once_with_its_label(text: Document) -> None:
    expected = [(f"page-{b.label}", b.label) for b in text.blocks if b.type == "page_break"]
    breaks = shown(text).xpath(".//*[@role='separator']")
    assert sorted((b.get("id"), b.get("data-label")) for b in breaks) == sorted(expected)
    assert all(b.text_content() == "" for b in breaks)


@given(documents())
def test_marked_characters_stand_in_their_elements(text: Document) -> None:
    strong = "".join(shown(text).xpath(".//*[@data-block]//text()[ancestor::strong]"))
    marked = {
        place for mark in text.marks if mark.type == STRONG for place in range(mark.start, mark.end)
    }
    in_blocks = [place for b in text.text_blocks for place in range(b.start, b.end)]
    in_rows = [b for b in text.text_blocks if b.type == BlockType.TABLE_ROW]
    tabs = {
        place
        for row in in_rows
        for place in range(row.start, row.end)
        if text.content[place] == "\t"
    }
    assert strong == "".join(
        text.content[place] for place in in_blocks if place in marked and place not in tabs
    )


@given(documents())
def test_html_is_well_nested_and_links_are_safe(text: Document) -> None:
    html = render_document(text, language="en", direction="ltr")
    lxml.etree.fromstring(
        f"<main>{html.replace(' data-block', '').replace(' data-not-text', '')}</main>"
    )
    hrefs = shown(text).xpath(".//a/@href")
    assert not [href for href in hrefs if href.startswith("javascript")]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (document(""), ""),
        (document("a\nb & <c>"), "<p>a\nb &amp; &lt;c&gt;</p>"),
        (document("a\n\nb", {"type": "heading"}, {"type": "heading", "level": 9}),
         "<h2>a</h2><h6>b</h6>"),
        (document("a\n\nb", {"type": "quote"}, {"type": "quote", "level": 2}),
         "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>"),
        (document("a\n\nb", {"type": "verse_line"}, {"type": "verse_line"}),
         '<div class="verse"><p>a</p><p>b</p></div>'),
        (document("a\n\nb\n\nc", {"type": "verse_line", "level": 1}, {"type": "verse_line"},
                  {"type": "verse_line", "level": 1}),
         '<div class="verse"><p>a</p><p>b</p></div><div class="verse"><p>c</p></div>'),
        (document("  a\n b", {"type": "preformatted"}), "<pre>  a\n b</pre>"),
        (document("a", {"type": "note", "label": "1"}),
         ('<aside class="note" role="note" id="note-1">'
         '<span class="note-label" data-not-text>1</span><p>a</p></aside>')),
        (document("a\tb\n\nc\td", {"type": "table_row", "level": 1}, {"type": "table_row"}),
         (f"{TABLE}<thead><tr><th scope=\"col\">a</th>\t<th scope=\"col\">b</th></tr></thead>"
         "<tbody><tr><td>c</td>\t<td>d</td></tr></tbody></table></div>")),
        (document("a\tb\tc", {"type": "table_row", "level": 2}),
         (f"{TABLE}<tbody><tr><th scope=\"row\">a</th>\t<td>b</td>\t<td>c</td></tr></tbody>"
         "</table></div>")),
        (document("a\tb", {"type": "table_row"}, marks=(Mark(STRONG, 0, 3),)),
         (f"{TABLE}<tbody><tr><td><strong>a</strong></td>\t<td><strong>b</strong></td></tr>"
         "</tbody></table></div>")),
        (document("The lake", {"type": "figure", "label": "Waves", "image": SHA256}),
         ('<figure class="picture"><img src="/waves.png" alt="Waves" loading="lazy">'
          "<figcaption><p>The lake</p></figcaption></figure>")),
        (document("The lake", {"type": "figure", "image": "b" * 64}),
         ('<figure class="picture unseen"><figcaption><p>The lake</p></figcaption></figure>')),
        (document("a ئۇ", marks=(Mark(MarkType.FOREIGN, 2, 4, language="ug"),)),
         '<p>a <span lang="ug">ئۇ</span></p>'),
    ],
)  # fmt: skip
def test_each_kind_of_block_has_its_element(text: Document, html: str) -> None:
    assert inner_html(text) == html


@pytest.mark.parametrize(
    ("items", "html"),
    [
        ([{}, {}], "<ul><li><p>0</p></li><li><p>1</p></li></ul>"),
        ([{"label": "3."}, {"label": "b)"}],
         ('<ol><li value="3" data-label="3."><p>0</p></li>'
         '<li data-label="b)"><p>1</p></li></ol>')),
        ([{}, {"label": ""}], "<ul><li><p>0</p><p>1</p></li></ul>"),
        ([{"level": 1}, {"level": 2}, {"level": 1}],
         "<ul><li><p>0</p><ul><li><p>1</p></li></ul></li><li><p>2</p></li></ul>"),
        ([{"level": 1}, {"level": 2}, {"level": 1, "label": ""}],
         "<ul><li><p>0</p><ul><li><p>1</p></li></ul><p>2</p></li></ul>"),
        ([{}, {"label": "1"}],
         '<ul><li><p>0</p></li></ul><ol><li value="1" data-label="1"><p>1</p></li></ol>'),
        ([{"level": 3}, {"level": 1}], "<ul><li><p>0</p></li></ul><ul><li><p>1</p></li></ul>"),
    ],
)  # fmt: skip
def test_lists_nest_by_level(items: list[dict[str, object]], html: str) -> None:
    content = "\n\n".join(str(number) for number in range(len(items)))
    text = document(content, *({"type": "list_item"} | item for item in items))
    assert inner_html(text) == html


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([Mark(EMPHASIS, 0, 4), Mark(STRONG, 2, 6)],
         "<p><em>ab</em><strong><em>cd</em>ef</strong></p>"),
        ([Mark(EMPHASIS, 0, 2), Mark(EMPHASIS, 1, 4)], "<p><em>abcd</em>ef</p>"),
        ([Mark(MarkType.LINK, 1, 2, "https://a.org/?x&y"), Mark(STRONG, 0, 6)],
         ('<p><strong>a</strong><a href="https://a.org/?x&amp;y"'
         ' rel="nofollow noopener noreferrer"><strong>b</strong></a>'
         "<strong>cdef</strong></p>")),
        ([Mark(MarkType.LINK, 0, 6, "javascript:alert(1)")], "<p>abcdef</p>"),
        ([Mark(MarkType.SMALL_CAPS, 0, 6)], '<p><span class="small-caps">abcdef</span></p>'),
    ],
)  # fmt: skip
def test_overlapping_marks_are_split(marks: list[Mark], html: str) -> None:
    assert inner_html(document("abcdef", marks=tuple(marks))) == html


def test_page_break_stands_where_the_page_ends() -> None:
    blocks = (
        Block(BlockType.PARAGRAPH, 0, 4),
        Block(BlockType.PAGE_BREAK, 2, 2, label="12"),
        Block(BlockType.PAGE_BREAK, 6, 6, label="13"),
        Block(BlockType.PARAGRAPH, 6, 8),
    )
    root = shown(Document("abcd\n\nef", blocks))
    before = [b.getprevious() is None and b.getparent().text for b in root.xpath(".//p/span")]
    assert before == ["ab", None]
    assert [b.getparent().get("id") for b in root.xpath(".//p/span")] == ["b0", "b3"]
    assert [b.get("aria-label") for b in root.xpath(".//p/span")] == ["Page 12", "Page 13"]


def test_paragraphs_and_verses_bear_their_numbers() -> None:
    kinds = ("heading", "paragraph", "verse_line", "verse_line", "note", "paragraph", "verse_line")
    content = "\n\n".join("abcdefg")
    members: list[dict[str, object]] = [{"type": kind} for kind in kinds]
    text = document(content, *members)
    leaves = shown(text).xpath(".//*[@data-block]")
    assert [leaf.get("data-number") for leaf in leaves] == [
        None, "1", None, None, None, "2", None,
    ]  # fmt: skip
    assert [leaf.get("data-verse") for leaf in leaves] == [
        None, None, "1", "2", None, None, "1",
    ]  # fmt: skip


def test_a_block_runs_as_its_letters_do_unless_it_says_otherwise() -> None:
    content = "بىر ئايروپىلان\n\nAlmaty TASS\n\n1949\n\nAlmaty"
    text = document(content, {}, {}, {}, {"direction": "rtl"})
    html = render_document(text, language="ug", direction="rtl")
    leaves = lxml.html.document_fromstring(f"<main>{html}</main>").xpath(".//*[@data-block]")
    assert [leaf.get("dir") for leaf in leaves] == ["rtl", "ltr", "rtl", "rtl"]


@pytest.mark.parametrize(
    ("place", "html"),
    [
        (2, "<p>ab<i>1</i><em>cd</em></p>"),
        (3, "<p>ab<em>c<i>1</i>d</em></p>"),
        (4, "<p>ab<em>cd<i>1</i></em></p>"),
    ],
)
def test_what_is_inserted_stands_at_the_end_of_what_it_is_about(place: int, html: str) -> None:
    text = document("abcd\n\nef", marks=(Mark(EMPHASIS, 2, 4),))
    shown = render_document(
        text, language="en", direction="ltr", insertions={place: mark_safe("<i>1</i>")}
    )
    assert re.sub(r"<p [^>]*>", "<p>", shown).startswith(html)


def test_a_long_text_keeps_all_its_marks() -> None:
    paragraph = "کېچىدە ئايروپىلان كۆلگە يېقىن يەردە غايىب بولدى. " * 20
    text = from_plain("\n\n".join([paragraph] * 1_000))
    marks = tuple(Mark(EMPHASIS, start, start + 5) for start in range(0, 900_000, 60))
    html = render_document(
        Document(text.content, text.blocks, marks), language="ug", direction="rtl"
    )
    assert html.count("<em>") >= len(marks)
