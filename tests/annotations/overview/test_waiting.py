"""What waits about highlights, claims and disputes."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Claim
from annotations.disputes.models import Question
from annotations.highlights.models import Highlight, Placement
from annotations.overview.conflicts import open_conflicts
from annotations.overview.waiting import everybody_s, mine, open_threads, unsure
from annotations.replies import services as replies
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.texts import services as texts
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight


def found(name: str, user: User | AnonymousUser, workspace: Workspace) -> list[str]:
    """The labels of what waits of one kind."""
    kind = next(one for one in [*mine(), *everybody_s()] if one.name == name)
    rows = list(kind.rows(user, workspace))
    lines = kind.lines(workspace, rows)
    assert all(line.url.startswith(workspace.get_absolute_url()) for line in lines)
    return [line.label for line in lines]


def answer(workspace: Workspace, actor: User, question: Question, edtf: str) -> Claim:
    return claims.create_claim(
        actor=actor,
        workspace=workspace,
        statement=f"It left on {edtf}.",
        question=question,
        value={"kind": "date", "edtf": edtf},
    )


def test_claims_wait_until_something_is_cited(
    workspace: Workspace, claim: Claim, highlight: Highlight, annotator: User, reader: User
) -> None:
    assert found("without-citation", reader, workspace) == [claim.statement]
    citations.cite(actor=annotator, claim=claim, highlight=highlight, stance="supports")
    assert found("without-citation", reader, workspace) == []


ANSWERS = [(["1949-08-24", "1949-08-27"], 1), (["1949-08-24", "1949-08"], 0), (["1949-08-24"], 0)]


@pytest.mark.parametrize(("given", "expected"), ANSWERS)
def test_questions_wait_while_their_answers_conflict(
    workspace: Workspace, question: Question, annotator: User, given: list[str], expected: int
) -> None:
    for edtf in given:
        answer(workspace, annotator, question, edtf)
    conflicts = open_conflicts(annotator, workspace)
    assert len(conflicts) == expected
    if expected:
        assert "do not overlap" in conflicts[0].reason
        assert found("conflicts", annotator, workspace) == [question.wording]


def correct(text: Text, actor: User, content: str) -> None:
    texts.edit_text(actor=actor, text=text, content=content, based_on=text.latest.number)


def test_passages_wait_whose_words_are_gone_from_the_newest_version(
    workspace: Workspace, text: Text, make_highlight: MakeHighlight, annotator: User, reader: User
) -> None:
    make_highlight("until midnight")
    make_highlight("24 August", sharing="private")
    assert found("orphaned", reader, workspace) == []
    correct(text, annotator, "Nothing of it.")
    assert found("orphaned", reader, workspace) == ["“until midnight”"]
    assert len(found("orphaned", annotator, workspace)) == 2
    assert len(found("my-passages", annotator, workspace)) == 2
    assert found("my-passages", reader, workspace) == []
    correct(text, annotator, CONTENT)
    assert found("orphaned", annotator, workspace) == []


def test_uncertain_passages_wait_for_their_author_too(
    workspace: Workspace, highlight: Highlight, annotator: User, reader: User
) -> None:
    with attributed("test"):
        Placement.objects.update(status=Placement.Status.UNCERTAIN, confidence=0.5)
    assert found("uncertain", reader, workspace) == ["“24 August”"]
    assert found("my-passages", annotator, workspace) == ["“24 August”"]
    assert not unsure(AnonymousUser(), workspace).exists()


def reply(highlight: Highlight, actor: User, **fields: Any) -> None:
    replies.add_reply(actor=actor, highlight=highlight, body="Are you sure?", **fields)


def test_answers_of_others_wait_until_the_talk_is_settled(
    workspace: Workspace, highlight: Highlight, annotator: User, owner: User
) -> None:
    reply(highlight, annotator)
    assert found("my-threads", annotator, workspace) == []
    reply(highlight, owner)
    assert found("my-threads", annotator, workspace) == ["“24 August”"]
    assert found("my-threads", owner, workspace) == []
    replies.resolve_highlight(actor=annotator, highlight=highlight)
    assert not open_threads(annotator, workspace).exists()


def test_private_answers_of_others_are_not_told(
    workspace: Workspace, highlight: Highlight, annotator: User, owner: User
) -> None:
    reply(highlight, owner, sharing="private")
    assert found("my-threads", annotator, workspace) == []


def test_nothing_of_another_workspace_waits_here(
    workspace: Workspace, other_workspace: Workspace, claim: Claim, outsider: User, owner: User
) -> None:
    for kind in [*mine(), *everybody_s()]:
        for user in (outsider, owner):
            assert list(kind.rows(user, other_workspace)) == []
        assert list(kind.rows(outsider, workspace)) == []
