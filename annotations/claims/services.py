"""All writes to claims."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.claims.answers.checking import checked_value
from annotations.claims.citations.services import require_its_source
from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Question
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.refusing import require_current
from sources.records.models import Source


class Assertion(TypedDict, total=False):
    """Whose assertion a claim is, and how it is made. What is not given stays as it is; a new
    claim is concluded and affirmed.
    """

    kind: str
    source: Source | None
    modality: str
    polarity: str
    certainty: str
    argument: str


#: What a claim says, that one column holds.
SAID = ("statement", "kind", "modality", "polarity", "certainty", "argument", "value")

#: Of a claim that was deleted or merged into another.
GONE = gettext_lazy("This claim is not there any more.")
#: Of an extracted claim without a source.
NO_SOURCE = gettext_lazy("Choose the source that says so.")


def create_claim(
    *,
    actor: User,
    workspace: Workspace,
    statement: str,
    question: Question | None = None,
    value: dict[str, Any] | None = None,
    accounts: Iterable[Account] = (),
    **assertion: Unpack[Assertion],
) -> Claim:
    """A claim; with a question it carries a value of the question's kind, and may belong to
    accounts of the question's dispute.

    `value` has the JSON form of `annotations.claims.values`. Raises ValidationError by field.
    """
    with acting(actor, workspace, Permission.STATE_CLAIMS):
        claim = Claim(workspace=workspace, created_by=actor)
        _fill(claim, statement, question, value, assertion)
        claim.save()
        disputes.set_accounts(actor=actor, claim=claim, accounts=accounts)
    return claim


def change_claim(
    *,
    actor: User,
    claim: Claim,
    statement: str,
    question: Question | None,
    value: dict[str, Any] | None,
    accounts: Iterable[Account] | None = None,
    revision: int | None = None,
    **assertion: Unpack[Assertion],
) -> Claim:
    """Reword a claim, or change what it answers and how. Raises ValidationError by field, and
    `Overtaken` unless `revision`, where it is given, is the current one.

    Without `accounts` it stays in those of its question's dispute.
    """
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        lock(claim)
        require_current(claim, revision, current={name: getattr(claim, name) for name in SAID})
        _fill(claim, statement, question, value, assertion)
        claim.revision += 1
        claim.save()
        if accounts is None:
            dispute = question.dispute_id if question else None
            accounts = claim.accounts.existing().filter(dispute=dispute)
        disputes.set_accounts(actor=actor, claim=claim, accounts=accounts)
    return claim


def lock(*claims: Claim) -> None:
    """Bring claims up to date, and keep others from changing them until the transaction ends.

    Raises ValidationError where one was deleted or merged into another meanwhile.
    """
    rows = Claim.objects.select_for_update(of=("self",))
    for claim in sorted(claims, key=attrgetter("pk")):
        workspace = claim.workspace
        claim.refresh_from_db(from_queryset=rows)
        claim.workspace = workspace
        if claim.deleted_at is not None:
            raise ValidationError(GONE)


def _fill(
    claim: Claim,
    statement: str,
    question: Question | None,
    value: dict[str, Any] | None,
    assertion: Assertion,
) -> None:
    claim.statement = statement.strip()
    _hold(question, claim)
    claim.question = question
    claim.value = _checked_value(question, value)
    whose = (claim.kind, claim.source_id)
    for name, said in assertion.items():
        setattr(claim, name, said)
    if claim.kind == Claim.Kind.EXTRACTED:
        _settle_extracted(claim)
    else:
        _settle_concluded(claim, assertion)
    if claim.pk and (claim.kind, claim.source_id) != whose:
        require_its_source(claim, Citation.objects.existing().filter(claim=claim), "source")
    claim.full_clean()


def _settle_extracted(claim: Claim) -> None:
    """It has one source, asserted unless told, and neither an argument nor grounds."""
    if claim.source is None:
        raise ValidationError({"source": NO_SOURCE})
    # The lock keeps the source from being deleted until the claim is saved.
    if not Source.objects.select_for_update(no_key=True).existing().filter(pk=claim.source.pk):
        raise ValidationError({"source": _("This source was deleted. Choose another.")})
    if claim.argument:
        raise ValidationError({"argument": _("Only a concluded claim has an argument.")})
    if ClaimGround.objects.existing().filter(claim=claim.pk).exists():
        raise ValidationError({"kind": _("This claim is based on others. Take these away first.")})
    claim.modality = claim.modality or Claim.Modality.ASSERTED
    if claim.modality == Claim.Modality.DENIED:
        claim.polarity = Claim.Polarity.DENIED


def _settle_concluded(claim: Claim, assertion: Assertion) -> None:
    """It is nobody's but the historian's."""
    if assertion.get("source"):
        raise ValidationError(
            {"source": _("A concluded claim has no source of its own: cite the source for it.")}
        )
    if assertion.get("modality"):
        raise ValidationError({"modality": _("Only an extracted claim has a modality.")})
    claim.source = None
    claim.modality = Claim.Modality.NONE


def _hold(question: Question | None, claim: Claim) -> None:
    """Keep the question from being deleted until the claim that answers it is saved."""
    if question is None or question.pk == claim.question_id:
        return
    locked = Question.objects.select_for_update(no_key=True).existing().filter(pk=question.pk)
    if not locked:
        raise ValidationError({"question": _("This question was deleted. Choose another.")})


def _checked_value(
    question: Question | None, value: dict[str, Any] | None
) -> dict[str, Any] | None:
    if question is None:
        if value is not None:
            raise ValidationError({"value": _("A value answers a question: choose which.")})
        return None
    if value is None:
        raise ValidationError({"value": _("Say how this claim answers the question.")})
    return checked_value(question, value)
