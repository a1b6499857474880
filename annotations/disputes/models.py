"""Disputes: their questions, and the accounts that answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Claim
from annotations.replies import mentions
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.safestring import SafeString

    from project.people.models import User


@tracked()
class Dispute(WorkspaceRow):
    """A contested event or matter."""

    edit_permission = Permission.EDIT_DISPUTES

    title = models.CharField(max_length=300)
    description = models.TextField(blank=True, validators=[MaxLengthValidator(10_000)])
    #: The reviewer who records the outcome where verdicts differ.
    adjudicator = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("annotations:dispute", args=[self.workspace.uid, self.uid])

    @property
    def description_html(self) -> SafeString:
        """The description, Markdown as written, ready to show."""
        return mentions.render(self.description, self.workspace)


class DisputePart(WorkspaceRow):
    """Something inside a dispute; seen by whoever sees the dispute."""

    edit_permission = Permission.EDIT_DISPUTES

    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "id"]

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(dispute__in=Dispute.objects.visible_to(user))


@tracked()
class Question(DisputePart):
    """One thing in a dispute that accounts answer."""

    class Kind(models.TextChoices):
        """The type of value that answers."""

        TEXT = "text", _("Text")
        DATE = "date", _("Date (EDTF)")
        NUMBER = "number", _("Number with unit")
        PLACE = "place", _("Place")
        PERSON = "person", _("Person")
        GROUP = "group", _("Group")
        WORK = "work", _("Work")
        OPTION = "option", _("One of several options")
        BOOLEAN = "boolean", _("Yes or no")

    class Exclusivity(models.TextChoices):
        """Whether one answer excludes the others."""

        EXCLUSIVE = "exclusive", _("One answer excludes the others")
        COMPATIBLE = "compatible", _("Several answers may hold together")
        UNKNOWN = "unknown", _("Not known")

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="questions")
    wording = models.CharField(max_length=300)
    #: The heading that it stands under in the comparison; empty for none.
    group = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    unit = models.CharField(max_length=40, blank=True)
    options = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    exclusivity = models.CharField(
        max_length=10, choices=Exclusivity.choices, default=Exclusivity.EXCLUSIVE
    )

    class Meta(DisputePart.Meta):
        abstract = False
        constraints = [*DisputePart.Meta.constraints, *same_workspace("dispute")]

    def __str__(self) -> str:
        return self.wording


@tracked()
class Account(DisputePart):
    """One coherent version of events, with those who hold it."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="accounts")
    title = models.CharField(max_length=200)
    #: Who tells it so, in words.
    holders = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    claims = models.ManyToManyField(Claim, through="AccountClaim", related_name="accounts")

    class Meta(DisputePart.Meta):
        abstract = False
        constraints = [*DisputePart.Meta.constraints, *same_workspace("dispute")]

    def __str__(self) -> str:
        return self.title


@tracked()
class AccountClaim(WorkspaceRow):
    """A claim belongs to an account."""

    edit_permission = Permission.EDIT_DISPUTES

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")

    class Meta(WorkspaceRow.Meta):
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("account", "claim"),
            models.UniqueConstraint(
                fields=["account", "claim"], name="annotations_accountclaim_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.claim_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(account__in=Account.objects.visible_to(user)) & Q(
            claim__in=Claim.objects.visible_to(user)
        )
