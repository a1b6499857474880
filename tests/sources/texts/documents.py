"""Random documents that obey the rules of the structure (hypothesis strategies)."""

from hypothesis import strategies as st

from sources.texts.normalising import SEPARATOR, split_blocks
from sources.texts.structure import (
    MARKERS,
    Block,
    BlockType,
    Direction,
    Document,
    Mark,
    MarkType,
    normalise,
)

ALPHABET = "ab <>&\"'\t\n\u0301\u0627\u064e\u202e\u4e2d\u0439\U00010f70\U0001f600\u200d\u00a0"
TEXT_TYPES = [kind for kind in BlockType if kind not in MARKERS]
#: Marks that become links do not overlap.
LEADING = (MarkType.LINK, MarkType.NOTE_REFERENCE)
HREFS = ["https://example.org/?a=1&b=2", "javascript:alert(1)", "#note-1", "mailto:a@b.c"]


@st.composite
def block_texts(draw: st.DrawFn) -> list[str]:
    lines = draw(st.lists(st.text(ALPHABET, min_size=1, max_size=20), max_size=6))
    return split_blocks(normalise(SEPARATOR.join(lines)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    texts = draw(block_texts())
    content = SEPARATOR.join(texts)
    blocks, start = [], 0
    for text in texts:
        blocks.append(draw(_block(start, start + len(text))))
        start += len(text) + len(SEPARATOR)
    breaks = draw(st.lists(st.integers(0, len(content)), max_size=3))
    page_breaks = [
        Block(BlockType.PAGE_BREAK, place, place, label=str(number))
        for number, place in enumerate(sorted(breaks))
    ]
    document = Document(
        content,
        tuple(sorted(page_breaks + blocks, key=lambda block: block.start)),
        tuple(draw(_marks(len(content)))),
    )
    document.check()
    return document


@st.composite
def _block(draw: st.DrawFn, start: int, end: int) -> Block:
    kind = draw(st.sampled_from(TEXT_TYPES))
    return Block(
        kind,
        start,
        end,
        level=draw(st.none() | st.integers(0, 9)),
        label=draw(st.none() | st.sampled_from(["", "1", "3.", "b)", '"><script>'])),
        language=draw(st.none() | st.sampled_from(["ug", "zh-Hant", "ru"])),
        direction=draw(st.none() | st.sampled_from(Direction)),
        image=draw(st.none() | st.just("a" * 64)) if kind is BlockType.FIGURE else None,
    )


@st.composite
def _marks(draw: st.DrawFn, length: int) -> list[Mark]:
    if not length:
        return []
    marks, link_end = [], 0
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(MarkType))
        start = draw(st.integers(link_end if kind in LEADING else 0, length - 1))
        end = draw(st.integers(start + 1, length))
        if kind not in LEADING:
            language = "ug" if kind is MarkType.FOREIGN else None
            marks.append(Mark(kind, start, end, language=language))
        elif link_end < length - 1:
            href = draw(st.sampled_from(HREFS)) if kind is MarkType.LINK else None
            label = None if href else draw(st.sampled_from(["1", "3.", '"><script>']))
            marks.append(Mark(kind, start, end, href, label))
            link_end = min(end, length - 1)
    return marks
