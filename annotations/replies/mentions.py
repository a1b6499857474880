"""Whom `@` mentions: the members of a workspace, by their handles."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.safestring import SafeString

from project.people.models import User, Workspace
from sources.texts.mentions import handles_in
from sources.texts.sanitising import render_markdown

#: Proposals shown while somebody types.
MOST = 8


def render(text: str, workspace: Workspace) -> SafeString:
    """Markdown ready to show; `@handle` of a member is shown as the member's name."""
    return render_markdown(text, people=workspace.names_by_handle if "@" in text else None)


def mentioned(text: str, workspace: Workspace) -> QuerySet[User]:
    """The members whom `text` mentions, exactly those whose names `render` shows."""
    handles = handles_in(render(text, workspace)) if "@" in text else set()
    lowered = User.objects.alias(lowered=Lower("handle")).filter(lowered__in=handles)
    return lowered.filter(memberships__workspace=workspace, is_active=True)


def proposals(workspace: Workspace, typed: str) -> QuerySet[User]:
    """Members whose handle begins with what was typed, or whose name has a word that does."""
    begins = Q(handle__istartswith=typed) | Q(display_name__istartswith=typed)
    within = Q(display_name__icontains=f" {typed}")
    members = User.objects.filter(memberships__workspace=workspace, is_active=True)
    return members.filter(begins | within).order_by("display_name", "pk")[:MOST]
