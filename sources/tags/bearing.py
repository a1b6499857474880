"""What bears tags. Apps that lie above register their rows; the vocabulary need not know them."""

from __future__ import annotations

from dataclasses import dataclass

from project.people.rows import WorkspaceRow


@dataclass(frozen=True)
class Bearer:
    """A kind of row that bears tags: the model of its links, whose `field` leads to the row."""

    link: type[WorkspaceRow]
    field: str


#: By the name that pages and the API call such rows by.
BEARERS: dict[str, Bearer] = {}
