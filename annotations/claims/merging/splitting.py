"""One claim that says two things becomes two, each with its own citations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.claims.citations.services import require_its_source
from annotations.claims.merging.moving import move_accounts, move_citations
from annotations.claims.models import Citation, Claim
from annotations.claims.services import Assertion, create_claim, lock
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, AccountClaim, Question
from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission

#: Of a citation that was moved or withdrawn meanwhile.
GONE = gettext_lazy("One of these citations does not stand on this claim any more.")


def split(
    *,
    actor: User,
    claim: Claim,
    statement: str,
    question: Question | None = None,
    value: dict[str, Any] | None = None,
    citations: Collection[Citation] = (),
    accounts: Collection[Account] = (),
    **assertion: Unpack[Assertion],
) -> Claim:
    """Split a new claim off, to which these citations and accounts of the claim go.

    What is not given of the assertion, it has in common with the claim; the argument stays
    there. `merge` undoes it. Raises ValidationError by field.
    """
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        lock(claim)
        _check(claim, citations, accounts)
        alike: Assertion = {
            "kind": claim.kind,
            "source": claim.source,
            "modality": claim.modality,
            "polarity": claim.polarity,
            "certainty": claim.certainty,
        }
        new = create_claim(
            actor=actor,
            workspace=claim.workspace,
            statement=statement,
            question=question,
            value=value,
            **(alike | assertion),
        )
        goes = Citation.objects.filter(pk__in=[citation.pk for citation in citations])
        require_its_source(new, goes, "citations")
        new.split_from = claim
        new.save(update_fields=["split_from"])
        move_citations((citation.pk for citation in citations), new)
        move_accounts(AccountClaim.objects.filter(claim=claim, account__in=accounts), new)
        disputes.set_accounts(actor=actor, claim=new, accounts=accounts)
        claim.revision += 1
        claim.save(update_fields=["revision"])
    return new


def _check(claim: Claim, citations: Collection[Citation], accounts: Collection[Account]) -> None:
    if claim.is_retracted:
        raise ValidationError(_("This claim is retracted already."))
    if not citations and not accounts:
        raise ValidationError(
            {"citations": _("Choose what goes to the new claim: a citation, or an account.")}
        )
    keys = {citation.pk for citation in citations}
    if claim.citations.existing().filter(pk__in=keys).count() < len(keys):
        raise ValidationError({"citations": GONE})
