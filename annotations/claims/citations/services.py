"""All writes to citations."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from annotations.claims.citations.locators import TERMS, bare, one_dash
from annotations.claims.models import Citation, Claim, Strength
from annotations.highlights.models import Highlight
from annotations.searches.models import SearchLog
from project.people import services as people
from project.people.history import acting
from project.people.models import User
from project.people.permissions import NotPermitted, Permission
from project.people.refusing import require_current
from sources.records.models import Source


@dataclass(frozen=True)
class Target:
    """What is cited: exactly one of a highlight, a source with a locator, and a search.

    The locator of a highlight corrects what its text's labels tell.
    """

    highlight: Highlight | None = None
    source: Source | None = None
    search_log: SearchLog | None = None

    @property
    def of_source(self) -> Source | None:
        """The source that speaks; for a search none does."""
        return self.highlight.text.source if self.highlight else self.source


def cite(
    *,
    actor: User,
    claim: Claim,
    stance: str,
    highlight: Highlight | None = None,
    source: Source | None = None,
    search_log: SearchLog | None = None,
    locator_label: str = "",
    locator: str = "",
    strength: str = Strength.UNGRADED,
    source_grade: str | None = None,
    information: str = "",
    evidence: str | None = None,
    rationale: str = "",
    share: bool = False,
) -> Citation:
    """Cite exactly one of highlight, source and search for, against or on a claim.

    Grades of None are what `default_grades` says. Citing a private highlight shares it, which
    needs its author and `share`. Raises ValidationError by field.
    """
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        claim = _held_claim(claim)
        target = _held(actor, Target(highlight, source, search_log))
        _check_extracted(claim, target)
        if target.highlight and target.highlight.sharing == Highlight.Sharing.PRIVATE:
            _share(actor, target.highlight, asked=share)
        default_source, default_evidence = default_grades(target)
        citation = Citation(
            workspace=claim.workspace,
            created_by=actor,
            claim=claim,
            highlight=target.highlight,
            source=target.source,
            search_log=target.search_log,
            stance=stance,
            strength=strength,
            source_grade=default_source if source_grade is None else source_grade,
            information=information,
            evidence=default_evidence if evidence is None else evidence,
            rationale=rationale.strip(),
        )
        _locate(citation, locator_label, locator)
        _check_once(citation)
        citation.full_clean()
        citation.save()
    return citation


def change_citation(
    *,
    actor: User,
    citation: Citation,
    revision: int | None = None,
    stance: str,
    strength: str,
    source_grade: str,
    information: str,
    evidence: str,
    rationale: str,
    locator_label: str,
    locator: str,
) -> Citation:
    """Regrade a citation, reword its rationale or correct its locator.

    Raises `Overtaken` unless `revision`, where given, is the current one; ValidationError by
    field.
    """
    with acting(actor, citation.workspace, Permission.STATE_CLAIMS):
        current = _locked(citation)
        require_current(current, revision)
        before = _place(current)
        current.stance = stance
        current.strength = strength
        current.source_grade = source_grade
        current.information = information
        current.evidence = evidence
        current.rationale = rationale.strip()
        current.revision += 1
        _locate(current, locator_label, locator)
        if _place(current) != before:
            _check_once(current)
        current.full_clean()
        current.save()
    return current


@transaction.atomic
def restore_citation(*, actor: User, citation: Citation) -> None:
    """Undo the withdrawal of a citation. Raises ValidationError where what it cites is gone or
    has turned private, or is cited for this claim again.
    """
    claim = _held_claim(citation.claim)
    target = _held(actor, Target(citation.highlight, citation.source, citation.search_log))
    _check_extracted(claim, target)
    if target.highlight and target.highlight.sharing == Highlight.Sharing.PRIVATE:
        raise ValidationError(_("This highlight is private now. Cite it anew to share it."))
    _check_once(citation)
    people.restore(actor=actor, row=citation)


def default_grades(target: Target) -> tuple[str, str]:
    """Grades of source and evidence to begin with: the source's own originality, and for a
    search that found nothing negative evidence.
    """
    if target.search_log:
        return "", Citation.Evidence.NEGATIVE
    return (target.of_source.originality if target.of_source else ""), ""


def _held_claim(claim: Claim) -> Claim:
    """The claim as it stands, kept as it is meanwhile."""
    held = Claim.objects.select_for_update(no_key=True, of=("self",)).select_related("source")
    current = held.existing().filter(pk=claim.pk).first()
    if current is None:
        raise ValidationError({"claim": _("This claim is not there any more.")})
    if current.merged_into_id is not None:
        raise ValidationError(
            {"claim": _("This claim was merged into another. Cite it for that one.")}
        )
    current.workspace = claim.workspace
    return current


def _held(actor: User, target: Target) -> Target:
    """What is cited as it stands, kept from being deleted or turning private meanwhile."""
    if sum(one is not None for one in (target.highlight, target.source, target.search_log)) != 1:
        raise ValidationError(
            _("Cite exactly one: a highlight, a source with a locator, or a search.")
        )
    if target.highlight:
        return Target(highlight=_held_highlight(actor, target.highlight))
    if target.source:
        sources = Source.objects.select_for_update(no_key=True).visible_to(actor)
        source = sources.filter(pk=target.source.pk).first()
        if source is None:
            raise ValidationError({"source": _("This source is not there any more.")})
        return Target(source=source)
    assert target.search_log is not None
    logs = SearchLog.objects.select_for_update(of=("self",), no_key=True).visible_to(actor)
    search = logs.filter(pk=target.search_log.pk).first()
    if search is None:
        raise ValidationError({"search_log": _("This search is not there any more.")})
    return Target(search_log=search)


def _held_highlight(actor: User, highlight: Highlight) -> Highlight:
    rows = Highlight.objects.select_related("text__source")
    held = rows.select_for_update(of=("self",), no_key=True).filter(pk=highlight.pk).first()
    # Asked anew once the lock is there: the source may be gone by then too.
    if held is None or not Highlight.objects.visible_to(actor).filter(pk=held.pk).exists():
        raise ValidationError({"highlight": _("This highlight is not there any more.")})
    held.workspace = highlight.workspace
    return held


def _locked(citation: Citation) -> Citation:
    rows = Citation.objects.select_for_update(of=("self",), no_key=True).select_related("workspace")
    current = rows.select_related("claim").existing().filter(pk=citation.pk).first()
    if current is None:
        raise ValidationError(_("This citation was withdrawn."))
    if current.claim.deleted_at is not None:
        raise ValidationError(_("This claim is not there any more."))
    return current


def _check_extracted(claim: Claim, target: Target) -> None:
    field = "highlight" if target.highlight else "source" if target.source else "search_log"
    _require_its_source(claim, target, field)


def require_its_source(claim: Claim, citations: QuerySet[Citation], field: str) -> None:
    """Raise ValidationError by `field` unless a claim may have all these citations."""
    for cited in citations.select_related("highlight__text__source", "source", "search_log"):
        _require_its_source(claim, Target(cited.highlight, cited.source, cited.search_log), field)


def _require_its_source(claim: Claim, target: Target, field: str) -> None:
    """What a source says is cited from that source alone."""
    if claim.kind != Claim.Kind.EXTRACTED or target.of_source == claim.source:
        return
    told = _(
        "This claim is what “%(source)s” says, so nothing but that source is cited for it. State"
        " a claim of your own that is based on this one, and cite this there."
    )
    raise ValidationError({field: told % {"source": claim.source}})


def _share(actor: User, highlight: Highlight, *, asked: bool) -> None:
    if not highlight.editable_by(actor):
        raise NotPermitted(Permission.ANNOTATE)
    if not asked:
        raise ValidationError(
            {
                "share": _(
                    "This highlight is private. Citing it shares it with the"
                    " workspace: confirm that."
                )
            }
        )
    highlight.sharing = Highlight.Sharing.SHARED
    highlight.revision += 1
    highlight.save()


def _locate(citation: Citation, label: str, locator: str) -> None:
    """Set the locator; without a value it has no label either."""
    locator = " ".join(locator.split())
    label = (label or "page") if locator else ""
    if label and label not in TERMS:
        raise ValidationError({"locator_label": _("This is none of the terms for a place.")})
    if citation.search_log_id and locator:
        raise ValidationError({"locator": _("A search has no place in a source.")})
    if citation.source_id and not locator:
        raise ValidationError(
            {"locator": _("Say where in the source: a page, a folio, a chapter …")}
        )
    citation.locator_label, citation.locator = label, bare(label, locator)


def _place(citation: Citation) -> tuple[str, str]:
    return citation.locator_label, one_dash(citation.locator)


def _check_once(citation: Citation) -> None:
    others = Citation.objects.existing().filter(claim=citation.claim_id).exclude(pk=citation.pk)
    if citation.highlight_id and others.filter(highlight=citation.highlight_id).exists():
        raise ValidationError({"claim": _("This passage is already cited for this claim.")})
    if citation.source_id:
        of_source = others.filter(source=citation.source_id, locator_label=citation.locator_label)
        if _place(citation) in map(_place, of_source):
            raise ValidationError({"locator": _("This place is already cited for this claim.")})
    if citation.search_log_id and others.filter(search_log=citation.search_log_id).exists():
        raise ValidationError({"search_log": _("This search is already cited for this claim.")})
