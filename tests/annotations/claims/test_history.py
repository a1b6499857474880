"""What the history of a claim tells of the accounts that it belongs to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from annotations.claims import services
from annotations.claims.grounds import services as grounds
from annotations.claims.history.queries import history_of, pieces
from annotations.claims.merging import services as merging
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Dispute, Question
from project.people import services as people
from project.people.activity.events import Change, activity
from project.people.models import User
from sources.records.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(dispute: Dispute, annotator: User) -> Account:
    return disputes.create_account(actor=annotator, dispute=dispute, title="Hearsay")


def told(claim: Claim, user: User) -> list[tuple[str, str]]:
    """What became of its links, the newest first."""
    _log, steps = history_of(claim, user)
    links = [step.event for step in steps if step.event.kind.name == "account_link"]
    return [(event.verb, event.label) for event in links]


def test_accounts_that_a_claim_came_to_and_left(
    claim: Claim, account: Account, other: Account, annotator: User, reader: User
) -> None:
    disputes.set_accounts(actor=annotator, claim=claim, accounts=[other])
    assert sorted(told(claim, reader)[:2]) == [("created", "Hearsay"), ("deleted", account.title)]
    assert told(claim, reader)[2:] == [("created", account.title)]
    # A deleted account does not rewrite what was.
    people.delete(actor=annotator, row=other)
    assert len(told(claim, reader)) == 3


def test_an_account_that_came_by_merging(
    claim: Claim, account: Account, annotator: User, question: Question, source: Source
) -> None:
    said = {"kind": Claim.Kind.EXTRACTED, "source": source, "question": question}
    one, two = (
        services.create_claim(
            actor=annotator,
            workspace=claim.workspace,
            statement=statement,
            value={"kind": "date", "edtf": "1949-08-24"},
            accounts=accounts,
            **said,  # type: ignore[arg-type]
        )
        for statement, accounts in (("One", []), ("Two", [account]))
    )
    merging.merge(actor=annotator, merged=two, survivor=one)
    _log, steps = history_of(one, annotator)
    [moved, _added] = [step.event for step in steps if step.event.kind.name == "account_link"]
    assert [(change.before, change.after) for change in moved.changes] == [("Two", "One")]
    merging.unmerge(actor=annotator, claim=two)
    assert told(two, annotator)[0] == ("changed", account.title)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("It left late.", "It left early.", "It left [late|early]."),
        ("It left.", "Nobody was aboard.", "[It left.|Nobody was aboard.]"),
        ("", "So.", "[|So.]"),
    ],
)
def test_words_that_changed_and_whole_fields(before: str, after: str, shown: str) -> None:
    written = ""
    for piece in pieces(Change("Statement", before, after)):
        if piece.in_old and piece.in_new:
            written += piece.text
        else:
            gone = f"[{piece.text}|]" if piece.in_old else f"[|{piece.text}]"
            written = (written + gone).replace("|][|", "|")
    assert written == shown


def test_pages_and_the_api_say_so_and_outsiders_hear_nothing(
    claim: Claim,
    account: Account,
    annotator: User,
    outsider: User,
    client: Client,
    api: Callable[[User | None], APIClient],
) -> None:
    disputes.set_accounts(actor=annotator, claim=claim, accounts=[])
    client.force_login(annotator)
    at = [claim.workspace.uid, claim.uid]
    html = client.get(reverse("annotations:claim_history", args=at)).content.decode()
    assert html.count(f"<bdi>{account.title}</bdi>") == 2
    found = api(annotator).get(reverse("api:claim-history", args=at)).json()["results"]
    said = [(each["kind"], each["verb"], each["label"]) for each in found]
    assert ("account_link", "deleted", account.title) in said
    assert told(claim, outsider) == []
    # In the workspace it is told by the claim, which changed then.
    kinds = {event.kind.name for event in activity(claim.workspace, annotator).events}
    assert "claim" in kinds
    assert "account_link" not in kinds


def test_a_conclusion_is_stated_before_it_is_based_on_anything(
    claim: Claim, annotator: User, reader: User
) -> None:
    made = services.create_claim(actor=annotator, workspace=claim.workspace, statement="So it is.")
    grounds.add_grounds(actor=annotator, claim=made, grounds=[claim])
    _log, steps = history_of(made, reader)
    assert [step.event.kind.name for step in steps] == ["claimground", "claim"]
