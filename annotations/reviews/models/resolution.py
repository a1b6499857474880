"""What adjudicators make of verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.disputes.models import Question
from annotations.reviews.models.judgement import Judgement
from project.people.history import tracked
from project.people.rows import same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


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
