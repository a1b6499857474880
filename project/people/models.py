"""People and workspaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from uuid6 import uuid7

from project.people.history import tracked
from project.people.permissions import Role, Scope

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class UserManager(BaseUserManager["User"]):
    """Looks people up by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


@tracked(exclude=("password", "last_login"))
class User(AbstractBaseUser):
    """A person who signs in with an e-mail address."""

    #: What the credentials of this request allow; token authentication narrows it.
    scope: Scope = Scope.WRITE

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    email = models.EmailField("e-mail address", max_length=254)
    display_name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="people_user_email",
                violation_error_message="Somebody already signs in with this address.",
            )
        ]

    def __str__(self) -> str:
        return self.display_name


class WorkspaceQuerySet(models.QuerySet["Workspace"]):
    """Workspaces; `visible_to` is where every other visibility rests."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Public workspaces and those `user` is a member of."""
        open_to = Q(visibility=Workspace.Visibility.PUBLIC)
        if user.is_authenticated:
            open_to |= Q(id__in=Membership.objects.filter(user=user).values("workspace"))
        return self.filter(open_to)


@tracked()
class Workspace(models.Model):
    """One research project: its members, sources and disputes."""

    class Visibility(models.TextChoices):
        """Who can read a workspace."""

        PRIVATE = "private", "Private: members only"
        PUBLIC = "public", "Public: anybody can read"

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True, validators=[MaxLengthValidator(10_000)])
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PRIVATE
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Workspace]] = WorkspaceQuerySet.as_manager()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles: dict[int, Role | None] = {}

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:workspace", args=[self.uid])

    @property
    def is_public(self) -> bool:
        """Whether it can be read without an account."""
        return self.visibility == self.Visibility.PUBLIC

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


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Access tokens."""

    def live(self) -> Self:
        """Tokens that still open the door: not revoked, their owner's account active."""
        return self.filter(revoked_at=None, user__is_active=True)


@tracked(exclude=("digest", "last_used_at"))
class AccessToken(models.Model):
    """Lets a program act for a person. Only the SHA-256 of the secret is kept."""

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=5, choices=Scope.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[AccessToken]] = AccessTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
