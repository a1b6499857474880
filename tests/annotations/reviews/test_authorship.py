"""Whose claims are that were merged and split."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims import services as claims
from annotations.claims.merging.services import merge
from annotations.claims.merging.splitting import split
from annotations.claims.models import Claim
from annotations.disputes.models import Account
from annotations.reviews.authorship import staters_of_made
from project.people.models import User, Workspace
from sources.records.models import Source

pytestmark = pytest.mark.django_db


def test_a_claim_is_also_of_those_whose_claims_it_was_made_of(
    reviewer: User,
    colleague: User,
    annotator: User,
    workspace: Workspace,
    source: Source,
    claim: Claim,
    account: Account,
) -> None:
    def stated(actor: User) -> Claim:
        return claims.create_claim(
            actor=actor,
            workspace=workspace,
            statement="It rained.",
            kind="extracted",
            source=source,
        )

    first, second, third, of_others = (
        stated(actor) for actor in (reviewer, colleague, annotator, annotator)
    )
    merge(actor=annotator, merged=first, survivor=second)
    merge(actor=annotator, merged=second, survivor=third)
    part = split(
        actor=reviewer,
        claim=claim,
        statement="It left by day.",
        question=claim.question,
        value=claim.value,
        accounts=[account],
    )
    asked = Claim.objects.filter(pk__in=[third.pk, of_others.pk, part.pk])
    with CaptureQueriesContext(connection) as queries:
        found = staters_of_made(asked)
    assert found == {
        third.pk: {reviewer.pk, colleague.pk, annotator.pk},
        part.pk: {reviewer.pk, claim.created_by_id},
    }
    assert len(queries) == 4
    with CaptureQueriesContext(connection) as queries:
        assert staters_of_made(Claim.objects.filter(pk=of_others.pk)) == {}
    assert len(queries) == 1
