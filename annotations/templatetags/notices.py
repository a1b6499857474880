"""How many notices wait, for the header of every page; and what each says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from annotations.notices import queries, wording

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

register = template.Library()
register.filter("sentence", wording.sentence)
register.filter("sentence_html", wording.sentence_html)
register.filter("excerpt", wording.excerpt)
register.filter("place", wording.place_of)


@register.simple_tag
def unread_notices(user: User | AnonymousUser) -> int:
    """One query or two, and none for strangers."""
    return queries.unread_count(user) if user.is_authenticated else 0
