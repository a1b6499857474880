"""What services refuse as things stand: one base, so that pages and the API say it by one rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _


class Refused(Exception):
    """This cannot be done as things stand. The message says why, for people."""

    #: What programs are told beside the message.
    members: Mapping[str, Any] = {}


class Revised(Protocol):
    """A row that counts its edits, so that of two people who edit at once the second is told."""

    @property
    def revision(self) -> int:
        """How often it was written."""


class Overtaken(Refused):
    """Somebody changed this row after it was read by whoever wants to change it now."""

    def __init__(self, current: Revised, /, **members: Any) -> None:
        self.current: Any = current
        self.members = {"revision": current.revision, **members}
        super().__init__(_("Somebody changed this in the meantime."))


def require_current(row: Revised, revision: int | None, **members: Any) -> None:
    """Raise `Overtaken`, with `members`, unless `revision`, where it is given, is that of the
    locked row.
    """
    if revision not in (None, row.revision):
        raise Overtaken(row, **members)
