"""Parts that other apps add to a page, so that the page's own app need not know them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from project.people.models import Workspace

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Part:
    """A fragment of a page: the template reads `part.context`, and all that the page has."""

    template: str
    context: dict[str, Any]


@dataclass
class Parts(Generic[Subject]):
    """What apps add to the page of a `Subject`; each function makes one part for a request."""

    _makers: dict[str, tuple[int, Callable[[HttpRequest, Subject], Part]]] = field(
        default_factory=dict
    )

    def add(
        self, name: str, make: Callable[[HttpRequest, Subject], Part], *, position: int
    ) -> None:
        """Show a part, the lowest `position` first. The same `name` replaces."""
        self._makers[name] = (position, make)

    def of(self, request: HttpRequest, subject: Subject) -> list[Part]:
        """The parts of one page, in order."""
        makers = sorted(self._makers.values(), key=lambda entry: entry[0])
        return [make(request, subject) for _, make in makers]


#: The home page of a workspace.
WORKSPACE_HOME: Parts[Workspace] = Parts()
