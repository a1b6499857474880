"""Claims, and what they are based on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.replies import mentions
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.safestring import SafeString

    from project.people.models import User


@tracked()
class Claim(WorkspaceRow):
    """One assertion. It may answer a question, with a typed value.

    An extracted claim says what one source says, and in which mode; a concluded claim is the
    historian's own, with an argument, and may be based on other claims (`grounds`).

    `value` has the form that `annotations.claims.values` documents; it is null where the
    claim answers no question. A denied claim says that the value is not so.
    """

    class Kind(models.TextChoices):
        """Whose assertion it is."""

        EXTRACTED = "extracted", _("Extracted: what a source says")
        CONCLUDED = "concluded", _("Concluded: what the historian says")

    class Modality(models.TextChoices):
        """How a source says it."""

        NONE = "", _("Not from a source")
        ASSERTED = "asserted", _("Asserted")
        ALLEGED = "alleged", _("Alleged")
        REPORTED = "reported", _("Reported, as said by others")
        DENIED = "denied", _("Denied")

    class Polarity(models.TextChoices):
        """Whether the claim says that it is so, or that it is not."""

        AFFIRMED = "affirmed", _("Affirmed")
        DENIED = "denied", _("Denied")

    class Certainty(models.TextChoices):
        """How sure the historian is that it is so."""

        UNGRADED = "", _("Not graded")
        CERTAIN = "certain", _("Certain")
        ALMOST_CERTAIN = "almost_certain", _("Almost certain")
        PROBABLE = "probable", _("Probable")
        POSSIBLE = "possible", _("Possible")
        DOUBTFUL = "doubtful", _("Doubtful")
        EXCLUDED = "excluded", _("Excluded")

    edit_permission = Permission.STATE_CLAIMS

    statement = models.TextField(validators=[MaxLengthValidator(2_000)])
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CONCLUDED)
    #: What an extracted claim is extracted from; null for a concluded one.
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="extracted_claims"
    )
    modality = models.CharField(
        max_length=10, choices=Modality.choices, default=Modality.NONE, blank=True
    )
    polarity = models.CharField(max_length=10, choices=Polarity.choices, default=Polarity.AFFIRMED)
    certainty = models.CharField(
        max_length=15, choices=Certainty.choices, default=Certainty.UNGRADED, blank=True
    )
    #: How the historian comes to a concluded claim: Markdown as written; `argument_html` is the
    #: only way to show it.
    argument = models.TextField(blank=True, validators=[MaxLengthValidator(20_000)])
    question = models.ForeignKey(
        "annotations.Question", models.PROTECT, null=True, blank=True, related_name="claims"
    )
    value = models.JSONField(null=True, blank=True)
    grounds = models.ManyToManyField(
        "self", through="ClaimGround", symmetrical=False, related_name="conclusions"
    )
    #: The claim that says the same and took over all of this one.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    #: The claim that this one was a part of.
    split_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="split_off"
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retraction_reason = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    #: Counts the edits, so that of two people who edit at once the second is told.
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("question", "source", "merged_into", "split_from"),
            models.CheckConstraint(
                condition=Q(question=None, value=None)
                | Q(question__isnull=False, value__isnull=False),
                name="claim_value_with_question",
            ),
            models.CheckConstraint(
                condition=(Q(kind="extracted", source__isnull=False, argument="") & ~Q(modality=""))
                | Q(kind="concluded", source=None, modality=""),
                name="claim_extracted_from_one_source",
            ),
            models.CheckConstraint(
                condition=~Q(modality="denied") | Q(polarity="denied"),
                name="claim_denied_by_its_source",
            ),
            models.CheckConstraint(
                condition=Q(retracted_at=None, retraction_reason="")
                | Q(retracted_at__isnull=False) & ~Q(retraction_reason=""),
                name="claim_retracted_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="claim_not_merged_into_itself",
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

    @property
    def answer(self) -> str:
        """How it answers its question, for people; empty where it answers none."""
        value = self.typed_value
        if value is None:
            return ""
        shown = value.show()
        return gettext("not %(value)s") % {"value": shown} if self.is_denied else shown

    @property
    def argument_html(self) -> SafeString:
        """The argument, ready to show."""
        return mentions.render(self.argument, self.workspace)

    @property
    def is_denied(self) -> bool:
        """Whether the claim says that it is not so."""
        return self.polarity == self.Polarity.DENIED

    @property
    def is_retracted(self) -> bool:
        """Whether whoever stated it takes it back; it stays visible, and weighs nothing."""
        return self.retracted_at is not None


@tracked()
class ClaimGround(WorkspaceRow):
    """A concluded claim is based on another one, its ground."""

    edit_permission = Permission.STATE_CLAIMS

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="+")
    ground = models.ForeignKey(Claim, models.PROTECT, related_name="+")

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("claim", "ground"),
            models.CheckConstraint(
                condition=~Q(claim=F("ground")), name="annotations_claimground_not_itself"
            ),
            models.UniqueConstraint(
                fields=["claim", "ground"],
                condition=Q(deleted_at=None),
                name="annotations_claimground_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.ground_id}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        seen = Claim.objects.visible_to(user)
        return Q(claim__in=seen) & Q(ground__in=seen)
