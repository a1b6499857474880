"""Claims and the citations behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.claims.quotes import Quote, quote_of
from annotations.highlights.models import Highlight
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Claim(WorkspaceRow):
    """One assertion. It may answer a question, with a typed value.

    `value` has the form that `annotations.claims.values` documents; it is null where the
    claim answers no question.
    """

    edit_permission = Permission.STATE_CLAIMS

    statement = models.TextField(validators=[MaxLengthValidator(2_000)])
    question = models.ForeignKey(
        "annotations.Question", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    value = models.JSONField(null=True, blank=True)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("question"),
            models.CheckConstraint(
                condition=Q(question=None, value=None)
                | Q(question__isnull=False, value__isnull=False),
                name="claim_value_with_question",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return reverse("annotations:claim", args=[self.workspace.uid, self.uid])

    @property
    def typed_value(self) -> values.Value | None:
        """The value as the type its question asks for."""
        return None if self.value is None else values.from_json(self.value)


class Stance(models.TextChoices):
    """The direction of a citation. Its strength is another matter."""

    SUPPORTS = "supports", _("Supports")
    CONTRADICTS = "contradicts", _("Contradicts")
    QUALIFIES = "qualifies", _("Qualifies")
    DOES_NOT_ADDRESS = "does_not_address", _("Does not address")


class Strength(models.TextChoices):
    """How much a citation weighs, by whoever made it."""

    STRONG = "strong", _("Strong")
    MODERATE = "moderate", _("Moderate")
    WEAK = "weak", _("Weak")
    UNGRADED = "ungraded", _("Ungraded")


@tracked()
class Citation(WorkspaceRow):
    """A highlight cited for, against or on a claim."""

    edit_permission = Permission.STATE_CLAIMS

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    highlight = models.ForeignKey(Highlight, models.PROTECT, related_name="citations")
    stance = models.CharField(max_length=20, choices=Stance.choices)
    strength = models.CharField(max_length=10, choices=Strength.choices, default=Strength.UNGRADED)
    rationale = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("claim", "highlight"),
            models.UniqueConstraint(
                fields=["claim", "highlight"],
                condition=Q(deleted_at=None),
                name="annotations_citation_once",
                violation_error_message=_("This passage is already cited for this claim."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="cites_what_is_shared",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__deleted_at__isnull=True),
                # FOR SHARE: a highlight that turns private at the same time is waited for.
                func="""
                    PERFORM FROM annotations_highlight WHERE id = NEW.highlight_id FOR SHARE;
                    IF EXISTS (
                        SELECT FROM annotations_highlight
                        WHERE id = NEW.highlight_id AND sharing = 'private'
                    ) THEN
                        RAISE check_violation USING MESSAGE = 'a private highlight is not cited';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.claim_id}"

    @property
    def quote(self) -> Quote:
        """The cited passage as pages show it; `queries.with_quotes` loads what it needs."""
        return quote_of(self.highlight)

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(highlight__in=Highlight.objects.visible_to(user)) & Q(
            claim__in=Claim.objects.visible_to(user)
        )
