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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise

    from project.people.models import User, Workspace


class Role(models.TextChoices):
    """What a member is in a workspace; each role may do all that the ones before it may."""

    READER = "reader", _("Reader")
    ANNOTATOR = "annotator", _("Annotator")
    REVIEWER = "reviewer", _("Reviewer")
    OWNER = "owner", _("Owner")

    @property
    def rank(self) -> int:
        """Place in the order of roles, from 0."""
        return list(Role).index(self)


class Scope(models.TextChoices):
    """What an access token lets a program do in its owner's name."""

    READ = "read", _("Read and export")
    WRITE = "write", _("Read, export and write")


@dataclass(frozen=True)
class Rule:
    """Who has a permission: the least role, the token scope it needs, and its sentence."""

    sentence: StrOrPromise
    least: Role
    scope: Scope = Scope.WRITE
    #: Whether anybody at all has it in a public workspace.
    public: bool = False


class Permission(Enum):
    """Everything one may do in a workspace. The value says who may."""

    READ = Rule(
        _("Read sources, texts, shared highlights, claims and disputes."),
        Role.READER,
        Scope.READ,
        public=True,
    )
    EXPORT = Rule(_("Make and download citation bundles."), Role.READER, Scope.READ)
    KEEP_LISTS = Rule(_("Keep saved views and a reading list."), Role.READER)
    ANNOTATE = Rule(_("Highlight passages, comment on them, tag them, reply."), Role.ANNOTATOR)
    EDIT_SOURCES = Rule(_("Add, correct and delete sources and texts."), Role.ANNOTATOR)
    STATE_CLAIMS = Rule(_("State claims and cite passages for or against them."), Role.ANNOTATOR)
    EDIT_DISPUTES = Rule(_("Describe disputes, their questions and accounts."), Role.ANNOTATOR)
    REVIEW = Rule(_("Judge claims and questions, open and close rounds of review."), Role.REVIEWER)
    MANAGE_TAGS = Rule(_("Rename, merge, order and delete tags."), Role.REVIEWER)
    PUBLISH = Rule(_("Publish disputes for anybody to read, and withdraw editions."), Role.OWNER)
    MANAGE = Rule(_("Change the workspace's name, visibility and members."), Role.OWNER)


class NotPermitted(PermissionDenied):
    """Your role in this workspace does not allow this."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        rule = permission.value
        super().__init__(
            gettext(
                "This needs the role %(role)s or above and, with an access token, the scope"
                " “%(scope)s”: %(sentence)s"
            )
            % {
                "role": str(rule.least.label).lower(),
                "scope": rule.scope.value,
                "sentence": rule.sentence,
            }
        )


class Archived(NotPermitted):
    """This workspace is archived: it can be read and exported only."""

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission)
        self.args = (
            gettext(
                "This workspace is archived: it can be read and exported only. One of its owners"
                " can open it again, in its settings."
            ),
        )


def may(
    user: User | AnonymousUser,
    workspace: Workspace,
    permission: Permission,
    *,
    reading: bool = False,
) -> bool:
    """Whether the table gives `user` this permission in `workspace`, as it stands.

    With `reading` the role alone counts: what whoever may write there only looks at, a token to
    read shows too. An archived workspace can be read, exported and managed; of a deleted one only
    its owners have anything left, which is to undo that.
    """
    if not _open_for(workspace, permission):
        return False
    rule = permission.value
    if not user.is_authenticated:
        return rule.public and workspace.is_public
    if rule.scope is Scope.WRITE and user.scope != Scope.WRITE and not reading:
        return False
    role = workspace.role_of(user)
    if role is None:
        return rule.public and workspace.is_public
    return role.rank >= rule.least.rank


def require(
    user: User | AnonymousUser,
    workspace: Workspace,
    permission: Permission,
    *,
    reading: bool = False,
) -> None:
    """Raise `NotPermitted` unless `may`; `Archived` where that alone stands in the way."""
    if may(user, workspace, permission, reading=reading):
        return
    is_member = user.is_authenticated and workspace.role_of(user) is not None
    if is_member and workspace.is_archived and not _open_for(workspace, permission):
        raise Archived(permission)
    raise NotPermitted(permission)


def _open_for(workspace: Workspace, permission: Permission) -> bool:
    if permission is Permission.MANAGE:
        return True
    if workspace.deleted_at is not None:
        return False
    return permission.value.scope is Scope.READ or not workspace.is_archived
