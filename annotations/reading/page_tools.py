"""What leads through a text and says how it is shown: contents, pages, display."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from annotations.reading.display import remembered
from sources.texts.contents import contents
from sources.texts.directions import WritingMode
from sources.texts.models import Text
from sources.texts.pages import pages
from sources.texts.structure import Document


def page_tools(request: HttpRequest, text: Text, document: Document) -> dict[str, Any]:
    """The context that the tools of the reading page need."""
    display = remembered(request)
    vertical = text.writing_mode == WritingMode.VERTICAL
    return {
        "contents": contents(document, language=text.language),
        "pages": [found for found in pages(document).values() if found.label],
        "display": display,
        "asks_for_columns": vertical,
        "columns": text.columns if vertical and not display.in_lines else "",
    }


def page_asked_for(request: HttpRequest, document: Document) -> str:
    """The anchor of the page in `?page=`, as the box for it asks where there are no scripts."""
    label = request.GET.get("page", "").strip()
    for found in pages(document).values() if label else ():
        if found.label == label:
            return found.anchor
    if label:
        messages.warning(request, _("There is no page %(label)s here.") % {"label": label})
    return ""
