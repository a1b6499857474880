"""The contents list of a text, from its headings."""

from __future__ import annotations

from dataclasses import dataclass, field

from sources.texts.structure import BlockType, Document


@dataclass(slots=True)
class Section:
    """A heading with the sections below it; `anchor` is the id of its element."""

    title: str
    anchor: str
    level: int
    language: str
    sections: list[Section] = field(default_factory=list)


def contents(document: Document, *, language: str) -> list[Section]:
    """The outermost sections. A heading belongs to the last one before it of a lower level."""
    outermost: list[Section] = []
    around: list[Section] = []
    for number, block in enumerate(document.blocks):
        if block.type != BlockType.HEADING:
            continue
        section = Section(
            title=" ".join(document.text_of(block).split()),
            anchor=f"b{number}",
            level=block.level or 1,
            language=block.language or language,
        )
        while around and around[-1].level >= section.level:
            around.pop()
        (around[-1].sections if around else outermost).append(section)
        around.append(section)
    return outermost
