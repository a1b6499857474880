"""The home page of a workspace: what waits, what is new, its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from project.people.workspaces.plots import HEIGHT, LENGTH, Plot, Value
from project.people.workspaces.waiting import FIRST, WAITING
from sources.records import services as records
from tests.cast import MakeHighlight


def waiting(workspace: Workspace, name: str) -> str:
    return reverse("people:waiting", args=[workspace.uid, name])


def add_sources(workspace: Workspace, actor: User, count: int) -> None:
    for n in range(count):
        records.create_source(
            actor=actor, workspace=workspace, csl={"type": "book", "title": f"Untranscribed {n}"}
        )


def test_what_waits_is_counted_named_and_listed(
    client: Client, workspace: Workspace, annotator: User
) -> None:
    add_sources(workspace, annotator, FIRST + 1)
    client.force_login(annotator)
    home = client.get(workspace.get_absolute_url()).content.decode()
    waits, _, _rest = home.partition('id="sources"')
    assert "4 sources without a text" in waits
    assert [n for n in range(4) if f"Untranscribed {n}</a>" in waits] == [1, 2, 3]
    assert waiting(workspace, "without-text") in waits
    listed = client.get(waiting(workspace, "without-text")).content.decode()
    assert [n for n in range(4) if f"Untranscribed {n}</a>" in listed] == [0, 1, 2, 3]


def test_where_nothing_waits_nothing_is_said(
    client: Client, workspace: Workspace, annotator: User
) -> None:
    client.force_login(annotator)
    home = client.get(workspace.get_absolute_url()).content.decode()
    assert "Still open" not in home
    assert "Waits for you" not in home
    assert "In numbers" not in home
    assert "Begin with a source" in home
    assert "Nothing waits" in client.get(waiting(workspace, "conflicts")).content.decode()


def test_strangers_of_a_public_one_are_not_asked_to_do_anything(
    client: Client, workspace: Workspace, owner: User
) -> None:
    add_sources(workspace, owner, 1)
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    home = client.get(workspace.get_absolute_url()).content.decode()
    assert "Still open" not in home
    assert "Sources by type" in home
    assert "Untranscribed 0" in home


def test_lists_are_for_those_who_may_read(
    client: Client, workspace: Workspace, outsider: User
) -> None:
    url = waiting(workspace, "without-text")
    assert client.get(url).status_code == 404
    client.force_login(outsider)
    assert client.get(url).status_code == 404


def test_there_is_no_list_of_what_nobody_knows(
    client: Client, workspace: Workspace, reader: User
) -> None:
    client.force_login(reader)
    assert client.get(waiting(workspace, "unheard-of")).status_code == 404


def test_what_is_private_is_counted_for_its_author_alone(
    client: Client,
    workspace: Workspace,
    private_highlight: Highlight,
    annotator: User,
    owner: User,
) -> None:
    for user, seen in ((annotator, True), (owner, False)):
        client.force_login(user)
        home = client.get(workspace.get_absolute_url()).content.decode()
        assert ("1 private highlight of yours" in home) is seen
        assert ("until midnight" in home) is seen
        assert ("Highlights by week" in home) is seen
        listed = client.get(waiting(workspace, "my-private")).content.decode()
        assert ("until midnight" in listed) is seen


def test_plots_read_as_tables(
    client: Client, workspace: Workspace, citation: Citation, reader: User
) -> None:
    client.force_login(reader)
    home = client.get(workspace.get_absolute_url()).content.decode()
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-label="Highlights by week: 1 in all', home)
    assert "style=" not in home
    rows = dict(re.findall(r'<th scope="row">([^<]+)</th>\s*<td>(\d+)</td>', home))
    assert rows["Supports"] == "1"
    assert rows["Contradicts"] == "0"
    assert rows["Report"] == "1"
    assert sum(int(count) for label, count in rows.items() if re.search(r"\d{4}$", label)) == 1


VALUES = [Value("a", 2), Value("b", 0), Value("c", 4)]


def test_marks_are_as_high_and_as_long_as_their_numbers() -> None:
    plot = Plot("p", "Things", "Kind", "Number", VALUES)
    assert [mark.height for mark in plot.marks] == [HEIGHT / 2, 0, HEIGHT]
    assert [mark.y for mark in plot.marks] == [HEIGHT / 2, HEIGHT, 0]
    assert [mark.length for mark in plot.marks] == [LENGTH / 2, 0, LENGTH]
    assert plot.description == "Things: 6 in all, from a to c; most, 4, in c."


@pytest.mark.parametrize("values", [[], [Value("a", 0)]])
def test_a_plot_of_nothing_can_be_drawn(values: Sequence[Value]) -> None:
    plot = Plot("p", "Things", "Kind", "Number", values)
    assert plot.total == plot.most == 0
    assert all(mark.height == 0 for mark in plot.marks)


def test_queries_do_not_grow_with_rows(
    client: Client,
    workspace: Workspace,
    annotator: User,
    make_highlight: MakeHighlight,
    citation: Citation,
    claim: Claim,
) -> None:
    def add(n: int) -> None:
        add_sources(workspace, annotator, 1)
        make_highlight("until midnight", sharing="private")
        marked = make_highlight("Nobody at", tags=[f"tag {n}"])
        made = claims.create_claim(
            actor=annotator,
            workspace=workspace,
            statement=f"It left on the {n + 1}th.",
            question=claim.question,
            value={"kind": "date", "edtf": f"1949-08-0{n + 1}"},
        )
        claims.create_claim(actor=annotator, workspace=workspace, statement=f"Unfounded {n}.")
        citations.cite(actor=annotator, claim=made, highlight=marked, stance="supports")

    client.force_login(annotator)

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    urls = [workspace.get_absolute_url()]
    urls += [waiting(workspace, name) for name in WAITING.names()]
    add(0)
    before = [queries(url) for url in urls]
    for n in range(1, 6):
        add(n)
    # Fewer where the newest events are of fewer kinds.
    after = [queries(url) for url in urls]
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
    assert before[0] < 70
