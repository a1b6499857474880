"""Writing running text into drafts where space means little, as in XML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sources.importing.building import Draft
from sources.texts.structure import MarkType

_SPACE = re.compile(r"[ \t\r\n]+")
_HYPHENS = "-\u2010\u00ac\u00ad="
#: Gives the draft that text begins.
Begin = Callable[[], Draft]


@dataclass
class _Open:
    """A mark that has begun, at the first text since."""

    kind: MarkType
    details: dict[str, str]
    start: int | None = None


class Writer:
    """Writes into the last of `drafts`; space is written when text follows it."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.is_open = False
        self._space = ""
        self._marks: list[_Open] = []
        self._in_row = False
        self._cells = 0

    def write(self, text: str, begin: Begin, *, keep: bool = False) -> None:
        """Add text, its white space collapsed; `begin` gives a draft where none is open.

        With `keep` it follows what stands before without the space that is due.
        """
        words = _SPACE.sub(" ", text)
        if words.startswith(" ") and self._written:
            self._space = self._space or " "
        words = words.strip(" ")
        if not words:
            return
        draft = self._draft(begin)
        due, self._space = self._space, ""
        if self._written and not keep:
            draft.write(due)
        for mark in self._marks:
            mark.start = draft.length if mark.start is None else mark.start
        draft.write(words)
        self._written = True
        self._space = due if keep else (" " if _SPACE.search(text[-1]) else "")

    _written = False

    def _draft(self, begin: Begin) -> Draft:
        if not self.is_open:
            self.drafts.append(begin())
            self.is_open, self._written, self._space = True, False, ""
        return self.drafts[-1]

    def space(self, space: str) -> None:
        """A space or line break before the text that follows, if there is any in this block."""
        if self._written:
            self._space = " " if self._in_row else space

    def join_word(self, *, keep_hyphen: bool) -> None:
        """Let what follows go on the word that the line ends with."""
        self._space = ""
        draft = self.drafts[-1] if self.is_open else None
        if draft and draft.parts and not keep_hyphen and draft.parts[-1][-1:] in _HYPHENS:
            last = draft.parts[-1]
            draft.parts[-1] = last[:-1]
            draft.length -= 1

    def break_page(self, label: str) -> None:
        """Begin a page here."""
        if not self.is_open:
            self.drafts.append(Draft())
        draft = self.drafts[-1]
        if self._space and self._written and self.is_open:
            draft.write(self._space)
            self._space = ""
        draft.break_page(label)

    @contextmanager
    def marked(self, kind: MarkType, **details: str) -> Iterator[None]:
        """Mark what is written in between."""
        mark = _Open(kind, details)
        self._marks.append(mark)
        yield
        self._marks.remove(mark)
        if mark.start is not None and self.is_open:
            self.drafts[-1].mark(kind, mark.start, **details)

    def end(self) -> None:
        """End the block. In a row, blocks are words that follow each other."""
        if self._in_row:
            self.space(" ")
            return
        if self.is_open:
            self._divide_marks()
        self.is_open, self._space, self._written = False, "", False

    def _divide_marks(self) -> None:
        """Marks around several blocks mark each of them."""
        for mark in self._marks:
            if mark.start is not None:
                self.drafts[-1].mark(mark.kind, mark.start, **mark.details)
                mark.start = None

    @contextmanager
    def in_row(self, begin: Begin) -> Iterator[None]:
        """Write cells of one row into one draft."""
        self._draft(begin)
        self._in_row = True
        yield
        draft = self.drafts[-1]
        # The last cell has no tab behind it.
        if draft.parts and draft.parts[-1] == "\t":
            draft.parts.pop()
            draft.length -= 1
        self._in_row = False

    def next_cell(self, column: int) -> int:
        """End a cell; return the number of the next one."""
        self.drafts[-1].write("\t")
        self._space, self._written = "", False
        return column + 1
