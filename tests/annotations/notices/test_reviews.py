"""Who is told of verdicts, of outcomes, and of what others changed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from annotations.claims import services as claims
from annotations.claims.citations.services import cite
from annotations.claims.grounds.services import add_grounds
from annotations.claims.merging.services import merge
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Dispute, Question
from annotations.notices import wording
from annotations.notices.models import Notice
from annotations.notices.queries import notices_of
from annotations.reviews import services
from annotations.searches.models import SearchLog
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.records.models import Source
from tests.cast import MakeHighlight

pytestmark = pytest.mark.django_db


def told(user: User) -> list[str]:
    return [wording.sentence(notice) for notice in notices_of(user)]


def change(claim: Claim, actor: User, statement: str) -> None:
    with attributed(str(actor.uid)):
        claim.statement = statement
        claim.save()


def test_what_a_reviewer_changed_goes_back_with_before_and_after(
    client: Client, citation: Citation, reviewer: User, annotator: User
) -> None:
    claim = citation.claim
    change(claim, annotator, "The aircraft left on the 24th.")
    assert told(annotator) == []
    change(claim, reviewer, "The aircraft left late.")
    with attributed(str(reviewer.uid)):
        citation.stance = "contradicts"
        citation.save()
    [notice] = notices_of(annotator)
    assert "changed the claim “The aircraft left late.”" in wording.sentence(notice)
    client.force_login(annotator)
    page = client.get(reverse("notices:open", args=[notice.uid]), follow=True).content.decode()
    assert "The aircraft left on the 24th." in page
    assert "Contradicts" in page
    assert "24 August 1949." not in page
    assert told(annotator) == told(annotator)
    assert Notice.objects.get().read_at


def test_verdicts_and_outcomes(
    claim: Claim,
    question: Question,
    dispute: Dispute,
    reviewer: User,
    annotator: User,
    reader: User,
) -> None:
    with attributed("test"):
        dispute.adjudicator = reviewer
        dispute.save()
    question.refresh_from_db()
    services.judge(actor=reviewer, subject=claim, verdict="rejected", reasons="Hearsay, @reader.")
    services.judge(actor=reviewer, subject=claim, verdict="accepted", reasons="I was wrong.")
    services.resolve(actor=reviewer, question=question, outcome="unresolved", reasons="Who knows?")
    assert told(annotator) == [
        "Reviewer recorded an outcome for “When did the aircraft leave?”",
        f"Reviewer gave a verdict on your claim “{claim.statement}”",
    ]
    assert [wording.excerpt(notice) for notice in notices_of(annotator)] == [
        "Unresolved: Who knows?",
        "Accepted: I was wrong.",
    ]
    with translation.override("ar"):
        assert all("\u2068" in wording.excerpt(notice) for notice in notices_of(annotator))
    assert told(reader) == [f"Reviewer mentioned you in a verdict on “{claim.statement}”"]
    assert told(reviewer) == []


def test_what_others_cite_on_a_claim_is_told_its_author(
    claim: Claim,
    source: Source,
    search_log: SearchLog,
    make_highlight: MakeHighlight,
    annotator: User,
    reviewer: User,
    reader: User,
) -> None:
    highlight = make_highlight("one witness")
    cite(actor=annotator, claim=claim, highlight=highlight, stance="supports")
    assert told(annotator) == []
    against = cite(
        actor=reviewer,
        claim=claim,
        source=source,
        locator="12",
        stance="contradicts",
        rationale="It says\nthe 25th.",
    )
    assert told(annotator) == [f"Reviewer cited evidence against your claim “{claim.statement}”"]
    [notice] = notices_of(annotator)
    assert wording.excerpt(notice) == "Airfield report, p. 12: It says the 25th."
    assert wording.target(notice) == against.get_absolute_url()
    # What was withdrawn is not told any more.
    people.delete(actor=reviewer, row=against)
    assert "evidence" not in str(told(annotator))
    people.restore(actor=reviewer, row=against)
    cite(actor=reviewer, claim=claim, search_log=search_log, stance="qualifies")
    several = f"Reviewer cited evidence on your claim “{claim.statement}”, more than once"
    assert told(annotator).count(several) == 1
    assert told(reviewer) == told(reader) == []


def test_rounds(dispute: Dispute, owner: User, reviewer: User, annotator: User) -> None:
    opened = services.open_round(actor=owner, dispute=dispute)
    assert told(reviewer) == [f"Owner opened a round of review of “{dispute.title}”"]
    services.close_round(actor=owner, round=opened)
    assert told(reviewer) == [f"Owner closed a round of review of “{dispute.title}”"]
    assert told(annotator) == []


def test_whose_claim_was_merged_or_deleted_is_told(
    client: Client, reviewer: User, annotator: User, source: Source, workspace: Workspace
) -> None:
    theirs, survivor, other = (
        claims.create_claim(
            actor=actor, workspace=workspace, statement=said, kind="extracted", source=source
        )
        for actor, said in (
            (annotator, "It left."),
            (reviewer, "It departed."),
            (annotator, "Rain."),
        )
    )
    merge(actor=reviewer, merged=theirs, survivor=survivor)
    people.delete(actor=reviewer, row=other)
    assert told(annotator) == [
        "Reviewer deleted the claim “Rain.”",
        "Reviewer merged the claim “It left.” into another one",
    ]
    client.force_login(annotator)
    for notice, verb in zip(notices_of(annotator), ("deleted", "merged into another"), strict=True):
        page = client.get(reverse("notices:changes", args=[notice.uid]))
        assert f"<strong>{verb}</strong>" in page.content.decode()


def test_grounds_that_others_add_are_told(
    client: Client, claim: Claim, reviewer: User, annotator: User, workspace: Workspace
) -> None:
    ground = claims.create_claim(actor=reviewer, workspace=workspace, statement="The log says so.")
    add_grounds(actor=reviewer, claim=claim, grounds=[ground])
    [notice] = notices_of(annotator)
    client.force_login(annotator)
    page = client.get(reverse("notices:changes", args=[notice.uid])).content.decode()
    assert "The log says so." in page


def test_mentions_in_arguments_and_descriptions(
    claim: Claim, dispute: Dispute, annotator: User, reader: User
) -> None:
    for _ in range(2):
        with attributed(str(annotator.uid)):
            claim.argument = dispute.description = "See the log, @reader."
            claim.save()
            dispute.save()
    assert told(reader) == [
        f"Annotator mentioned you in the description of “{dispute.title}”",
        f"Annotator mentioned you in the argument for “{claim.statement}”",
    ]
    assert [wording.excerpt(notice) for notice in notices_of(reader)] == [
        "See the log, @reader."
    ] * 2
    assert told(annotator) == []
