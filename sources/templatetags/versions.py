"""Words for what differs between versions."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from sources.texts.differences import Kind

register = template.Library()

_KINDS = {
    Kind.SAME: _("Unchanged"),
    Kind.CHANGED: _("Changed"),
    Kind.RESET: _("Set otherwise"),
    Kind.ADDED: _("Added"),
    Kind.REMOVED: _("Removed"),
    Kind.MOVED_AWAY: _("Moved away"),
    Kind.MOVED_HERE: _("Moved here"),
}


@register.filter
def kind_word(kind: Kind) -> Any:
    """What became of some blocks, in a word."""
    return _KINDS[kind]


@register.filter
def word_for(words: Mapping[Any, Any], value: Any) -> Any:
    """The word for one of several values."""
    return words.get(value, "")
