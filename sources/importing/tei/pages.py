"""Pages, columns and lines."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from sources.importing.base import Options
from sources.importing.tei.walking import Walker

#: The edition that page breaks without one belong to.
_THIS_EDITION = ""


class Pages(Walker):
    """Where the original goes on."""

    def __init__(self, root: etree._Element, options: Options) -> None:
        super().__init__(root, options)
        editions = Counter(each.get("ed", _THIS_EDITION) for each in root.iter("{*}pb"))
        #: The pages of one edition are kept, of that which has most.
        self.edition = editions.most_common(1)[0][0] if editions else _THIS_EDITION
        self._page = ""

    def on_pb(self, element: etree._Element) -> None:
        """A page of the edition that is kept; others are counted."""
        if element.get("ed", _THIS_EDITION) != self.edition:
            self.counts["edition"] += 1
            return
        self._page = " ".join(element.get("n", "").split())[:40]
        self.writer.break_page(self._page)

    def on_cb(self, element: etree._Element) -> None:
        """A column is part of a page: `12a`; one that is counted for itself stands alone."""
        column = " ".join(element.get("n", "").split())
        if column:
            between = ":" if self._page and column[0].isdigit() else ""
            self.writer.break_page(f"{self._page}{between}{column}"[:40])

    def on_milestone(self, element: etree._Element) -> None:
        """Pages and folios may be marked so too."""
        if element.get("unit") in ("page", "folio"):
            self.on_pb(element)

    def on_surface(self, element: etree._Element) -> None:
        """A page of a `sourceDoc`."""
        self.on_pb(element)
        with self.block():
            self.inside(element)

    def on_line(self, element: etree._Element) -> None:
        """A line of a `sourceDoc`."""
        self.inside(element)
        self._break_line()

    def on_lb(self, element: etree._Element) -> None:
        """A line of the original; `break="no"` stands within a word."""
        if element.get("break") == "no":
            self.writer.join_word(keep_hyphen=self.options.as_written)
        else:
            self._break_line()

    def _break_line(self) -> None:
        self.writer.space(" " if self.options.unwrap else "\n")
