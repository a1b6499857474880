"""Notes, and what refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from sources.importing import xml
from sources.importing.base import Options
from sources.importing.tei.walking import INLINE_PARENTS, Walker
from sources.importing.tei.writing import Writer
from sources.texts.sanitising import PROTOCOLS
from sources.texts.structure import BlockType, MarkType

_MAX_LABEL = 40
_MAX_HREF = 2000


class Notes(Walker):
    """Notes where they stand in the text, and at its end."""

    def __init__(self, root: etree._Element, options: Options) -> None:
        super().__init__(root, options)
        self._count = 0
        #: The labels of the notes that are referred to from elsewhere, by `#` and their id.
        self._labels = _labels(root)

    def on_note(self, element: etree._Element) -> None:
        """A note at its place in the text is referred to there; one at the end, where it is."""
        label = self._labels.get(f"#{xml.identifier(element)}")
        inline = self._is_in_line(element)
        if label is not None:
            with self._apart(label, keep_here=not inline):
                self.inside(element)
        elif inline and self.setting.type != BlockType.NOTE:
            self._count += 1
            label = (element.get("n") or str(self._count))[:_MAX_LABEL]
            self._refer(label, keep=True)
            with self._apart(label):
                self.inside(element)
        else:
            with self.block(type=BlockType.NOTE, level=None):
                self.inside(element)

    def _is_in_line(self, element: etree._Element) -> bool:
        parent = element.getparent()
        return parent is not None and xml.name(parent) in INLINE_PARENTS

    def _refer(self, label: str, *, keep: bool = False) -> None:
        with (
            self.writer.marked(MarkType.SUPERSCRIPT),
            self.writer.marked(MarkType.NOTE_REFERENCE, label=label),
        ):
            self.writer.write(f"[{label}]", self.begin, keep=keep)

    @contextmanager
    def _apart(self, label: str, *, keep_here: bool = False) -> Iterator[None]:
        """Write what follows as a note of its own."""
        if keep_here:
            self.writer.end()
        outer, self.writer = self.writer, Writer()
        with self.set(type=BlockType.NOTE, level=None):
            yield
            self.writer.end()
        drafts, self.writer = self.writer.drafts, outer
        if drafts:
            drafts[0].label = label
        (self.writer.drafts if keep_here else self.notes).extend(drafts)

    def on_ref(self, element: etree._Element) -> None:
        """A reference to a note of the file, or a link that leads out of it."""
        target = element.get("target", "")
        if target in self._labels:
            self._refer(self._labels[target])
        elif target.partition(":")[0].lower() in PROTOCOLS and len(target) < _MAX_HREF:
            with self.writer.marked(MarkType.LINK, href=target):
                self.inside(element)
        else:
            self.inside(element)

    on_ptr = on_ref


def _labels(root: etree._Element) -> dict[str, str]:
    """The label of each note that is referred to: its own number, or what refers to it."""
    shown: dict[str, str] = {}
    for each in root.iter("{*}ref", "{*}ptr"):
        words = " ".join("".join(each.itertext()).split()).strip("[]() ")
        shown.setdefault(each.get("target", ""), words)
    notes = {f"#{xml.identifier(each)}": each for each in root.iter("{*}note")}
    found = (
        (target, note.get("n") or shown[target])
        for target, note in notes.items()
        if target in shown
    )
    return {target: (label or str(n))[:_MAX_LABEL] for n, (target, label) in enumerate(found, 1)}
