"""What bears tags. Apps that lie above register their rows; the vocabulary need not know them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Bearer:
    """A kind of row that bears tags.

    `link` is the model, a `WorkspaceRow`, that joins `tag` and the row, which is its `field`.
    """

    link: type[Any]
    field: str


#: By the name that pages and the API call such rows by.
BEARERS: dict[str, Bearer] = {}
