"""The comparison of 50 accounts by 200 questions with 20 000 citations: its page and its cells."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims.models import Citation, Claim, Stance
from annotations.disputes.comparison.queries import compare_accounts
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.editions.services import publish
from annotations.highlights.models import Highlight
from project.people.history import attributed
from project.people.models import User
from sources.texts.models import Text
from tests.bench.conftest import SEED, Row, add_highlights, median

ACCOUNTS, QUESTIONS, CITATIONS, HIGHLIGHTS = 50, 200, 20_000, 2_000


@pytest.fixture
def large(dispute: Dispute, long_text: Text, annotator: User) -> Dispute:
    """Each account answers each question, with one of eight days; each claim is cited twice."""
    rng = random.Random(SEED)
    common = {"workspace": dispute.workspace, "created_by": annotator}
    add_highlights(long_text.latest, annotator, HIGHLIGHTS)
    highlights = list(Highlight.objects.filter(text=long_text))
    with attributed(str(annotator.uid)):
        accounts = Account.objects.bulk_create(
            Account(dispute=dispute, title=f"Account {n}", position=n, **common)
            for n in range(ACCOUNTS)
        )
        questions = Question.objects.bulk_create(
            Question(
                dispute=dispute,
                wording=f"When did the {n}th thing happen?",
                kind="date",
                group=f"Part {n // 20}",
                position=n,
                **common,
            )
            for n in range(QUESTIONS)
        )
        claims = Claim.objects.bulk_create(
            Claim(
                statement=f"It happened then, says account {n}.",
                question=question,
                value={"kind": "date", "edtf": f"1949-08-{rng.randint(20, 27)}"},
                **common,
            )
            for question in questions
            for n in range(ACCOUNTS)
        )
        AccountClaim.objects.bulk_create(
            AccountClaim(account=accounts[n % ACCOUNTS], claim=claim, **common)
            for n, claim in enumerate(claims)
        )
        Citation.objects.bulk_create(
            Citation(claim=claim, highlight=highlight, stance=stance, **common)
            for claim in claims
            for highlight, stance in zip(
                rng.sample(highlights, CITATIONS // len(claims)), Stance, strict=False
            )
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return dispute


class Measured(NamedTuple):
    """One request."""

    seconds: float
    size: int
    queries: int

    def __str__(self) -> str:
        return f"{self.seconds:.3f} s, {self.size / 1000:.0f} kB, {self.queries} queries"


def test_comparison(client: Client, large: Dispute, annotator: User, row: Row) -> None:
    client.force_login(annotator)

    def measured(url: str) -> Measured:
        return _measured(client, url)

    url = large.get_absolute_url()
    name = f"{ACCOUNTS} accounts by {QUESTIONS} questions"
    bare = median(_bare_rows, 3)
    page = measured(url)
    row(f"{name}: first page", f"{page} = {page.seconds / bare:.1f} x the bare rows")
    row(f"{name}: the last page", str(measured(f"{url}?page=7")))
    row(f"{name}: only conflicts", str(measured(f"{url}?conflicts=1")))
    hidden = "&".join(f"hide={uid}" for uid in _uids(large)[5:])
    row(f"{name}: 5 accounts shown", str(measured(f"{url}?{hidden}")))
    question = large.questions.all()[0]
    account = large.accounts.all()[0]
    row(f"{name}: one cell", str(measured(f"{url}cells/{question.uid}/{account.uid}/")))
    row(f"{name}: as CSV", str(measured(f"{url}comparison.csv")))
    row(f"{name}: its citations as CSV", str(measured(f"{url}citations.csv")))
    row(f"{name}: on paper", str(measured(f"{url}print/")))
    row(f"{name}: the timeline", str(measured(f"{url}timeline/")))
    row(f"{name}: read alone", f"{median(lambda: compare_accounts(large, annotator), 3):.3f} s")


def test_edition(client: Client, large: Dispute, owner: User, row: Row) -> None:
    edition = publish(actor=owner, dispute=large, title=large.title)
    url = edition.get_absolute_url()
    question = reverse(
        "published:question",
        args=[large.workspace.uid, large.uid, edition.number, large.questions.all()[0].uid],
    )
    name = f"edition of {large.questions.count() * ACCOUNTS} claims"
    kept = {"If-None-Match": client.get(url)["ETag"]}
    row(f"{name}: its page", str(_measured(client, url)))
    row(f"{name}: its page again", str(_measured(client, url, kept)))
    row(f"{name}: a question", str(_measured(client, question)))
    client.force_login(owner)
    preview = reverse("annotations:publish", args=[large.workspace.uid, large.uid])
    row(f"{name}: its preview", str(_measured(client, preview)))


def _measured(client: Client, url: str, headers: dict[str, str] | None = None) -> Measured:
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(url, headers=headers).content)
    # Before the next request, which clears them.
    count = len(queries)
    return Measured(median(lambda: client.get(url, headers=headers), 3), size, count)


def _uids(dispute: Dispute) -> list[str]:
    return [str(uid) for uid in dispute.accounts.values_list("uid", flat=True)]


def _bare_rows() -> None:
    """Claims, citations and links as the database gives them, without visibility or page."""
    with connection.cursor() as cursor:
        for table in ("claim", "citation", "accountclaim"):
            cursor.execute(f"SELECT * FROM annotations_{table}")
            cursor.fetchall()
