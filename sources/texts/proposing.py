"""What somebody wants a text to become, before it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sources.texts.editing import carry_marks, revise
from sources.texts.merging import Merge
from sources.texts.models import Text, TextVersion
from sources.texts.normalising import normalise
from sources.texts.previewing import Proposal
from sources.texts.rows import read_rows
from sources.texts.structure import Document, StructureError


def from_content(base: TextVersion, content: str) -> Document:
    """Plain text whose blank lines are the block boundaries; blocks and marks are carried over.

    Raises ValidationError, as all of these do.
    """
    content = normalise(content)
    return _some(revise(base.document, content) if content.strip() else Document(""))


def from_rows(base: TextVersion, rows: object) -> Document:
    """Blocks as they were edited; marks are carried over."""
    try:
        return _some(carry_marks(base.document, read_rows(rows)))
    except StructureError as error:
        raise ValidationError({"content": str(error)}) from error


def from_json(told: object) -> Document:
    """A whole document: an object with `content`, `blocks` and `marks`."""
    if not isinstance(told, dict):
        raise ValidationError({"content": _("A document is an object.")})
    try:
        return _some(Document.from_json(told.get("content"), told.get("blocks"), told.get("marks")))
    except StructureError as error:
        raise ValidationError({"content": str(error)}) from error


def to_json(document: Document) -> dict[str, object]:
    """What `from_json` reads."""
    return {
        "content": document.content,
        "blocks": document.blocks_json(),
        "marks": document.marks_json(),
    }


@dataclass(frozen=True)
class Stale:
    """A document made from an older version than the latest, and both brought together."""

    mine: Document
    theirs: TextVersion
    merge: Merge


def propose(text: Text, document: Document, *, based_on: int) -> Proposal | Stale:
    """What saving `document` would do, or how it goes with what was saved in the meantime."""
    latest = text.latest
    latest.text, latest.workspace = text, text.workspace
    if based_on == latest.number:
        return Proposal(latest, document)
    base = text.versions.filter(number=based_on).first()
    if base is None:
        raise ValidationError({"based_on": _("There is no such version.")})
    return Stale(document, latest, Merge(base.document, document, latest.document))


def _some(document: Document) -> Document:
    if not document.content.strip():
        raise ValidationError({"content": _("A text cannot be empty. Delete it instead.")})
    return document
