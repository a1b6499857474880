"""A text and its versions, fetched for a page about them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from project.people.fetching import get_row
from project.people.models import Workspace
from sources.texts.models import Text, TextVersion


def get_text(request: HttpRequest, workspace: Workspace, uid: UUID) -> Text:
    """The text with its source. Raises Http404."""
    text = get_row(request, Text.objects.select_related("source"), workspace, uid=uid)
    text.source.workspace = workspace
    return text


def get_version(request: HttpRequest, text: Text, number: int) -> TextVersion:
    """That version of `text`. Raises Http404."""
    rows = TextVersion.objects.all()
    version = get_row(request, rows, text.workspace, text=text, number=number)
    version.text = text
    return version
