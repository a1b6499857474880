"""Words for languages and types of sources."""

from typing import Any

from django import template

from sources.records.csl import type_word
from sources.texts.languages import language_name, proposals

register = template.Library()
register.filter("language_name", language_name)
register.filter("type_word", type_word)


@register.inclusion_tag("texts/_languages.html")
def language_datalist() -> dict[str, Any]:
    """The datalist `languages` of common BCP 47 tags."""
    return {"languages": proposals()}
