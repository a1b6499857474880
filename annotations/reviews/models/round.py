"""Rounds of review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.disputes.models import Dispute
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class ReviewRound(WorkspaceRow):
    """A time in which the reviewers of a dispute judge its claims and questions.

    While a blind round is open its verdicts are known to their authors and the dispute's
    adjudicator alone. A round is closed once; nothing else of it ever changes.
    """

    edit_permission = Permission.REVIEW

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    is_blind = models.BooleanField(default=False)
    #: What the reviewers are asked to look at.
    note = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        ordering = ["dispute", "number"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("dispute"),
            models.UniqueConstraint(
                fields=["dispute", "number"], name="annotations_reviewround_number"
            ),
            models.UniqueConstraint(
                fields=["dispute"],
                condition=Q(closed_at=None),
                name="annotations_reviewround_one_open",
                violation_error_message=_("A round of this dispute is open already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="only_closed", exclude=["closed_at"]),
            pgtrigger.Protect(
                name="closed_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return gettext("Round %(number)d") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("annotations:dispute_reviews", args=[self.workspace.uid, self.dispute.uid])

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(dispute__in=Dispute.objects.visible_to(user))

    @property
    def is_open(self) -> bool:
        """Whether verdicts still fall in it."""
        return self.closed_at is None
