"""What saving a version would do, shown before it is saved.

Apps that keep something about versions add what would become of it: a part of the page, and a
fact for programs that ask over the API.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from project.people.parts import Parts
from sources.texts.models import TextVersion
from sources.texts.structure import Document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@dataclass(frozen=True)
class Proposal:
    """What would be saved on top of `base`, the latest version, with its text at hand."""

    base: TextVersion
    document: Document


#: Parts of the page that shows a proposal before it is saved.
PREVIEW_PAGE: Parts[Proposal] = Parts()

#: The same for programs: by the name of the member, what goes into the JSON answer.
PREVIEW_FACTS: dict[str, Callable[[User | AnonymousUser, Proposal], Any]] = {}
