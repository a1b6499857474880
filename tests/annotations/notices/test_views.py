from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.highlights.models import Highlight
from annotations.notices.models import Notice
from annotations.replies import services as replies
from annotations.replies.models import Reply
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from tests.cast import MakeHighlight


@pytest.fixture
def notice(highlight: Highlight, owner: User, annotator: User) -> Notice:
    """The owner has answered the annotator's highlight."""
    replies.add_reply(actor=owner, highlight=highlight, body="Is <b>that</b> so?")
    return Notice.objects.get(recipient=annotator)


def test_the_page_and_the_number_in_the_header(
    client: Client, annotator: User, notice: Notice
) -> None:
    client.force_login(annotator)
    page = client.get("/notices/").content.decode()
    assert "<bdi>Owner</bdi> replied to your highlight in <bdi>Airfield report</bdi>" in page
    assert "Is &lt;b&gt;that&lt;/b&gt; so?" in page
    assert 'class="notices-link has-unread"' in page
    client.post(f"/notices/{notice.uid}/read/")
    page = client.get("/notices/").content.decode()
    assert 'class="notices-link"' in page
    assert "Mark all as read" not in page


def test_nothing_yet(client: Client, reader: User) -> None:
    client.force_login(reader)
    assert "No notices yet" in client.get("/notices/").content.decode()


def test_going_to_what_a_notice_tells_of_reads_it(
    client: Client, annotator: User, notice: Notice
) -> None:
    client.force_login(annotator)
    client.head(f"/notices/{notice.uid}/")
    notice.refresh_from_db()
    assert notice.read_at is None
    for _ in range(2):
        answer = client.get(f"/notices/{notice.uid}/")
        assert answer["Location"] == Reply.objects.get().get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_all_at_once(client: Client, annotator: User, notice: Notice) -> None:
    client.force_login(annotator)
    client.post("/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()


@pytest.mark.parametrize("who", ["owner", "outsider"])
def test_others_notices_are_nobodys_business(
    client: Client, notice: Notice, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/notices/{notice.uid}/").status_code == 404
    assert client.post(f"/notices/{notice.uid}/read/").status_code == 404
    assert client.post("/notices/read/").status_code == 302
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("path", ["", "read/", "01900000-0000-7000-8000-000000000000/"])
def test_strangers_are_asked_to_sign_in(client: Client, db: None, path: str) -> None:
    ask = client.post if path == "read/" else client.get
    answer = ask(f"/notices/{path}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_who_left_sees_neither_notice_nor_number(
    client: Client, annotator: User, owner: User, notice: Notice, workspace: Workspace
) -> None:
    workspaces.remove_member(actor=owner, workspace=workspace, user=annotator)
    client.force_login(annotator)
    page = client.get("/notices/").content.decode()
    assert "No notices yet" in page
    assert 'class="notices-link"' in page
    assert client.get(f"/notices/{notice.uid}/").status_code == 404


def test_the_page_asks_as_much_for_one_notice_as_for_many(
    client: Client, annotator: User, owner: User, notice: Notice, make_highlight: MakeHighlight
) -> None:
    client.force_login(annotator)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get("/notices/")
        return len(asked)

    before = queries()
    for word in ("Nobody", "airfield", "Talks", "witness"):
        replies.add_reply(actor=owner, highlight=make_highlight(word), body="@annotator!")
    assert Notice.objects.count() == 5
    assert queries() == before
