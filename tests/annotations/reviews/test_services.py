"""Who may judge what, and that nothing of it is changed or lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from annotations.claims import services as claims
from annotations.claims.grounds.services import add_grounds
from annotations.claims.merging.services import merge, unmerge
from annotations.claims.models import Citation, Claim
from annotations.claims.retracting.services import retract
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services
from annotations.reviews.differences import changes
from annotations.reviews.models import Resolution, Review, ReviewRound
from annotations.reviews.queries import Standing, reviews_of, verdicts_on
from annotations.reviews.queue import Why, awaiting
from annotations.reviews.rules import left_to_others
from annotations.reviews.states import digest, state_of
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from project.people.workspaces.services import create_workspace
from sources.authorities.services import (
    AuthorityInUse,
    Entry,
    create_authority,
    delete_authority,
)
from sources.records.models import Source
from tests.annotations.reviews.conftest import Give, name_adjudicator
from tests.cast import regrade

pytestmark = pytest.mark.django_db

BAD = [
    ("claim", {"verdict": "answered"}, "verdict"),
    ("claim", {"verdict": "accepted", "value": {"kind": "date", "edtf": "1949"}}, "value"),
    ("claim", {"verdict": "accepted", "reasons": "  "}, "reasons"),
    ("question", {"verdict": "rejected"}, "verdict"),
    ("question", {"verdict": "answered"}, "value"),
    ("question", {"verdict": "answered", "value": {"kind": "text", "text": "late"}}, "value"),
    ("question", {"verdict": "none_of_them", "value": {"kind": "none"}}, "value"),
]


@pytest.mark.parametrize(("of", "said", "field"), BAD)
def test_what_is_no_verdict(
    request: pytest.FixtureRequest, reviewer: User, of: str, said: dict[str, Any], field: str
) -> None:
    subject = request.getfixturevalue(of)
    with pytest.raises(ValidationError) as error:
        services.judge(actor=reviewer, subject=subject, **{"reasons": "So.", **said})
    assert field in error.value.message_dict


@pytest.mark.parametrize("name", ["annotator", "reader", "outsider"])
def test_reviewers_alone_judge(
    request: pytest.FixtureRequest, name: str, claim: Claim, give: Give
) -> None:
    with pytest.raises(NotPermitted):
        give(request.getfixturevalue(name), claim, "accepted")


def test_own_claims_are_left_to_others(
    reviewer: User, owner: User, workspace: Workspace, give: Give
) -> None:
    mine = claims.create_claim(actor=reviewer, workspace=workspace, statement="It rained.")
    with pytest.raises(PermissionDenied, match="stated this claim yourself"):
        give(reviewer, mine, "accepted")
    assert give(owner, mine, "accepted").pk
    workspace.own_claims_reviewable = True
    mine.workspace = workspace
    assert give(reviewer, mine, "accepted").pk


def test_own_is_also_what_ones_claims_were_made_into(
    reviewer: User, colleague: User, workspace: Workspace, source: Source, give: Give
) -> None:
    mine, theirs, another = (
        claims.create_claim(
            actor=actor,
            workspace=workspace,
            statement="It rained.",
            kind="extracted",
            source=source,
        )
        for actor in (reviewer, colleague, colleague)
    )
    merge(actor=colleague, merged=mine, survivor=theirs)
    with pytest.raises(PermissionDenied, match="this one was made of"):
        give(reviewer, theirs, "accepted")
    assert left_to_others(reviewer, workspace, Claim.objects.all()) >= {theirs.pk}
    unmerge(actor=colleague, claim=mine)
    assert give(reviewer, theirs, "accepted").pk
    assert give(reviewer, another, "accepted").pk


def test_who_is_the_only_reviewer_judges_all(outsider: User, give: Give) -> None:

    alone = create_workspace(actor=outsider, name="Alone")
    mine = claims.create_claim(actor=outsider, workspace=alone, statement="It rained.")
    assert give(outsider, mine, "unresolved").pk


CHANGES = [
    "UPDATE annotations_review SET reasons = 'Other.'",
    "UPDATE annotations_review SET deleted_at = now()",
    "DELETE FROM annotations_review",
    "UPDATE annotations_resolution SET outcome = 'unresolved', value = NULL",
    "DELETE FROM annotations_resolution",
    "UPDATE annotations_reviewround SET is_blind = true",
    "UPDATE annotations_reviewround SET closed_at = NULL WHERE closed_at IS NOT NULL",
    "DELETE FROM annotations_reviewround",
]


def test_the_database_keeps_all_of_it(
    reviewer: User, dispute: Dispute, claim: Claim, question: Question, give: Give
) -> None:
    name_adjudicator(dispute, reviewer)
    question.dispute = dispute
    opened = services.open_round(actor=reviewer, dispute=dispute)
    give(reviewer, claim, "accepted")
    services.close_round(actor=reviewer, round=opened)
    services.resolve(actor=reviewer, question=question, outcome="none_of_them", reasons="No.")
    for sql in CHANGES:
        with (
            pytest.raises(DatabaseError),
            attributed("test"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert Review.objects.get().reasons == "So it is."


def test_a_later_verdict_replaces_and_both_stay(
    reviewer: User, owner: User, claim: Claim, dispute: Dispute, give: Give
) -> None:
    give(reviewer, claim, "accepted")
    give(owner, claim, "rejected")
    assert reviews_of(dispute, owner).on_claim(claim).standing == Standing.CONTESTED
    give(reviewer, claim, "rejected", "On second thought.")
    found = verdicts_on(claim, owner)
    assert [review.verdict for review in found.current] == ["rejected", "rejected"]
    assert [review.verdict for review in found.earlier] == ["accepted"]
    assert found.standing == Standing.REJECTED


def test_a_verdict_is_about_a_state(
    reviewer: User, annotator: User, citation: Citation, question: Question, give: Give
) -> None:
    claim = citation.claim
    seen = digest(state_of(claim))
    given = give(reviewer, claim, "accepted", seen=seen)
    asked = give(reviewer, question, "unresolved")
    with attributed("test"):
        citation.rationale = "He was there."
        citation.save()
    [now] = verdicts_on(claim, reviewer).current
    assert now.changed_since
    assert not verdicts_on(question, reviewer).current[0].changed_since
    [change] = changes(given.judged, state_of(claim))
    assert "24 August" in change.field
    assert "He was there." in change.after
    with pytest.raises(services.MovedOn):
        give(reviewer, claim, "accepted", seen=seen)
    with attributed("test"):
        citation.strength = "weak"
        citation.save()
    assert verdicts_on(question, reviewer).current[0].changed_since
    [change] = changes(asked.judged, state_of(question))
    assert (change.before, change.after) == (
        "24 August 1949, 1 × Supports · Strong",
        "24 August 1949, 1 × Supports · Weak",
    )
    assert asked.judged_sha256 == digest(asked.judged)


def test_what_became_of_its_grounds_changes_a_claim(
    reviewer: User, annotator: User, claim: Claim, workspace: Workspace, give: Give
) -> None:
    ground = claims.create_claim(
        actor=annotator, workspace=workspace, statement="It is in the log."
    )
    add_grounds(actor=annotator, claim=claim, grounds=[ground])
    given = give(reviewer, claim, "accepted")
    retract(actor=annotator, claim=ground, reason="It is not.")
    [now] = verdicts_on(claim, reviewer).current
    assert now.changed_since
    [change] = changes(given.judged, state_of(claim))
    assert (change.before, change.after) == ("yes", "retracted: It is not.")


def test_words_are_the_same_for_a_state_that_comes_from_the_database(
    reviewer: User, source_citation: Citation, citation: Citation, question: Question, give: Give
) -> None:
    regrade(reviewer, citation, strength="ungraded")
    given = Review.objects.get(pk=give(reviewer, question, "unresolved").pk)
    assert changes(given.judged, state_of(question)) == []


def test_a_corrected_title_changes_no_evidence(citation: Citation, reviewer: User) -> None:
    before = digest(state_of(citation.claim))
    assert citation.highlight
    source = citation.highlight.text.source
    with attributed("test"):
        source.csl = {**source.csl, "title": "Report of the airfield"}
        source.save()
    assert digest(state_of(citation.claim)) == before


def test_what_was_judged_is_not_deleted(
    reviewer: User, annotator: User, claim: Claim, question: Question, dispute: Dispute, give: Give
) -> None:
    give(reviewer, claim, "accepted")
    give(reviewer, question, "unresolved")
    for row in (claim, question, dispute):
        with pytest.raises(people.Kept):
            people.delete(actor=annotator, row=row)


def test_an_outcome_keeps_what_it_names_and_no_verdict_tells_of_itself(
    dispute: Dispute, adjudicator: User, reviewer: User, annotator: User, give: Give
) -> None:
    who = disputes.create_question(actor=annotator, dispute=dispute, wording="Who?", kind="person")
    anna, boris = (
        create_authority(actor=annotator, workspace=dispute.workspace, entry=Entry("person", name))
        for name in ("Anna", "Boris")
    )
    she, he = (
        {"kind": "person", "names": [each.name], "authorities": {each.name: str(each.uid)}}
        for each in (anna, boris)
    )
    give(reviewer, who, "answered", value=she)
    services.resolve(actor=adjudicator, question=who, outcome="answered", value=he, reasons="So.")
    with pytest.raises(AuthorityInUse):
        delete_authority(actor=annotator, authority=boris)
    delete_authority(actor=annotator, authority=anna)


def test_rounds(
    reviewer: User, owner: User, dispute: Dispute, adjudicator: User, claim: Claim, give: Give
) -> None:
    with pytest.raises(PermissionDenied):
        services.open_round(actor=reviewer, dispute=dispute)
    opened = services.open_round(actor=owner, dispute=dispute, is_blind=True)
    with pytest.raises(ValidationError, match="open already"):
        services.open_round(actor=adjudicator, dispute=dispute)
    with pytest.raises(PermissionDenied, match="blind round"):
        give(adjudicator, claim, "accepted")
    assert give(reviewer, claim, "accepted").round == opened
    services.close_round(actor=adjudicator, round=opened)
    with pytest.raises(services.RoundClosed):
        services.close_round(actor=adjudicator, round=ReviewRound.objects.get())
    assert give(adjudicator, claim, "accepted").round is None
    assert services.open_round(actor=adjudicator, dispute=dispute).number == 2


def test_a_blind_round_needs_an_adjudicator(owner: User, dispute: Dispute) -> None:
    with pytest.raises(ValidationError) as error:
        services.open_round(actor=owner, dispute=dispute, is_blind=True)
    assert "is_blind" in error.value.message_dict


def test_the_adjudicator_records_outcomes(
    owner: User, reviewer: User, adjudicator: User, claim: Claim, question: Question, give: Give
) -> None:
    question.refresh_from_db()
    give(reviewer, question, "answered", value=claim.value)
    give(owner, question, "none_of_them")
    said: dict[str, Any] = {"question": question, "reasons": "The log.", "outcome": "answered"}
    with pytest.raises(PermissionDenied):
        services.resolve(actor=owner, value=claim.value, **said)
    with pytest.raises(ValidationError):
        services.resolve(actor=adjudicator, **said)
    services.resolve(actor=adjudicator, value=claim.value, **said)
    found = verdicts_on(question, owner)
    assert found.differ
    assert found.standing == Standing.ANSWERED
    last = {**said, "outcome": "unresolved", "reasons": "The log is a copy."}
    services.resolve(actor=adjudicator, **last)
    found = verdicts_on(question, owner)
    assert (found.standing, len(found.resolutions)) == (Standing.UNRESOLVED, 2)
    assert Resolution.objects.count() == 2
    services.open_round(actor=adjudicator, dispute=question.dispute, is_blind=True)
    with pytest.raises(ValidationError, match="blind round"):
        services.resolve(actor=adjudicator, **last)


def test_the_queue(
    reviewer: User,
    owner: User,
    workspace: Workspace,
    dispute: Dispute,
    claim: Claim,
    question: Question,
    give: Give,
) -> None:
    def waits(user: User) -> list[tuple[bool, Why]]:
        return [(entry.is_claim, entry.why) for entry in awaiting(user, workspace)]

    assert waits(reviewer) == [(False, Why.NEW), (True, Why.NEW)]
    give(reviewer, claim, "accepted")
    give(reviewer, question, "unresolved")
    assert waits(reviewer) == []
    with attributed("test"):
        claim.certainty = Claim.Certainty.DOUBTFUL
        claim.save()
    assert waits(reviewer) == [(False, Why.CHANGED), (True, Why.CHANGED)]
    services.open_round(actor=owner, dispute=dispute)
    assert waits(reviewer) == [(False, Why.CHANGED), (True, Why.CHANGED)]
    with attributed("test"):
        claim.certainty = ""
        claim.save()
    assert waits(reviewer) == [(False, Why.AGAIN), (True, Why.AGAIN)]
    claims.create_claim(actor=reviewer, workspace=workspace, statement="It rained.")
    assert len(waits(reviewer)) == 2
