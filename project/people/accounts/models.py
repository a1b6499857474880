"""People, their sessions and their access tokens."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from project.people.accounts import agents
from project.people.history import tracked
from project.people.permissions import Scope


class UserManager(BaseUserManager["User"]):
    """Looks people up by e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


@tracked(exclude=("password", "last_login"))
class User(AbstractBaseUser):
    """A person who signs in with an e-mail address.

    `handle` is what `@` mentions them by. A closed account is a pseudonym: what others rely on
    stays under it, what told who it was is gone.
    """

    class Digest(models.TextChoices):
        """How often notices come by mail."""

        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NEVER = "never", _("Never")

    #: What the credentials of this request allow; token authentication narrows it.
    scope: Scope = Scope.WRITE

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    email = models.EmailField(_("e-mail address"), max_length=254)
    #: Whether somebody who reads this address's mail has said so.
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    display_name = models.CharField(max_length=200)
    handle = models.CharField(
        max_length=40,
        validators=[
            RegexValidator(
                r"\A[^\W_]([\w.-]*[^\W_])?\Z",
                _("Letters and digits, with - _ . between them."),
            )
        ],
    )
    #: Without the address before it: 0000-0002-1825-0097.
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True)
    #: Empty: as the browser asks.
    language = models.CharField(_("interface language"), max_length=10, blank=True)
    #: An IANA name such as Asia/Almaty; empty: UTC.
    time_zone = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.DAILY)
    #: The kinds of notices that never come by mail; those that are not known yet will.
    unmailed = ArrayField(models.CharField(max_length=15), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
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
                violation_error_message=_("Somebody already signs in with this address."),
            ),
            models.UniqueConstraint(
                Lower("handle"),
                name="people_user_handle",
                violation_error_message=_("Somebody is already mentioned by this name."),
            ),
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


class Session(AbstractBaseSession):
    """A browser that is signed in, or a stranger's; its owner can see and end it.

    Django's documented way to extend database sessions; `project.people.accounts.sessions` is
    the engine that keeps the columns.
    """

    uid = models.UUIDField(default=uuid7, editable=False, unique=True)
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="sessions")
    user_agent = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(auto_now=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        ordering = ["-last_seen_at"]

    def save(self, *args: Any, force_update: bool = False, **kwargs: Any) -> None:
        """Django saves a session anew with each change of its data; what is older stays."""
        if force_update:
            kwargs["update_fields"] = (
                *("session_data", "expire_date"),
                *("user", "user_agent", "last_seen_at"),
            )
        super().save(*args, force_update=force_update, **kwargs)

    @property
    def browser(self) -> str:
        """With what it is signed in, in words."""
        return agents.in_words(self.user_agent)
