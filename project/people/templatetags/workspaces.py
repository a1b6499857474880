"""What templates of workspaces need."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.translation import gettext as _

from project.people.permissions import Role

register = template.Library()


@register.simple_tag
def you_are(role: str) -> str:
    """One's own role, as a sentence."""
    return {
        Role.READER: _("You are a reader"),
        Role.ANNOTATOR: _("You are an annotator"),
        Role.REVIEWER: _("You are a reviewer"),
        Role.OWNER: _("You are an owner"),
    }[Role(role)]


@register.filter
def later(moment: datetime, by: timedelta) -> datetime:
    """The moment so much later."""
    return moment + by
