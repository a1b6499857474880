"""People and their access tokens."""

from __future__ import annotations

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from uuid6 import uuid7

from project.people.history import tracked
from project.people.permissions import Scope


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
