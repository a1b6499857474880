"""A dispute that has gone all the way: searched, concluded, judged and published."""

from __future__ import annotations

import pytest

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.grounds.services import add_grounds
from annotations.claims.models import Citation
from annotations.disputes.models import Dispute
from annotations.disputes.services import change_dispute
from annotations.editions.models import Edition, Withdrawal
from annotations.reviews import services as reviews
from annotations.searches.services import log_search
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.authorities.models import Authority
from sources.records.models import Source


@pytest.fixture
def published(
    workspace: Workspace,
    source: Source,
    citation: Citation,
    authority: Authority,
    owner: User,
    reviewer: User,
    annotator: User,
) -> Dispute:
    """The dispute of the claim, which has a ground and a search that found nothing, with
    verdicts in a round, an outcome, and an edition that was withdrawn.
    """
    claim = citation.claim
    assert claim.question
    said = claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="The report says 24 August.",
        kind="extracted",
        source=source,
        modality="asserted",
    )
    add_grounds(actor=annotator, claim=claim, grounds=[said])
    searched = log_search(
        actor=annotator,
        workspace=workspace,
        searched="All leaves",
        date="2024",
        sought="Another date",
        source=source,
    )
    citations.cite(actor=annotator, claim=claim, search_log=searched, stance="qualifies")
    dispute = change_dispute(
        actor=owner,
        dispute=claim.question.dispute,
        title="The crash",
        description="",
        adjudicator=reviewer,
    )
    reviews.open_round(actor=reviewer, dispute=dispute)
    reviews.judge(actor=reviewer, subject=claim, verdict="accepted", reasons="So it is.")
    reviews.judge(actor=owner, subject=claim.question, verdict="unresolved", reasons="Who knows?")
    reviews.resolve(
        actor=reviewer, question=claim.question, outcome="none_of_them", reasons="None is right."
    )
    reviews.look(actor=reviewer, dispute=dispute)
    # How editions are frozen is for their own tests, and takes long.
    made = {"workspace": workspace, "created_by": owner}
    with attributed("test"):
        edition = Edition.objects.create(**made, dispute=dispute, number=1, title="The crash")
        Withdrawal.objects.create(**made, edition=edition, reason="A mistake.")
    return dispute
