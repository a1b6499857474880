"""Roles, scopes and the one table of permissions, a sentence each.

Querysets, views, API and services all derive from `Permission`; nothing else decides
who may do what.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace


class Role(models.TextChoices):
    """What a member is in a workspace; each role may do all that the ones before it may."""

    READER = "reader", "Reader"
    ANNOTATOR = "annotator", "Annotator"
    REVIEWER = "reviewer", "Reviewer"
    OWNER = "owner", "Owner"

    @property
    def rank(self) -> int:
        """Place in the order of roles, from 0."""
        return list(Role).index(self)


class Scope(models.TextChoices):
    """What an access token lets a program do in its owner's name."""

    READ = "read", "Read and export"
    WRITE = "write", "Read, export and write"


@dataclass(frozen=True)
class Rule:
    """Who has a permission: the least role, the token scope it needs, and its sentence."""

    sentence: str
    least: Role
    scope: Scope = Scope.WRITE
    #: Whether anybody at all has it in a public workspace.
    public: bool = False


class Permission(Enum):
    """Everything one may do in a workspace. The value says who may."""

    READ = Rule(
        "Read sources, texts, shared highlights, claims and disputes.",
        Role.READER,
        Scope.READ,
        public=True,
    )
    EXPORT = Rule("Make and download citation bundles.", Role.READER, Scope.READ)
    KEEP_LISTS = Rule("Keep saved views and a reading list.", Role.READER)
    ANNOTATE = Rule("Highlight passages, comment on them, tag them, reply.", Role.ANNOTATOR)
    EDIT_SOURCES = Rule("Add, correct and delete sources and texts.", Role.ANNOTATOR)
    STATE_CLAIMS = Rule("State claims and cite passages for or against them.", Role.ANNOTATOR)
    EDIT_DISPUTES = Rule("Describe disputes, their questions and accounts.", Role.ANNOTATOR)
    MANAGE_TAGS = Rule("Rename, merge, order and delete tags.", Role.REVIEWER)
    MANAGE = Rule("Change the workspace's name, visibility and members.", Role.OWNER)


class NotPermitted(PermissionDenied):
    """Your role in this workspace does not allow this."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        rule = permission.value
        super().__init__(
            f"This needs the role {rule.least.label.lower()} or above"
            f" and, with an access token, the scope “{rule.scope.value}”: {rule.sentence}"
        )


def may(user: User | AnonymousUser, workspace: Workspace, permission: Permission) -> bool:
    """Whether the table gives `user` this permission in `workspace`."""
    rule = permission.value
    if not user.is_authenticated:
        return rule.public and workspace.is_public
    if rule.scope is Scope.WRITE and user.scope != Scope.WRITE:
        return False
    role = workspace.role_of(user)
    if role is None:
        return rule.public and workspace.is_public
    return role.rank >= rule.least.rank


def require(user: User | AnonymousUser, workspace: Workspace, permission: Permission) -> None:
    """Raise `NotPermitted` unless `may`."""
    if not may(user, workspace, permission):
        raise NotPermitted(permission)
