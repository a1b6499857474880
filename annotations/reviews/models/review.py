"""Verdicts of reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Claim
from annotations.disputes.models import Question
from annotations.reviews.models.judgement import Judgement
from annotations.reviews.models.round import ReviewRound
from project.people.history import tracked
from project.people.models import Membership
from project.people.permissions import Permission, Role
from project.people.rows import same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: The roles that may review.
REVIEWING = [role for role in Role if role.rank >= Permission.REVIEW.value.least.rank]


#: Verdicts that whoever sees what was judged may see: all but those of an open blind round.
OPEN_TO_ALL = Q(round=None) | Q(round__is_blind=False) | Q(round__closed_at__isnull=False)


@tracked(exclude=("judged",))
class Review(Judgement):
    """The verdict of `created_by` on a claim or a question.

    A later one of the same reviewer takes its place in view, and both stay.
    """

    class Verdict(models.TextChoices):
        """What a reviewer finds."""

        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        ANSWERED = "answered", _("This answer")
        NONE_OF_THEM = "none_of_them", _("None of them")
        UNRESOLVED = "unresolved", _("Unresolved")

    #: What may be said of a claim, and what of a question.
    ON_CLAIM = (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.UNRESOLVED)
    ON_QUESTION = (Verdict.ANSWERED, Verdict.NONE_OF_THEM, Verdict.UNRESOLVED)

    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="reviews")
    question = models.ForeignKey(
        Question, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    #: The round that was open then; null outside rounds.
    round = models.ForeignKey(
        ReviewRound, models.PROTECT, null=True, blank=True, related_name="reviews"
    )

    class Meta(Judgement.Meta):
        abstract = False
        ordering = ["id"]
        constraints = [
            *Judgement.Meta.constraints,
            *same_workspace("claim", "question", "round"),
            models.CheckConstraint(
                condition=Q(
                    claim__isnull=False,
                    question=None,
                    verdict__in=["accepted", "rejected", "unresolved"],
                )
                | Q(
                    claim=None,
                    question__isnull=False,
                    verdict__in=["answered", "none_of_them", "unresolved"],
                ),
                name="review_of_claim_or_question",
            ),
            models.CheckConstraint(
                condition=Q(verdict="answered", value__isnull=False)
                | ~Q(verdict="answered") & Q(value=None),
                name="review_answers_with_value",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("annotations:review", args=[self.workspace.uid, self.uid])

    @property
    def word(self) -> str:
        """The verdict, such as "rejected"."""
        return self.verdict

    @property
    def label(self) -> str:
        """The verdict for people."""
        return self.get_verdict_display()

    @property
    def said(self) -> tuple[str, ...]:
        """What makes two verdicts the same one."""
        value = self.typed_value
        return (self.verdict, *(value.key if value else ()))

    @property
    def subject(self) -> Claim | Question:
        """What was judged."""
        subject = self.claim or self.question
        assert subject is not None
        return subject

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        """Whoever sees the claim or question; of an open blind round, author and adjudicator.

        An adjudicator who is no reviewer any more has lost that.
        """
        judged = Q(claim__in=Claim.objects.visible_to(user)) | Q(
            question__in=Question.objects.visible_to(user)
        )
        open_to = OPEN_TO_ALL
        if user.is_authenticated:
            reviewing = Membership.objects.filter(user=user, role__in=REVIEWING)
            open_to |= Q(created_by=user) | Q(
                round__dispute__adjudicator=user, workspace__in=reviewing.values("workspace")
            )
        return judged & open_to
