from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from annotations.notices.models import Notice
from annotations.notices.services import mark_read
from annotations.notices.wording import sentence, target
from annotations.replies import services as replies
from annotations.replies.models import Reply
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import invitations
from project.people.workspaces import services as workspaces
from sources.records import services as records
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight

Say = Callable[..., Reply]


@pytest.fixture
def say(highlight: Highlight, owner: User) -> Say:
    """Replies to the highlight, as the owner unless told."""

    def make(body: str = "Is that so?", *, actor: User = owner, **fields: Any) -> Reply:
        return replies.add_reply(actor=actor, highlight=highlight, body=body, **fields)

    return make


def told(user: User, **which: Any) -> list[str]:
    """The kinds of the notices that the person sees, oldest first."""
    seen = Notice.objects.visible_to(user).filter(**which).order_by("pk")
    return list(seen.values_list("kind", flat=True))


def test_a_reply_tells_the_author_and_who_spoke_before(
    say: Say, annotator: User, owner: User, reviewer: User, reader: User
) -> None:
    say(actor=reviewer)
    say()
    assert told(annotator) == ["reply"]
    assert told(reviewer) == ["reply"]
    assert told(owner) == told(reader) == []


def test_one_unread_notice_for_a_thread_until_it_is_read(
    say: Say, annotator: User, owner: User, reviewer: User
) -> None:
    say("one")
    last = say("two", actor=reviewer)
    notice = Notice.objects.get(recipient=annotator)
    assert (notice.reply, notice.created_by) == (last, reviewer)
    assert mark_read(actor=annotator) == 1
    say("three")
    assert told(annotator, read_at=None) == ["reply"]
    assert len(told(annotator)) == 2


def test_private_replies_tell_nobody(say: Say, annotator: User, reviewer: User) -> None:
    say("@reviewer look", sharing="private")
    assert told(annotator) == told(reviewer) == []


def test_a_mention_is_told_once_and_not_as_a_reply_too(
    say: Say, annotator: User, owner: User, reviewer: User, outsider: User
) -> None:
    reply = say("What do you think, @annotator and @Reviewer? And @outsider, @owner.")
    assert told(annotator) == told(reviewer) == ["mention"]
    assert Notice.objects.filter(recipient__in=[outsider, owner]).count() == 0
    replies.change_reply(
        actor=owner, reply=reply, revision=1, body="@annotator @reader?", sharing="shared"
    )
    assert told(annotator) == ["mention"]
    assert told(User.objects.get(handle="reader")) == ["mention"]


def test_a_mention_in_a_private_highlight_is_told_once_it_is_shared(
    private_highlight: Highlight, annotator: User, reviewer: User
) -> None:
    replies.add_reply(actor=annotator, highlight=private_highlight, body="And @reviewer here.")

    def change(revision: int, sharing: str) -> None:
        highlights.change_highlight(
            actor=annotator,
            highlight=private_highlight,
            revision=revision,
            comment="See this, @reviewer.",
            tags=[],
            sharing=sharing,
        )

    change(1, "private")
    assert told(reviewer) == []
    change(2, "shared")
    assert told(reviewer) == ["mention", "mention"]
    change(3, "private")
    assert told(reviewer) == []
    change(4, "shared")
    assert told(reviewer) == ["mention", "mention"]


def test_citing_a_private_highlight_tells_whom_it_mentions(
    make_highlight: MakeHighlight, annotator: User, reviewer: User, claim: Claim
) -> None:
    private = make_highlight("Nobody", comment="@reviewer", sharing="private")
    assert told(reviewer) == []
    citations.cite(actor=annotator, claim=claim, highlight=private, stance="supports", share=True)
    assert told(reviewer) == ["mention"]


@pytest.fixture
def cited(claim: Claim, highlight: Highlight, owner: User) -> Citation:
    """The owner cites the annotator's highlight."""
    return citations.cite(actor=owner, claim=claim, highlight=highlight, stance="supports")


def reword(highlight: Highlight, actor: User, comment: str = "Other words.") -> None:
    highlight.refresh_from_db()
    highlights.change_highlight(
        actor=actor,
        highlight=highlight,
        revision=highlight.revision,
        comment=comment,
        tags=["another tag"],
        sharing="shared",
    )


def test_whoever_cites_a_highlight_hears_that_it_changed(
    cited: Citation, annotator: User, owner: User, reader: User
) -> None:
    assert cited.highlight
    reword(cited.highlight, annotator)
    reword(cited.highlight, annotator, "Yet others.")
    assert told(owner) == ["cited_changed"]
    assert (told(annotator), told(reader)) == (["cited"], [])


def test_new_tags_alone_are_no_news(cited: Citation, annotator: User, owner: User) -> None:
    assert cited.highlight
    reword(cited.highlight, annotator, cited.highlight.comment)
    assert told(owner) == []


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        ("A new beginning.\n\n" + CONTENT, []),
        (CONTENT.replace("24 August", "25 August"), ["cited_changed"]),
    ],
)
def test_whoever_cites_a_passage_hears_that_a_new_version_lost_it(
    cited: Citation, text: Text, annotator: User, owner: User, content: str, kinds: list[str]
) -> None:
    texts.edit_text(actor=annotator, text=text, content=content, based_on=1)
    assert told(owner) == kinds
    texts.edit_text(actor=annotator, text=text, content=content + " More.", based_on=2)
    assert told(owner) == kinds


def test_many_lost_passages_are_one_notice(
    cited: Citation, make_highlight: MakeHighlight, text: Text, annotator: User, owner: User
) -> None:
    other = make_highlight("Nobody")
    citations.cite(actor=owner, claim=cited.claim, highlight=other, stance="supports")
    texts.edit_text(actor=annotator, text=text, content="All gone.", based_on=1)
    notice = Notice.objects.get(recipient=owner)
    assert (notice.version, notice.highlight) == (text.latest, None)


def test_whoever_cites_a_source_hears_that_its_record_changed(
    cited: Citation, source: Source, annotator: User, owner: User
) -> None:
    def change(title: str, actor: User = annotator) -> None:
        item = {**source.csl, "title": title}
        records.change_source(
            actor=actor, source=source, csl=item, date=source.date, citation_key=""
        )

    change(source.title)
    assert told(owner) == []
    change("Another title")
    change("Yet another")
    assert told(owner) == ["cited_changed"]
    mark_read(actor=owner)
    change("My own", actor=owner)
    assert len(told(owner)) == 1


def test_what_one_may_no_longer_see_is_not_told(
    say: Say,
    cited: Citation,
    annotator: User,
    owner: User,
    reviewer: User,
    workspace: Workspace,
    highlight: Highlight,
) -> None:
    first = say("one", actor=reviewer)
    reply = say("two")
    assert (told(annotator), told(reviewer)) == (["cited", "reply"], ["reply"])
    people.delete(actor=owner, row=reply)
    assert (told(annotator), told(reviewer)) == (["cited"], [])
    people.restore(actor=owner, row=reply)
    workspaces.remove_member(actor=owner, workspace=workspace, user=reviewer)
    assert told(reviewer) == []
    assert first.created_by == reviewer
    say("three")
    assert told(reviewer) == []
    assert Notice.objects.filter(recipient=reviewer).count() == 1


def test_an_invitation_is_told_until_it_was_answered(
    workspace: Workspace, owner: User, outsider: User
) -> None:
    with attributed("test"):
        User.objects.filter(pk=outsider.pk).update(email_confirmed_at=timezone.now())
    invitation, _ = invitations.create_invitation(
        actor=owner, workspace=workspace, role=Role.READER, days=7, email=outsider.email
    )
    assert told(outsider) == ["invitation"]
    outsider.refresh_from_db()
    notice = Notice.objects.get()
    assert sentence(notice) == "Owner invited you to The 1949 crash"
    assert str(invitation.uid) in target(notice)
    invitations.accept_invitation(actor=outsider, invitation=invitation)
    assert told(outsider) == []


def test_a_withdrawn_invitation_is_not_told(
    workspace: Workspace, owner: User, outsider: User
) -> None:
    with attributed("test"):
        User.objects.filter(pk=outsider.pk).update(email_confirmed_at=timezone.now())
    invitation, _ = invitations.create_invitation(
        actor=owner, workspace=workspace, role=Role.READER, days=7, email=outsider.email
    )
    invitations.revoke_invitation(actor=owner, invitation=invitation)
    assert told(outsider) == []
