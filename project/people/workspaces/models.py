"""Workspaces and who takes part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from project.people.accounts.models import User
from project.people.history import tracked
from project.people.permissions import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


#: The keys of what a person may know of: public workspaces and those of the memberships of `%s`.
#: Deleted ones are gone for all. In SQL since every list of rows rests on it, some many times
#: over: of a queryset, Django would compose, rename and write each of them anew.
OPEN_TO = """
    SELECT id FROM people_workspace
    WHERE deleted_at IS NULL AND (
        visibility = 'public'
        OR id IN (SELECT workspace_id FROM people_membership WHERE user_id = %s)
    )
"""


def open_to(user: User | AnonymousUser) -> RawSQL:
    """The keys of the workspaces that `user` may know of, as a subquery; see `OPEN_TO`."""
    # A stranger's key is NULL, which equals nothing.
    return RawSQL(OPEN_TO, (user.pk,))  # noqa: S611 - nothing is put into the SQL


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    """Workspaces; `open_to` is where every visibility rests."""

    def existing(self) -> Self:
        """Workspaces that are not deleted."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those `user` may know of."""
        return self.filter(pk__in=open_to(user))


@tracked()
class Workspace(models.Model):
    """One research project: its members, sources and disputes."""

    class Visibility(models.TextChoices):
        """Who can read a workspace."""

        PRIVATE = "private", _("Private: members only")
        PUBLIC = "public", _("Public: anybody can read")

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, validators=[MaxLengthValidator(10_000)])
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    #: JabRef's pattern language, as `sources.records.citation_keys` reads it.
    citation_key_pattern = models.CharField(max_length=100, default="[auth][year]")
    #: Whether reviewers may judge their own claims although there are others to do so.
    own_claims_reviewable = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    #: Since when it can be read and exported only.
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: Since when it is gone for all but its owners, who can still undo that.
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Workspace]] = WorkspaceQuerySet.as_manager()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles: dict[int, Role | None] = {}

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:workspace", args=[self.uid])

    @property
    def is_archived(self) -> bool:
        """Whether it can be read and exported only."""
        return self.archived_at is not None

    @property
    def is_public(self) -> bool:
        """Whether it can be read without an account."""
        return self.visibility == self.Visibility.PUBLIC

    @cached_property
    def names_by_handle(self) -> dict[str, str]:
        """The members' names by what `@` mentions them by, in lower case."""
        members = self.memberships.filter(user__is_active=True)
        pairs = members.values_list("user__handle", "user__display_name")
        return {handle.lower(): name for handle, name in pairs}

    def role_of(self, user: User) -> Role | None:
        """The member's role, or None for an outsider. Asked once for each instance."""
        if user.pk not in self._roles:
            role = self.memberships.filter(user=user).values_list("role", flat=True).first()
            self._roles[user.pk] = Role(role) if role else None
        return self._roles[user.pk]


@tracked()
class Membership(models.Model):
    """A person's role in a workspace."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="people_membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def open(self) -> Self:
        """Those that can still be accepted: for as long as whoever made them is an owner."""
        owners = Membership.objects.filter(
            workspace=OuterRef("workspace"), user=OuterRef("created_by"), role=Role.OWNER
        )
        return self.filter(
            Exists(owners),
            accepted_at=None,
            revoked_at=None,
            expires_at__gt=Now(),
            workspace__deleted_at=None,
        )


@tracked(exclude=("digest",))
class Invitation(models.Model):
    """A link that makes whoever opens it a member, once. Only the SHA-256 of its secret is kept."""

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Role.choices)
    #: Whom it is meant for, where told; then nobody else can accept it.
    email = models.EmailField("e-mail address", max_length=254, blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Invitation]] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.workspace}: {self.role}"


class Tombstone(models.Model):
    """A workspace that was purged: that there was one, and nothing of what it held.

    So its address is never given to another thing, and a purge can be told from a loss.
    """

    uid = models.UUIDField(unique=True)
    deleted_at = models.DateTimeField()
    purged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-purged_at"]
        triggers = [
            pgtrigger.Protect(name="immutable", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.uid)
