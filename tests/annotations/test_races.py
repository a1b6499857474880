"""Two people at once, each in a transaction of their own on a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Question
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight, Placement
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.refusing import Overtaken
from project.people.workspaces import services as workspaces
from sources.texts import services as texts
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[], Any]


def in_turn(first: Work, second: Work) -> tuple[BaseException | None, bool]:
    """Begin `second` while `first` is done and not yet committed.

    What `second` raised, and whether it waited for `first`.
    """
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            done: Future[Any] = pool.submit(_closing, second)
            waited = _comes_to_wait(done)
        return done.exception(), waited


def _closing(work: Work) -> None:
    try:
        work()
    finally:
        connection.close()


def _comes_to_wait(done: Future[Any]) -> bool:
    """Return True once it waits for a lock of ours, False if it ends before."""
    with connection.cursor() as cursor:
        while not done.done():
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
            )
            if cursor.fetchone() != (0,):
                return True
    return False


def test_a_highlight_waits_for_a_version_and_is_placed_in_it(
    text: Text, make_highlight: MakeHighlight, annotator: User
) -> None:
    old = text.latest

    def save() -> None:
        texts.edit_text(actor=annotator, text=text, content="Now: " + CONTENT, based_on=1)

    def mark() -> None:
        highlights.create_highlight(actor=annotator, version=old, ranges=[(0, 12)])

    assert in_turn(save, mark) == (None, True)
    numbers = Placement.objects.order_by("version__number").values_list("version__number", "start")
    assert list(numbers) == [(1, 0), (2, 5)]


def test_a_version_waits_for_a_highlight_and_places_it(
    text: Text, make_highlight: MakeHighlight, annotator: User
) -> None:
    def save() -> None:
        texts.edit_text(actor=annotator, text=text, content="Now: " + CONTENT, based_on=1)

    assert in_turn(lambda: make_highlight("The aircraft"), save) == (None, True)
    assert Placement.objects.count() == 2


def test_of_two_editors_of_a_text_the_second_is_told(text: Text, annotator: User) -> None:
    def save(words: str) -> Work:
        return lambda: texts.edit_text(actor=annotator, text=text, content=words, based_on=1)

    error, waited = in_turn(save("One."), save("Two."))
    assert isinstance(error, texts.StaleVersion)
    assert waited


def test_of_two_editors_of_a_comment_the_second_is_told(
    highlight: Highlight, annotator: User
) -> None:
    def change(comment: str) -> Work:
        return lambda: highlights.change_highlight(
            actor=annotator,
            highlight=highlight,
            revision=1,
            comment=comment,
            tags=[],
            sharing="shared",
        )

    error, _ = in_turn(change("One."), change("Two."))
    assert isinstance(error, Overtaken)
    assert error.current.comment == "One."


@pytest.mark.parametrize("fate", ["private", "deleted"])
def test_who_cites_what_is_going_is_told(
    fate: str, claim: Claim, highlight: Highlight, annotator: User, owner: User
) -> None:
    def go() -> None:
        if fate == "deleted":
            highlights.delete_highlight(actor=annotator, highlight=highlight)
            return
        highlights.change_highlight(
            actor=annotator,
            highlight=highlight,
            revision=1,
            comment="",
            tags=[],
            sharing="private",
        )

    def cite() -> None:
        citations.cite(actor=owner, claim=claim, highlight=highlight, stance="supports")

    error, _ = in_turn(go, cite)
    assert isinstance(error, ValidationError)
    assert "not there any more" in str(error)
    assert not Citation.objects.exists()


def test_what_is_being_cited_stays_shared(
    claim: Claim, highlight: Highlight, annotator: User, owner: User
) -> None:
    def hide() -> None:
        highlights.change_highlight(
            actor=annotator,
            highlight=highlight,
            revision=1,
            comment="",
            tags=[],
            sharing="private",
        )

    error, _ = in_turn(
        lambda: citations.cite(actor=owner, claim=claim, highlight=highlight, stance="supports"),
        hide,
    )
    assert isinstance(error, ValidationError)
    assert "is cited" in str(error)


def test_a_question_being_answered_stays(question: Question, annotator: User) -> None:
    def answer() -> None:
        claims.create_claim(
            actor=annotator,
            workspace=question.workspace,
            statement="It left on the 24th.",
            question=question,
            value={"kind": "date", "edtf": "1949-08-24"},
        )

    error, _ = in_turn(answer, lambda: disputes.delete_question(actor=annotator, question=question))
    assert isinstance(error, disputes.StillAnswered)


def test_a_question_being_deleted_is_not_answered(question: Question, annotator: User) -> None:
    def answer() -> None:
        claims.create_claim(
            actor=annotator,
            workspace=question.workspace,
            statement="It left on the 24th.",
            question=question,
            value={"kind": "date", "edtf": "1949-08-24"},
        )

    error, _ = in_turn(lambda: disputes.delete_question(actor=annotator, question=question), answer)
    assert isinstance(error, ValidationError)
    assert not Claim.objects.exists()


def test_two_coin_one_tag(make_highlight: MakeHighlight, owner: User, annotator: User) -> None:
    error, _ = in_turn(
        lambda: make_highlight("24 August", tags=["weather"]),
        lambda: make_highlight("midnight", actor=owner, tags=["weather"]),
    )
    assert error is None


def test_the_last_owner_stays(workspace: Workspace, owner: User, reviewer: User) -> None:
    workspaces.set_role(actor=owner, workspace=workspace, user=reviewer, role=Role.OWNER)

    def leave(user: User) -> Work:
        mine = Workspace.objects.get(pk=workspace.pk)
        return lambda: workspaces.remove_member(actor=user, workspace=mine, user=user)

    error, waited = in_turn(leave(owner), leave(reviewer))
    assert isinstance(error, workspaces.LastOwner)
    assert waited
    assert [m.user for m in workspace.memberships.filter(role=Role.OWNER)] == [reviewer]
