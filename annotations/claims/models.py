"""Claims, the citations behind them, and searches that found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.claims.locators import Locator, place_of
from annotations.claims.quotes import Quote, quote_of
from annotations.highlights.models import Highlight
from annotations.replies import mentions
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records import edtf
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


@tracked()
class SearchLog(WorkspaceRow):
    """A search that found nothing: where, when and for what. Negative evidence.

    Where it was made in one source, such as a newspaper or a register, that is `source`.
    """

    edit_permission = Permission.STATE_CLAIMS

    #: Archive, collection, catalogue or database, with what of it was gone through.
    searched = models.CharField(max_length=1_000)
    #: When, in EDTF.
    date = models.CharField("date (EDTF)", max_length=100)
    #: What was looked for and not found, with the words or names tried.
    sought = models.TextField(validators=[MaxLengthValidator(5_000)])
    #: What stood in the way, such as gaps in the holdings.
    limits = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="search_logs"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["-id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("source")]

    def __str__(self) -> str:
        return self.sought

    def get_absolute_url(self) -> str:
        return reverse("annotations:search", args=[self.workspace.uid, self.uid])

    @property
    def shown_date(self) -> str:
        """The date in words."""
        return edtf.show(edtf.parse(self.date))

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        seen = Q(source=None) | Q(source__in=Source.objects.visible_to(user))
        return super().visibility(user) & seen


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
    """What is cited for, against or on a claim: exactly one of a highlight, a source with a
    locator, and a search that found nothing.

    Grades are by whoever cites; source, information and evidence are told apart as Elizabeth
    Shown Mills does in Evidence Explained.
    """

    class SourceGrade(models.TextChoices):
        """What the source is, as a source, for this claim."""

        UNGRADED = "", _("Not graded")
        ORIGINAL = "original", _("Original")
        DERIVATIVE = "derivative", _("Derivative: copy, translation, abstract")
        AUTHORED = "authored", _("Authored: a work that argues from others")

    class Information(models.TextChoices):
        """How close to the event whoever tells it was."""

        UNGRADED = "", _("Not graded")
        PRIMARY = "primary", _("Primary: first-hand")
        SECONDARY = "secondary", _("Secondary: from others")
        UNDETERMINED = "undetermined", _("Undetermined")

    class Evidence(models.TextChoices):
        """How it bears on the claim."""

        UNGRADED = "", _("Not graded")
        DIRECT = "direct", _("Direct: states it")
        INDIRECT = "indirect", _("Indirect: implies it with others")
        NEGATIVE = "negative", _("Negative: the absence of what should be there")

    edit_permission = Permission.STATE_CLAIMS

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="citations")
    highlight = models.ForeignKey(
        Highlight, models.PROTECT, null=True, blank=True, related_name="citations"
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="citations"
    )
    search_log = models.ForeignKey(
        SearchLog, models.PROTECT, null=True, blank=True, related_name="citations"
    )
    #: A CSL locator label such as `page` or `folio`, and where in the source. For a highlight
    #: they are empty unless somebody corrects what the text's page labels tell.
    locator_label = models.CharField(max_length=20, blank=True)
    locator = models.CharField(max_length=200, blank=True)
    stance = models.CharField(max_length=20, choices=Stance.choices)
    strength = models.CharField(max_length=10, choices=Strength.choices, default=Strength.UNGRADED)
    source_grade = models.CharField(
        max_length=10, choices=SourceGrade.choices, default=SourceGrade.UNGRADED, blank=True
    )
    information = models.CharField(
        max_length=12, choices=Information.choices, default=Information.UNGRADED, blank=True
    )
    evidence = models.CharField(
        max_length=10, choices=Evidence.choices, default=Evidence.UNGRADED, blank=True
    )
    rationale = models.TextField(blank=True, validators=[MaxLengthValidator(5_000)])
    #: The claim it was made for, where that was merged into another or split since.
    moved_from = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, editable=False, related_name="moved_citations"
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("claim", "highlight", "source", "search_log", "moved_from"),
            models.CheckConstraint(
                condition=Q(highlight__isnull=False, source=None, search_log=None)
                | Q(highlight=None, source__isnull=False, search_log=None) & ~Q(locator="")
                | Q(highlight=None, source=None, search_log__isnull=False, locator=""),
                name="citation_has_one_target",
            ),
            models.CheckConstraint(
                condition=Q(locator="", locator_label="") | ~Q(locator="") & ~Q(locator_label=""),
                name="citation_locator_with_label",
            ),
            models.UniqueConstraint(
                fields=["claim", "highlight"],
                condition=Q(deleted_at=None),
                name="annotations_citation_once",
                violation_error_message=_("This passage is already cited for this claim."),
            ),
            models.UniqueConstraint(
                fields=["claim", "source", "locator_label", "locator"],
                condition=Q(deleted_at=None),
                name="annotations_citation_of_source_once",
                violation_error_message=_("This place is already cited for this claim."),
            ),
            models.UniqueConstraint(
                fields=["claim", "search_log"],
                condition=Q(deleted_at=None),
                name="annotations_citation_of_search_once",
                violation_error_message=_("This search is already cited for this claim."),
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
    def quote(self) -> Quote | None:
        """The cited passage as pages show it; `with_quotes` loads what it needs."""
        return quote_of(self.highlight) if self.highlight else None

    @property
    def place(self) -> Locator | None:
        """Where in its source it stands: as somebody wrote, else as the text's labels tell."""
        if self.locator:
            return Locator(self.locator_label, self.locator, self.highlight_id is not None)
        return self.told

    @property
    def told(self) -> Locator | None:
        """Where the labels of the text say that the highlight stands."""
        return place_of(self.highlight) if self.highlight else None

    @property
    def grades(self) -> list[tuple[str, str]]:
        """The grades of evidence that were given, each with what is graded."""
        given = (
            (_("source"), self.source_grade, self.get_source_grade_display),
            (_("information"), self.information, self.get_information_display),
            (_("evidence"), self.evidence, self.get_evidence_display),
        )
        return [
            (str(name), f"{shown().partition(':')[0].lower()} {name}")
            for name, grade, shown in given
            if grade
        ]

    @property
    def cited_source(self) -> Source | None:
        """The source that is cited, or in which a search was made."""
        if self.highlight:
            return self.highlight.text.source
        return self.search_log.source if self.search_log else self.source

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        target = (
            Q(highlight__in=Highlight.objects.visible_to(user))
            | Q(source__in=Source.objects.visible_to(user))
            | Q(search_log__in=SearchLog.objects.visible_to(user))
        )
        return target & Q(claim__in=Claim.objects.visible_to(user))
