"""Files that are here already, by their SHA-256."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from project.people.models import Workspace
from sources.importing.models import Import

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


class AlreadyImported(ValidationError):
    """The very same file is a text here already. Field `file`."""

    def __init__(self, earlier: Import) -> None:
        self.earlier = earlier
        super().__init__({"file": in_words(earlier)})


def in_words(earlier: Import) -> str:
    """Where a file is already: "… as text X of source Y on 24 August 1949"."""
    assert earlier.text is not None
    return _(
        "This file was imported already, as the text “%(text)s” of “%(source)s”, on %(date)s."
    ) % {
        "text": earlier.text,
        "source": earlier.text.source,
        "date": date_format(earlier.created_at, "j F Y"),
    }


def earlier_imports(
    user: User | AnonymousUser, workspace: Workspace, hashes: Collection[str]
) -> dict[str, Import]:
    """By SHA-256, the import that brought the text that is made from it and still there."""
    found = (
        Import.objects.visible_to(user)
        .filter(
            workspace=workspace,
            original__sha256__in=hashes,
            state=Import.State.DONE,
            text__deleted_at=None,
            text__source__deleted_at=None,
            text__isnull=False,
        )
        .select_related("original", "text__source")
        .order_by("-pk")
    )
    # Of several the first one is told.
    return {each.original.sha256: each for each in found}
