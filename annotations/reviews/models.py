"""Verdicts of reviewers, the rounds they fall in, and what an adjudicator makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.replies import mentions
from project.people.history import tracked
from project.people.models import Membership
from project.people.permissions import Permission, Role
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.safestring import SafeString

    from project.people.models import User

#: The roles that may review.
REVIEWING = [role for role in Role if role.rank >= Permission.REVIEW.value.least.rank]


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


class Judgement(WorkspaceRow):
    """Something that was decided, with reasons, about a claim or question as it then stood.

    Only ever added: the database refuses UPDATE and DELETE. `judged` is that state in the form
    of `annotations.reviews.states`, `judged_sha256` the hash of it.
    """

    edit_permission = Permission.REVIEW

    #: The answer found right, as `annotations.claims.values` documents it; null without one.
    value = models.JSONField(null=True, blank=True)
    #: Markdown as written; `reasons_html` is the only way to show it.
    reasons = models.TextField(validators=[MinLengthValidator(1), MaxLengthValidator(20_000)])
    judged = models.JSONField(editable=False)
    judged_sha256 = models.CharField(max_length=64, editable=False)
    #: Whether that state has moved on; set by `queries.mark_moved_on`.
    changed_since: bool = False

    class Meta(WorkspaceRow.Meta):
        abstract = True

    @property
    def typed_value(self) -> values.Value | None:
        """The answer found right, as the type its question asks for."""
        return None if self.value is None else values.from_json(self.value)

    @property
    def reasons_html(self) -> SafeString:
        """The reasons, ready to show."""
        return mentions.render(self.reasons, self.workspace)


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
        open_to = Q(round=None) | Q(round__is_blind=False) | Q(round__closed_at__isnull=False)
        if user.is_authenticated:
            reviewing = Membership.objects.filter(user=user, role__in=REVIEWING)
            open_to |= Q(created_by=user) | Q(
                round__dispute__adjudicator=user, workspace__in=reviewing.values("workspace")
            )
        return judged & open_to


@tracked(exclude=("judged",))
class Resolution(Judgement):
    """The outcome for a question, by its dispute's adjudicator, beside the verdicts on it.

    The latest one counts; all of them are shown.
    """

    class Outcome(models.TextChoices):
        """How a question ends."""

        ANSWERED = "answered", _("Answered")
        NONE_OF_THEM = "none_of_them", _("None of them")
        UNRESOLVED = "unresolved", _("Unresolved")

    question = models.ForeignKey(Question, models.PROTECT, related_name="resolutions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)

    class Meta(Judgement.Meta):
        abstract = False
        ordering = ["id"]
        constraints = [
            *Judgement.Meta.constraints,
            *same_workspace("question"),
            models.CheckConstraint(
                condition=Q(outcome="answered", value__isnull=False)
                | ~Q(outcome="answered") & Q(value=None),
                name="resolution_answers_with_value",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.question}"

    def get_absolute_url(self) -> str:
        url = reverse("annotations:question_reviews", args=[self.workspace.uid, self.question.uid])
        return f"{url}#resolution-{self.uid}"

    @property
    def word(self) -> str:
        """The outcome, such as "answered"."""
        return self.outcome

    @property
    def label(self) -> str:
        """The outcome for people."""
        return self.get_outcome_display()

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(question__in=Question.objects.visible_to(user))


@tracked()
class LastLook(WorkspaceRow):
    """When `created_by` last looked at what became of a dispute; nobody else's business."""

    edit_permission = Permission.KEEP_LISTS

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="+")
    looked_at = models.DateTimeField()

    class Meta(WorkspaceRow.Meta):
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("dispute"),
            models.UniqueConstraint(
                fields=["dispute", "created_by"], name="annotations_lastlook_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.looked_at}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(created_by_id=user.pk) & Q(dispute__in=Dispute.objects.visible_to(user))
