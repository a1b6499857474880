"""What happened, as far as one may know: the events of all kinds as one list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from project.people import services
from project.people.activity.events import Change, activity, events_of
from project.people.activity.words import LONGEST, excerpts, worded
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from sources.records.models import Source
from sources.records.services import change_source
from sources.tags.models import Tag
from sources.texts import services as texts
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight


def told(workspace: Workspace, user: User | AnonymousUser) -> list[tuple[str, str, str]]:
    """Verb, kind and label of each event that `user` may know of."""
    log = activity(workspace, user, limit=200)
    return [(event.verb, event.kind.name, event.label) for event in log.events]


def rename(source: Source, actor: User, title: str) -> None:
    change_source(
        actor=actor,
        source=source,
        csl={**source.csl, "title": title},
        date=source.date,
        citation_key=source.citation_key,
    )


def test_what_was_done_is_told_with_who_did_it(
    workspace: Workspace, source: Source, annotator: User, reviewer: User, owner: User
) -> None:
    rename(source, reviewer, "A second look")
    services.delete(actor=owner, row=source)
    services.restore(actor=owner, row=source)
    events = events_of(owner, source).events
    assert [(event.verb, event.actor) for event in events] == [
        ("restored", owner),
        ("deleted", owner),
        ("changed", reviewer),
        ("created", annotator),
    ]
    changed = events[2]
    assert changed.changes == [Change("Title", "Airfield report", "A second look")]
    assert (changed.label, changed.url) == ("A second look", source.get_absolute_url())


def test_a_deleted_row_is_named_and_not_linked(
    workspace: Workspace, source: Source, owner: User
) -> None:
    services.delete(actor=owner, row=source)
    found = [event for event in activity(workspace, owner).events if event.verb == "deleted"]
    assert [(event.label, event.url) for event in found] == [("Airfield report", "")]


def test_commands_are_named_where_nobody_signed_in(source: Source, owner: User) -> None:
    with attributed("command:tidy"):
        Source.objects.filter(pk=source.pk).update(date="1951")
    newest = events_of(owner, source).events[0]
    assert (newest.actor, newest.command) == (None, "tidy")


def test_every_kind_is_worded(
    workspace: Workspace,
    citation: Citation,
    text: Text,
    owner: User,
    annotator: User,
) -> None:
    texts.edit_text(actor=annotator, text=text, content=CONTENT + " So it is.", based_on=1)
    names = {kind for _, kind, _ in told(workspace, owner)}
    assert names == {
        "source", "text", "version", "tag", "highlight", "claim", "citation", "dispute",
        "question", "account", "workspace", "member",
    }  # fmt: skip
    for event in activity(workspace, owner).events:
        assert event.label
        assert str(event.kind.noun)
        assert str(event.verb_label)


def test_a_private_highlight_is_told_to_its_author_alone(
    workspace: Workspace,
    private_highlight: Highlight,
    annotator: User,
    owner: User,
) -> None:
    assert ("created", "highlight", "“until midnight”") in told(workspace, annotator)
    for user in (owner, AnonymousUser()):
        assert not [event for event in told(workspace, user) if event[1] == "highlight"]


def test_what_was_written_in_private_stays_so_when_it_is_shared(
    private_highlight: Highlight, annotator: User, owner: User
) -> None:
    def change(comment: str, sharing: str, revision: int) -> None:
        highlights.change_highlight(
            actor=annotator,
            highlight=Highlight.objects.get(pk=private_highlight.pk),
            revision=revision,
            comment=comment,
            tags=[],
            sharing=sharing,
        )

    change("A second secret.", "private", 1)
    change("For all.", "shared", 2)
    change("For all of you.", "shared", 3)
    shared = Highlight.objects.get(pk=private_highlight.pk)
    theirs = events_of(owner, shared).events
    assert [event.verb for event in theirs] == ["changed", "shared"]
    assert theirs[0].changes == [Change("Comment", "For all.", "For all of you.")]
    assert theirs[1].changes == []
    mine = events_of(annotator, shared).events
    assert [event.verb for event in mine] == ["changed", "changed", "changed", "created"]
    assert "secret" in mine[1].changes[0].before


def test_outsiders_learn_nothing_and_strangers_of_a_public_one_what_they_can_read(
    workspace: Workspace, source: Source, owner: User, outsider: User
) -> None:
    assert told(workspace, outsider) == told(workspace, AnonymousUser()) == []
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    assert told(workspace, outsider) == [("created", "source", "Airfield report")]


def test_settings_are_told_with_what_they_were(workspace: Workspace, owner: User) -> None:
    workspaces.change_workspace(
        actor=owner,
        workspace=workspace,
        name=workspace.name,
        description="",
        visibility="private",
        own_claims_reviewable=True,
    )
    about = [event for event in activity(workspace, owner).events if event.verb == "changed"]
    assert [event.changes for event in about] == [
        [Change("Reviewers may judge claims that they stated themselves", "no", "yes")]
    ]


def test_members_come_change_and_go(workspace: Workspace, owner: User, outsider: User) -> None:
    workspaces.set_role(actor=owner, workspace=workspace, user=outsider, role=Role.READER)
    workspaces.set_role(actor=owner, workspace=workspace, user=outsider, role=Role.REVIEWER)
    workspaces.remove_member(actor=owner, workspace=workspace, user=outsider)
    about = [event for event in activity(workspace, owner).events if event.subject == outsider]
    assert [event.verb for event in about] == ["left", "changed", "joined"]
    assert about[1].changes == [Change("Role", "Reader", "Reviewer")]


def test_a_person_s_activity_is_theirs_alone(
    workspace: Workspace, source: Source, annotator: User, reviewer: User, owner: User
) -> None:
    rename(source, reviewer, "Another")
    for person, verbs in ((reviewer, ["changed"]), (annotator, ["created"])):
        found = activity(workspace, owner, person=person).events
        assert [event.verb for event in found] == verbs


def test_pages_leave_out_nothing_and_repeat_nothing(
    workspace: Workspace, owner: User, source: Source
) -> None:
    with attributed(str(owner.uid)):
        Tag.objects.bulk_create(
            Tag(workspace=workspace, created_by=owner, name=f"tag {n}") for n in range(9)
        )
    everything = [(e.when, e.kind.name, e.label) for e in activity(workspace, owner).events]
    pages, before = [], ""
    for _ in range(20):
        log = activity(workspace, owner, before=before, limit=2)
        assert len(log.events) <= 2
        pages += [(e.when, e.kind.name, e.label) for e in log.events]
        before = log.earlier
        if not before:
            break
    assert pages == everything
    assert len(everything) > 9


def test_a_cursor_never_counts_backwards(workspace: Workspace, owner: User) -> None:
    assert activity(workspace, owner, before="2999-01-01T00:00:00Z~-900").events


@pytest.mark.parametrize("before", ["x", "2026-01-01", "~", "2026-01-01T00:00:00Z~x", "\0~1"])
def test_a_cursor_nobody_made_is_the_beginning(
    workspace: Workspace, owner: User, before: str
) -> None:
    assert activity(workspace, owner, before=before) == activity(workspace, owner)


def test_queries_do_not_grow_with_events(
    workspace: Workspace,
    owner: User,
    make_highlight: MakeHighlight,
    claim: Claim,
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            for event in activity(Workspace.objects.get(pk=workspace.pk), owner).events:
                assert event.url or event.kind.name == "member"
        return len(captured)

    citations.cite(
        actor=owner, claim=claim, highlight=make_highlight("The aircraft", tags=["a"]),
        stance="supports",
    )  # fmt: skip
    before = count()
    for words in ("left Almaty", "on 24", "Talks", "midnight"):
        citations.cite(
            actor=owner, claim=claim, highlight=make_highlight(words, tags=[words]),
            stance="qualifies",
        )  # fmt: skip
    assert count() == before
    assert before < 20


EXCERPTS: list[tuple[str, str, tuple[str, str]]] = [
    ("", "new", ("", "new")),
    ("one", "two", ("one", "two")),
    ("a" * 300 + "b", "a" * 300 + "c", ("…" + "a" * 30 + "b", "…" + "a" * 30 + "c")),
    ("a" * 500, "", ("a" * LONGEST + "…", "")),
]


@pytest.mark.parametrize(("before", "after", "expected"), EXCERPTS)
def test_long_values_are_cut_to_where_they_differ(
    before: str, after: str, expected: tuple[str, str]
) -> None:
    assert excerpts(before, after) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (0, "0"),
        (False, "no"),
        ([{"family": "Petrov", "given": "Ivan"}, {"literal": "TASS"}], "Petrov, Ivan; TASS"),
        ({"date-parts": [[1949, 8, 24]]}, "1949; 8; 24"),
    ],
)
def test_values_are_put_in_words(value: object, words: str) -> None:
    assert worded(value) == words


def page(workspace: Workspace, *rest: object) -> str:
    name = "people:row_activity" if rest else "people:activity"
    return reverse(name, args=[workspace.uid, *rest])


def test_the_pages_are_for_those_who_may_read(
    client: Client, workspace: Workspace, source: Source, reader: User, outsider: User
) -> None:
    urls = [page(workspace), page(workspace, "source", source.uid)]
    for url in urls:
        assert client.get(url).status_code == 404
        client.force_login(outsider)
        assert client.get(url).status_code == 404
        client.force_login(reader)
        assert "Airfield report" in client.get(url).content.decode()
        assert client.post(url).status_code == 405
        client.logout()


def test_a_page_about_a_row_says_what_changed(
    client: Client, workspace: Workspace, source: Source, reviewer: User, reader: User
) -> None:
    rename(source, reviewer, "<b>Second</b>")
    client.force_login(reader)
    shown = client.get(page(workspace, "source", source.uid)).content.decode()
    assert "Airfield report</del>" in shown
    assert "&lt;b&gt;Second&lt;/b&gt;</ins>" in shown


Address = Callable[[Workspace, Highlight, User], str]


@pytest.mark.parametrize(
    "address",
    [
        lambda workspace, highlight, _: page(workspace, "highlight", highlight.uid),
        lambda workspace, highlight, _: page(workspace, "unheard-of", highlight.uid),
        lambda workspace, _, outsider: f"{page(workspace)}?person={outsider.uid}",
    ],
)
def test_what_one_may_not_know_of_is_not_there(
    client: Client,
    workspace: Workspace,
    private_highlight: Highlight,
    reader: User,
    outsider: User,
    address: Address,
) -> None:
    client.force_login(reader)
    assert client.get(address(workspace, private_highlight, outsider)).status_code == 404


def test_members_are_chosen_from_and_strangers_see_no_list_of_people(
    client: Client, workspace: Workspace, source: Source, owner: User, reader: User
) -> None:
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    assert "Reader</option>" not in client.get(page(workspace)).content.decode()
    assert client.get(f"{page(workspace)}?person={reader.uid}").status_code == 404
    client.force_login(owner)
    shown = client.get(f"{page(workspace)}?person={reader.uid}").content.decode()
    assert "Nothing yet" in shown
    assert "selected>Reader</option>" in shown
