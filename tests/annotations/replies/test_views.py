from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.highlights.models import Highlight
from annotations.replies import services
from annotations.replies.models import Reply
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from tests.cast import MakeHighlight

HTMX: dict[str, Any] = {"HX-Request": "true"}


def at(name: str, workspace: Workspace, *args: object) -> str:
    return reverse(f"annotations:{name}", args=[workspace.uid, *args])


def test_a_reply_comes_back_in_its_thread(
    client: Client, owner: User, highlight: Highlight
) -> None:
    client.force_login(owner)
    url = at("new_reply", highlight.workspace, highlight.uid)
    assert "Is that so" not in client.get(url, headers=HTMX).content.decode()
    fields = {"body": "Is that *so*?", "sharing": "shared"}
    answer = client.post(url, fields, headers=HTMX)
    assert answer["HX-Retarget"] == f"#thread-{highlight.uid}"
    page = answer.content.decode()
    assert "Is that <em>so</em>?" in page
    assert "1 reply" in page


def test_without_scripts_pages_lead_there_and_back(
    client: Client, owner: User, reply: Reply
) -> None:
    client.force_login(owner)
    url = at("new_reply", reply.workspace, reply.highlight.uid)
    page = client.get(url, {"parent": str(reply.uid)}).content.decode()
    assert "<title>Reply" in page
    assert "By <em>local</em> time?" in page
    fields = {"body": "By Moscow’s.", "sharing": "shared", "parent": str(reply.uid)}
    answer = client.post(url, fields)
    made = Reply.objects.get(parent=reply)
    assert answer["Location"] == made.get_absolute_url()
    page = client.get(answer["Location"]).content.decode()
    assert f'id="reply-{made.uid}"' in page
    assert "in answer to <bdi>Annotator</bdi>" in page


@pytest.mark.parametrize("body", ["", "   ", "x" * 20_001])
def test_what_is_wrong_is_said_and_the_words_kept(
    client: Client, owner: User, highlight: Highlight, body: str
) -> None:
    client.force_login(owner)
    url = at("new_reply", highlight.workspace, highlight.uid)
    answer = client.post(url, {"body": body, "sharing": "shared"}, headers=HTMX)
    assert answer.status_code == 422
    assert body.strip() in answer.content.decode()
    assert not Reply.objects.exists()


def test_of_two_edits_the_second_sees_both(client: Client, annotator: User, reply: Reply) -> None:
    client.force_login(annotator)
    url = at("edit_reply", reply.workspace, reply.uid)
    fields = {"sharing": "shared", "revision": 1}
    assert "edited" in client.post(url, fields | {"body": "First"}, headers=HTMX).content.decode()
    answer = client.post(url, fields | {"body": "Second"}, headers=HTMX)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "First" in page
    assert "Second" in page
    assert 'name="revision" value="2"' in page


def test_delete_and_undo(client: Client, annotator: User, reply: Reply) -> None:
    client.force_login(annotator)
    answer = client.post(at("delete_reply", reply.workspace, reply.uid), headers=HTMX)
    restore = at("restore_reply", reply.workspace, reply.uid)
    assert restore in answer.content.decode()
    assert "local" not in answer.content.decode()
    assert "local" in client.post(restore, headers=HTMX).content.decode()
    answer = client.post(at("delete_reply", reply.workspace, reply.uid), follow=True)
    assert restore in answer.content.decode()


def test_resolving_says_by_whom(client: Client, owner: User, reply: Reply) -> None:
    client.force_login(owner)
    args = (reply.workspace, reply.highlight.uid)
    page = client.post(at("resolve_highlight", *args), headers=HTMX).content.decode()
    assert "Resolved by <bdi>Owner</bdi>" in page
    assert "stays so" in client.get(at("new_reply", *args), headers=HTMX).content.decode()
    page = client.post(at("reopen_highlight", *args), headers=HTMX).content.decode()
    assert "Resolved by" not in page


@pytest.mark.parametrize(("who", "status"), [("owner", 403), ("reader", 403), ("outsider", 404)])
def test_others_change_no_reply(
    client: Client, reply: Reply, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    fields = {"body": "Mine", "sharing": "shared", "revision": 1}
    for name in ("edit_reply", "delete_reply", "restore_reply"):
        assert client.post(at(name, reply.workspace, reply.uid), fields).status_code == status
    reply.refresh_from_db()
    assert (reply.body, reply.deleted_at) == ("By *local* time?", None)


def test_what_is_private_has_no_address_for_others(
    client: Client, owner: User, annotator: User, highlight: Highlight
) -> None:
    private = services.add_reply(
        actor=annotator, highlight=highlight, body="To myself", sharing="private"
    )
    client.force_login(owner)
    for name in ("edit_reply", "delete_reply", "restore_reply"):
        assert client.post(at(name, private.workspace, private.uid)).status_code == 404
    url = at("new_reply", private.workspace, highlight.uid)
    assert client.get(url, {"parent": str(private.uid)}).status_code == 404
    thread = at("thread", private.workspace, highlight.uid)
    assert "To myself" not in client.get(thread, headers=HTMX).content.decode()


def test_threads_take_as_many_queries_for_one_note_as_for_many(
    client: Client, owner: User, annotator: User, make_highlight: MakeHighlight, text: Any
) -> None:
    made = []
    for word in ("aircraft", "Almaty", "August", "Talks", "midnight"):
        highlight = make_highlight(word, comment="Ask @reviewer.")
        first = services.add_reply(actor=owner, highlight=highlight, body="@annotator?")
        services.add_reply(actor=annotator, highlight=highlight, body="Yes.", parent=first)
        services.resolve_highlight(actor=owner, highlight=highlight)
        made.append(str(highlight.uid))
    client.force_login(owner)
    url = at("notes", text.workspace, text.latest.uid)

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url, {"highlight": made[:count]})
        return len(asked)

    assert queries(5) == queries(1)


def test_whom_one_may_mention(
    client: Client, reader: User, outsider: User, owner: User, workspace: Workspace
) -> None:
    url = at("find_people", workspace)
    client.force_login(reader)
    page = client.get(url, {"q": "ann"}).content.decode()
    assert 'data-value="annotator"' in page
    assert "owner" not in page
    assert "outsider" not in client.get(url).content.decode()
    assert client.get(url, {"q": "\0%"}).content.decode().strip() == ""
    client.force_login(outsider)
    assert client.get(url).status_code == 404
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 404


def test_members_are_shown_by_name_and_others_as_written(
    client: Client, owner: User, outsider: User, highlight: Highlight
) -> None:
    services.add_reply(actor=owner, highlight=highlight, body="@ANNOTATOR, @outsider: `@owner`.")
    client.force_login(owner)
    page = client.get(highlight.get_absolute_url()).content.decode()
    assert '<span class="mention" dir="auto" title="@annotator">@Annotator</span>' in page
    assert "@outsider: <code>@owner</code>." in page
