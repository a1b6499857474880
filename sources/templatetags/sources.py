"""Words for languages and types of sources."""

from typing import Any

from django import template

from sources.records.csl import TYPES
from sources.texts.languages import language_name, proposals

register = template.Library()
register.filter("language_name", language_name)


@register.filter
def type_word(csl_type: str) -> str:
    """What a historian calls a CSL type."""
    return TYPES.get(csl_type, csl_type)


@register.inclusion_tag("texts/_languages.html")
def language_datalist() -> dict[str, Any]:
    """The datalist `languages` of common BCP 47 tags."""
    return {"languages": proposals()}
