"""What changed for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Dispute
from annotations.highlights.models import Highlight
from annotations.replies.models import Reply
from annotations.reviews.models import Resolution, Review, ReviewRound
from project.people.history import tracked
from project.people.models import Invitation
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records.models import Source
from sources.texts.models import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Notice(WorkspaceRow):
    """Tells `recipient` that `created_by` did something that concerns them.

    The rows it is about are those that are set; what the recipient may no longer see is not
    told either (`visibility`).
    """

    class Kind(models.TextChoices):
        """What happened."""

        REPLY = "reply", _("A reply")
        MENTION = "mention", _("You were mentioned")
        INVITATION = "invitation", _("An invitation")
        CITED_CHANGED = "cited_changed", _("Something you cited changed")
        SETTLED = "settled", _("Passages of yours were checked")
        CLAIM_CHANGED = "claim_changed", _("A claim of yours was changed")
        CITED = "cited", _("Evidence was cited on a claim of yours")
        REVIEWED = "reviewed", _("A verdict on a claim of yours")
        RESOLVED = "resolved", _("An outcome for a question that you answered")
        ROUND = "round", _("A round of review was opened or closed")

    edit_permission = Permission.READ

    recipient = models.ForeignKey("people.User", models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    highlight = models.ForeignKey(
        Highlight, models.CASCADE, null=True, blank=True, related_name="+"
    )
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="+")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="+")
    dispute = models.ForeignKey(Dispute, models.CASCADE, null=True, blank=True, related_name="+")
    citation = models.ForeignKey(Citation, models.CASCADE, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Source, models.CASCADE, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        TextVersion, models.CASCADE, null=True, blank=True, related_name="+"
    )
    invitation = models.ForeignKey(
        "people.Invitation", models.CASCADE, null=True, blank=True, related_name="+"
    )
    review = models.ForeignKey(Review, models.CASCADE, null=True, blank=True, related_name="+")
    resolution = models.ForeignKey(
        Resolution, models.CASCADE, null=True, blank=True, related_name="+"
    )
    round = models.ForeignKey(ReviewRound, models.CASCADE, null=True, blank=True, related_name="+")
    #: When the changes began that it tells of; null where it tells of one moment.
    since = models.DateTimeField(null=True, blank=True, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    #: When a mail digest told of it, or mails of its kind were switched on without it; empty
    #: until then.
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        indexes = [models.Index(fields=["recipient", "read_at"])]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("highlight", "reply", "claim", "source", "version"),
            *same_workspace("dispute", "citation", "review", "resolution", "round"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recipient_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        def seen(name: str, model: type[WorkspaceRow]) -> Q:
            return Q(**{name: None}) | Q(**{f"{name}__in": model.objects.visible_to(user)})

        # That their claim was deleted or merged away is told to its author too.
        known = Claim.objects.filter(Claim.visibility(user))
        claim = seen("claim", Claim) | Q(kind=cls.Kind.CLAIM_CHANGED, claim__in=known)

        # An invitation is told to somebody who is no member yet, while it can be accepted.
        return Q(recipient_id=user.pk) & (
            Q(invitation__in=Invitation.objects.open())
            | Q(invitation=None)
            & super().visibility(user)
            & seen("highlight", Highlight)
            & seen("reply", Reply)
            & claim
            & seen("dispute", Dispute)
            & seen("citation", Citation)
            & seen("source", Source)
            & seen("version", TextVersion)
            & seen("review", Review)
            & seen("resolution", Resolution)
            & seen("round", ReviewRound)
        )
