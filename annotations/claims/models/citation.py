"""Citations: what is cited for, against or on a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.claims.citations.locators import Locator, place_of
from annotations.claims.citations.quotes import Quote, quote_of
from annotations.claims.models.claim import Claim
from annotations.highlights.models import Highlight
from annotations.searches.models import SearchLog
from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


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

    def get_absolute_url(self) -> str:
        """Where it stands on the page of its claim."""
        return f"{self.claim.get_absolute_url()}?citation={self.uid}#citation-{self.uid}"

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
        return cls.target_visibility(user) & Q(claim__in=Claim.objects.visible_to(user))

    @classmethod
    def target_visibility(cls, user: User | AnonymousUser) -> Q:
        """Which citations are of something that `user` may know of."""
        return (
            Q(highlight__in=Highlight.objects.visible_to(user))
            | Q(source__in=Source.objects.visible_to(user))
            | Q(search_log__in=SearchLog.objects.visible_to(user))
        )
