"""Conflicts of a workspace, of a question and of a claim, on pages."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.claims import services as claims
from annotations.claims.models import Citation, Claim
from annotations.claims.retracting.services import retract
from annotations.disputes import services
from annotations.disputes.conflicts.garbage import uncollected
from annotations.disputes.conflicts.queries import Conflict, Status, conflicts_of, with_lines
from annotations.disputes.conflicts.question_queries import answers_of, conflicts_with_claim
from annotations.disputes.models import Dispute, Question
from annotations.highlights.models import Highlight
from annotations.reviews import services as reviews
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.services import delete

State = Callable[..., Claim]


@pytest.fixture
def state(question: Question, annotator: User) -> State:
    """Answers a question with a date, or with a value."""

    def made(answer: str, on: Question | None = None, *, denied: bool = False) -> Claim:
        return claims.create_claim(
            actor=annotator,
            workspace=question.workspace,
            statement=f"It was {answer}.",
            question=on or question,
            value={"kind": "date", "edtf": answer},
            polarity="denied" if denied else "affirmed",
        )

    return made


@pytest.fixture
def second(dispute: Dispute, annotator: User) -> Question:
    return services.create_question(
        actor=annotator, dispute=dispute, wording="When did it land?", kind="date"
    )


def adjudicate(dispute: Dispute, user: User) -> None:
    with attributed("test"):
        dispute.adjudicator = user
        dispute.save()


def found(user: User | AnonymousUser, workspace: Workspace, **asked: object) -> list[Conflict]:
    return conflicts_of(user, workspace, **asked)  # type: ignore[arg-type]


def wordings(conflicts: list[Conflict]) -> list[str]:
    return [conflict.question.wording for conflict in conflicts]


def address(name: str, question: Question, *args: str) -> str:
    return reverse(f"annotations:{name}", args=[question.workspace.uid, question.uid, *args])


def test_the_newest_conflict_comes_first(
    question: Question, second: Question, state: State, reader: User
) -> None:
    workspace = question.workspace
    old = state("1949-08-24")
    state("1949-08-27")
    state("1950", second)
    state("1949-08-24/1949-08-27")
    assert wordings(found(reader, workspace)) == [question.wording]
    state("1951", second)
    assert wordings(found(reader, workspace)) == [second.wording, question.wording]
    # What says the same as somebody did before takes part; what says nothing new does not.
    with attributed("test"):
        Claim.objects.filter(pk=old.pk).update(created_at=timezone.now() + timedelta(days=1))
    assert wordings(found(reader, workspace)) == [question.wording, second.wording]
    (first, _) = found(reader, workspace)
    assert first.reason == "1949-08-24 and 1949-08-27 do not overlap"
    assert (first.count, first.answers, first.claims) == (1, 3, 3)


def test_what_weighs_nothing_makes_no_conflict(
    question: Question, state: State, annotator: User, outsider: User
) -> None:
    state("1949-08-24")
    later = state("1949-08-27")
    workspace = question.workspace
    assert len(found(annotator, workspace)) == len(conflicts_with_claim(later, annotator)) == 1
    assert not found(outsider, workspace)
    assert not found(AnonymousUser(), workspace)
    retract(actor=annotator, claim=later, reason="Misread")
    assert not found(annotator, workspace)
    assert not conflicts_with_claim(later, annotator)


def test_a_question_that_is_gone_compares_nothing(
    question: Question, state: State, annotator: User
) -> None:
    claim = state("1949")
    state("1950")
    delete(actor=annotator, row=question.dispute)
    # As the page has it, which shows the question struck out.
    claim = Claim.objects.select_related("question__dispute").get(pk=claim.pk)
    assert not conflicts_with_claim(claim, annotator)
    assert not found(annotator, question.workspace)


def test_conflicts_are_narrowed(
    question: Question,
    second: Question,
    state: State,
    annotator: User,
    reviewer: User,
) -> None:
    workspace = question.workspace
    for each in (question, second):
        state("1949", each)
        state("1951", each)
    other = services.create_dispute(actor=annotator, workspace=workspace, title="Another")
    assert len(found(reviewer, workspace, dispute=question.dispute)) == 2
    assert not found(reviewer, workspace, dispute=other)
    assert wordings(found(reviewer, workspace, question=second)) == [second.wording]
    adjudicate(question.dispute, reviewer)
    reviews.resolve(
        actor=reviewer, question=question, outcome="unresolved", reasons="Nobody can know."
    )
    resolved = found(reviewer, workspace, status=Status.RESOLVED)
    assert wordings(resolved) == [question.wording]
    assert resolved[0].outcome == "Unresolved"
    assert wordings(found(reviewer, workspace, status=Status.OPEN)) == [second.wording]


def test_blind_verdicts_are_not_told_by_the_filter(
    question: Question, state: State, owner: User, reviewer: User, reader: User
) -> None:
    workspace = question.workspace
    claim = state("1949")
    state("1951")
    adjudicate(question.dispute, owner)
    reviews.open_round(actor=owner, dispute=question.dispute, is_blind=True)
    reviews.judge(actor=reviewer, subject=claim, verdict="accepted", reasons="So it is.")
    for user, told in ((reviewer, True), (owner, True), (reader, False)):
        assert bool(found(user, workspace, reviewer=reviewer)) == told
        assert bool(found(user, workspace, reviewer=reviewer, awaiting=True)) != told


def test_lines_of_evidence_stand_beside_each_conflict(
    citation: Citation, state: State, reader: User
) -> None:
    state("1950")
    conflicts = found(reader, citation.workspace)
    with_lines(conflicts, reader, citation.workspace)
    assert conflicts[0].lines
    assert conflicts[0].lines.shown == "1 citation, 1 known root"


def test_the_number_of_queries_does_not_grow(
    question: Question, dispute: Dispute, state: State, annotator: User, client: Client
) -> None:
    client.force_login(annotator)
    listed = reverse("annotations:conflict_list", args=[question.workspace.uid])
    pages = [listed, address("question", question), address("question_pairs", question)]

    def counted() -> list[int]:
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            numbers.append(len(captured))
        return numbers

    state("1949")
    state("1950")
    counted()
    few = counted()
    for year in range(1960, 1964):
        further = services.create_question(
            actor=annotator, dispute=dispute, wording=f"Question {year}", kind="date"
        )
        for on in (question, further):
            state(str(year), on)
            state(str(year + 50), on)
    assert counted() == few


def test_a_question_shows_its_answers_and_their_pairs(
    citation: Citation, question: Question, state: State, client: Client, reader: User
) -> None:
    client.force_login(reader)
    state("1949-08-27")
    state("1949-08")
    state("1949-08-24", denied=True)
    page = client.get(address("question", question)).content.decode()
    for words in ("24 August 1949", "not 24 August 1949", "Conflict (2)", "Refine (2)", "1 for"):
        assert words in page
    pairs = address("question_pairs", question)
    refined = client.get(pairs, {"relation": "refine"}).content.decode()
    assert "1949-08-27 lies within 1949-08" in refined
    assert "do not overlap" not in refined
    assert "They cannot both be true." in client.get(pairs, {"relation": "what"}).content.decode()


def test_the_claims_behind_two_answers_come_page_by_page(
    claim: Claim, question: Question, state: State, client: Client, reader: User
) -> None:
    client.force_login(reader)
    for _ in range(8):
        state("1949-08-27")
        state("1950")
    answers = {
        answer.value.in_reasons: answer for answer in answers_of(question, reader).related.answers
    }
    asked = {"first": answers["1949-08-27"].reference, "second": answers["1950"].reference}
    pages = [
        client.get(address("claim_pairs", question), {**asked, "page": page}).content.decode()
        for page in (1, 2)
    ]
    assert [page.count("It was 1950.") for page in pages] == [50, 14]
    assert "64 pairs of claims: 8 and 8" in pages[0]
    assert client.get(address("claim_pairs", question), {"first": "x"}).status_code == 404
    answer = client.get(address("answer", question, asked["second"])).content.decode()
    assert answer.count("It was 1950.") == 8
    assert "1949-08-27 and 1950 do not overlap" in answer


def test_there_is_nothing_to_show_at_first(
    question: Question, client: Client, annotator: User
) -> None:
    client.force_login(annotator)
    listed = reverse("annotations:conflict_list", args=[question.workspace.uid])
    assert "No conflicts" in client.get(listed).content.decode()
    assert "No conflict matches" in client.get(listed, {"status": "open"}).content.decode()
    assert "No answers yet" in client.get(address("question", question)).content.decode()


def test_a_new_claim_says_at_once_what_it_conflicts_with(
    claim: Claim, question: Question, client: Client, annotator: User
) -> None:
    client.force_login(annotator)
    workspace = question.workspace
    said = {"question": str(question.uid), "value": "27 August 1949", "polarity": "affirmed"}
    check = reverse("annotations:conflict_check", args=[workspace.uid])
    reason = "1949-08-24 and 1949-08-27 do not overlap"
    assert reason in client.get(check, said).content.decode()
    assert reason not in client.get(check, {**said, "claim": str(claim.uid)}).content.decode()
    assert reason not in client.get(check, {**said, "polarity": "denied"}).content.decode()
    for nothing in ({}, {"question": "x"}, {**said, "value": "27 Aug"}, {**said, "value": ""}):
        assert "conflict" not in client.get(check, nothing).content.decode()
    form = {**said, "statement": "It left late.", "kind": "concluded"}
    address = reverse("annotations:new_claim", args=[workspace.uid])
    page = client.post(address, form, follow=True).content.decode()
    assert f"It conflicts with 1 other answer: {reason}." in page
    assert "Conflicts with" in page


def test_a_claim_stated_while_reading_says_so_in_the_panel(
    claim: Claim, highlight: Highlight, client: Client, annotator: User
) -> None:
    client.force_login(annotator)
    form = {
        "statement": "It left late.",
        "question": str(claim.question and claim.question.uid),
        "value": "27 August 1949",
        "kind": "concluded",
        "stance": "supports",
        "strength": "ungraded",
    }
    address = reverse("annotations:cite", args=[claim.workspace.uid])
    answer = client.post(
        f"{address}?highlight={highlight.uid}", form, headers={"HX-Request": "true"}
    )
    told = "It conflicts with 1 other answer: 1949-08-24 and 1949-08-27 do not overlap."
    assert told in answer.content.decode()


def test_a_claim_tells_its_lines_of_evidence(
    citation: Citation, client: Client, reader: User
) -> None:
    client.force_login(reader)
    page = client.get(citation.claim.get_absolute_url()).content.decode()
    assert "1 citation, 1 known root" in page
    assert "as asserted, not proven" in page


def test_the_collector_goes_on_as_before_whatever_happens() -> None:
    before = gc.isenabled()

    @uncollected()
    def read() -> None:
        assert not gc.isenabled()
        raise ValueError("cannot be read")

    with pytest.raises(ValueError, match="read"):
        read()
    assert gc.isenabled() == before
