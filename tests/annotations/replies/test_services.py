from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.highlights.models import Highlight
from annotations.replies import services
from annotations.replies.models import Reply
from annotations.replies.queries import Entry, threads
from project.people import services as people
from project.people.models import User
from project.people.permissions import NotPermitted
from project.people.refusing import Overtaken
from tests.cast import MakeHighlight

Answer = Callable[..., Reply]


@pytest.fixture
def answer(highlight: Highlight, owner: User) -> Answer:
    """Answers the highlight, as the owner unless told."""

    def make(body: str = "Is that so?", *, actor: User = owner, **fields: Any) -> Reply:
        return services.add_reply(actor=actor, highlight=highlight, body=body, **fields)

    return make


def seen(highlight: Highlight, user: User) -> list[tuple[str, int]]:
    """What the person reads in the thread and how deep it is set; a deleted place as "—"."""
    found = Highlight.objects.select_related("workspace").get(pk=highlight.pk)
    threads([found], user)
    entries: list[Entry] = found.thread.entries  # type: ignore[attr-defined]
    return [("—" if entry.deleted else entry.reply.body, entry.depth) for entry in entries]


def test_answers_stand_below_what_they_answer(
    answer: Answer, annotator: User, reader: User, highlight: Highlight
) -> None:
    first, _ = answer("one"), answer("two")
    deep = answer("one.one", parent=first, actor=annotator)
    for number in range(3):
        deep = answer(f"deeper {number}", parent=deep)
    answer("one.two", parent=first)
    assert seen(highlight, reader) == [
        ("one", 0),
        ("one.one", 1),
        ("deeper 0", 2),
        ("deeper 1", 3),
        ("deeper 2", 3),
        ("one.two", 1),
        ("two", 0),
    ]


def test_private_replies_and_their_answers_exist_for_their_author_alone(
    answer: Answer, annotator: User, owner: User, highlight: Highlight
) -> None:
    private = answer("to myself", sharing="private")
    below = answer("and again", parent=private, sharing="shared")
    assert below.sharing == "private"
    assert seen(highlight, owner) == [("to myself", 0), ("and again", 1)]
    assert seen(highlight, annotator) == []
    with pytest.raises(ValidationError, match="not there any more"):
        answer("found you", actor=annotator, parent=private)


def test_a_private_highlight_is_answered_by_its_author_alone(
    private_highlight: Highlight, owner: User, annotator: User
) -> None:
    with pytest.raises(ValidationError, match="not there any more"):
        services.add_reply(actor=owner, highlight=private_highlight, body="Hello?")
    services.add_reply(actor=annotator, highlight=private_highlight, body="A thought.")
    assert seen(private_highlight, annotator) == [("A thought.", 0)]
    assert seen(private_highlight, owner) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"body": ""}, "body"), ({"body": "x" * 20_001}, "body"), ({"sharing": "all"}, "sharing")],
)
def test_what_is_no_reply(answer: Answer, fields: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        answer(**fields)
    assert field in caught.value.message_dict


def test_who_may_not_reply(answer: Answer, reader: User, outsider: User) -> None:
    for user in (reader, outsider):
        with pytest.raises(NotPermitted):
            answer(actor=user)


def test_a_reply_is_answered_on_its_own_highlight(
    answer: Answer, make_highlight: MakeHighlight, owner: User
) -> None:
    elsewhere = make_highlight("Nobody")
    with pytest.raises(ValidationError, match="not there any more"):
        services.add_reply(actor=owner, highlight=elsewhere, body="What?", parent=answer())


def test_the_second_of_two_edits_is_told(answer: Answer, owner: User, annotator: User) -> None:
    reply = answer()

    def change(body: str, actor: User = owner) -> Reply:
        return services.change_reply(
            actor=actor, reply=reply, revision=1, body=body, sharing="shared"
        )

    assert change("first").revision == 2
    with pytest.raises(Overtaken) as caught:
        change("second")
    assert caught.value.current.body == "first"
    with pytest.raises(NotPermitted):
        change("not mine", annotator)


def test_what_has_been_answered_stays_shared(
    answer: Answer, annotator: User, owner: User, highlight: Highlight
) -> None:
    reply = answer()
    change: dict[str, Any] = {"actor": owner, "reply": reply, "body": "x", "sharing": "private"}
    secret = answer("for me", parent=reply, actor=annotator, sharing="private")
    shared = answer("aloud", parent=reply, actor=annotator)
    with pytest.raises(ValidationError, match="stays shared"):
        services.change_reply(**change, revision=1)
    people.delete(actor=annotator, row=shared)
    # The private answer neither hinders nor is lost.
    services.change_reply(**change, revision=1)
    assert seen(highlight, annotator) == [(secret.body, 0)]
    answered = answer("also for me", parent=Reply.objects.get(pk=reply.pk))
    with pytest.raises(ValidationError, match="stays private"):
        services.change_reply(actor=owner, reply=answered, revision=1, body="x", sharing="shared")


def test_a_deleted_reply_keeps_its_place_while_it_is_answered(
    answer: Answer, annotator: User, owner: User, highlight: Highlight
) -> None:
    reply = answer("said")
    below = answer("answered", parent=reply, actor=annotator)
    people.delete(actor=owner, row=reply)
    assert seen(highlight, annotator) == [("—", 0), ("answered", 1)]
    people.delete(actor=annotator, row=below)
    assert seen(highlight, annotator) == []
    people.restore(actor=owner, row=reply)
    assert seen(highlight, annotator) == [("said", 0)]


def test_a_thread_is_settled_and_taken_up_again(
    answer: Answer, annotator: User, owner: User, reader: User, highlight: Highlight
) -> None:
    services.resolve_highlight(actor=annotator, highlight=highlight)
    services.resolve_highlight(actor=owner, highlight=highlight)
    highlight.refresh_from_db()
    assert highlight.resolved_by == annotator
    answer("One more thing.")
    highlight.refresh_from_db()
    assert highlight.resolved_at is not None
    with pytest.raises(NotPermitted):
        services.reopen_highlight(actor=reader, highlight=highlight)
    services.reopen_highlight(actor=owner, highlight=highlight)
    assert Highlight.objects.filter(resolved_at=None, resolved_by=None).exists()


def test_a_thread_may_be_very_deep(answer: Answer, reader: User, highlight: Highlight) -> None:
    parent = answer()
    made = [parent]
    for _ in range(60):
        made.append(answer(parent=made[-1]))
    assert [depth for _, depth in seen(highlight, reader)] == [0, 1, 2] + [3] * 58
