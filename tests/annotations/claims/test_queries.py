from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from annotations.claims import queries, services
from annotations.claims.citations import queries as citation_queries
from annotations.claims.citations import services as citations
from annotations.claims.citations.quotes import quote_of
from annotations.claims.models import Citation, Claim, Stance
from annotations.disputes.models import Account, Dispute
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.models import User, Workspace
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import CONTENT, MakeHighlight


@pytest.fixture
def loose(workspace: Workspace, annotator: User) -> Claim:
    """A claim that answers no question and cites nothing."""
    return services.create_claim(
        actor=annotator, workspace=workspace, statement="Nobody wrote the names down."
    )


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["loose", "claim"]),
        ("AUGUST", ["claim"]),
        ("aircraft 1949", ["claim"]),
        ("1949 names", []),
        ("When did", ["claim"]),
        ("100%", []),
        ("air\0craft zeppelin", []),
        ("\0August\0", ["claim"]),
        ("names", ["loose"]),
    ],
)
def test_search_finds_claims_with_all_words_in_statement_or_question(
    claim: Claim, loose: Claim, workspace: Workspace, reader: User, search: str, found: list[str]
) -> None:
    named = {"claim": claim, "loose": loose}
    assert [*queries.claims_of(workspace, reader, search=search)] == [named[n] for n in found]


def test_filters(
    citation: Citation, loose: Claim, dispute: Dispute, workspace: Workspace, reader: User
) -> None:
    claim = citation.claim
    assert [*queries.claims_of(workspace, reader, dispute=dispute)] == [claim]
    assert [*queries.claims_of(workspace, reader, question=claim.question)] == [claim]
    assert [*queries.claims_of(workspace, reader, uncited=True)] == [loose]


def test_outsiders_find_nothing(claim: Claim, workspace: Workspace, outsider: User) -> None:
    assert not queries.claims_of(workspace, outsider)
    assert not queries.claims_of(workspace, AnonymousUser())


def test_counts_leave_out_what_is_withdrawn_or_deleted(
    citation: Citation, make_highlight: MakeHighlight, annotator: User, reader: User
) -> None:
    claim = citation.claim
    against = [
        citations.cite(
            actor=annotator, claim=claim, highlight=make_highlight(exact), stance="contradicts"
        )
        for exact in ("midnight", "Nobody")
    ]
    people.delete(actor=annotator, row=against[0])
    counted = queries.with_counts(Claim.objects.all(), reader).get()
    assert (counted.supporting, counted.contradicting, counted.citing) == (1, 1, 2)  # type: ignore[attr-defined]
    assert citation.highlight
    people.delete(actor=annotator, row=citation.highlight.text.source)
    counted = queries.with_counts(Claim.objects.all(), reader).get()
    assert counted.citing == 0  # type: ignore[attr-defined]


def test_citations_stand_by_stance(
    citation: Citation, make_highlight: MakeHighlight, annotator: User, reader: User
) -> None:
    for exact, stance in (("midnight", "does_not_address"), ("witness", "contradicts")):
        citations.cite(
            actor=annotator, claim=citation.claim, highlight=make_highlight(exact), stance=stance
        )
    groups = citation_queries.citations_by_stance(citation.claim, reader)
    assert [(stance, [c.quote and c.quote.exact for c in cited]) for stance, cited in groups] == [
        (Stance.SUPPORTS, ["24 August"]),
        (Stance.CONTRADICTS, ["witness"]),
        (Stance.DOES_NOT_ADDRESS, ["midnight"]),
    ]


def test_many_citations_of_a_stance_stand_on_pages(
    citation: Citation,
    make_highlight: MakeHighlight,
    annotator: User,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(citation_queries, "MOST_OF_A_STANCE", 2)
    words = CONTENT.split()
    made = [
        citations.cite(
            actor=annotator,
            claim=citation.claim,
            highlight=make_highlight(words[number]),
            stance="supports" if number < 3 else "contradicts",
        )
        for number in range(4)
    ]
    supporting, against = [citation, *made[:3]], made[3:]
    client.force_login(annotator)
    claim = citation.claim.get_absolute_url()
    for url, shown in (
        (claim, [*supporting[:2], *against]),
        (f"{claim}?stance=supports&page=2", [*supporting[2:], *against]),
        (supporting[3].get_absolute_url(), [*supporting[2:], *against]),
        (f"{claim}?stance=contradicts&page=9&citation=no", [*supporting[:2], *against]),
    ):
        body = client.get(url).content.decode()
        told = [one for one in (*supporting, *against) if f'id="citation-{one.uid}"' in body]
        assert told == shown, url
        assert re.search(r"Supports\s*<small[^>]*>4</small>", body)


def test_accounts_that_are_deleted_are_left_out(
    claim: Claim, account: Account, annotator: User, reader: User
) -> None:
    people.delete(actor=annotator, row=account)
    (found,) = queries.with_accounts(Claim.objects.all(), reader)
    assert not found.accounts.all()


@pytest.mark.parametrize(
    ("exact", "before", "after"),
    [
        ("24 August", "The aircraft left Almaty on ", "."),
        ("Talks", "", " went on until midnight, one…"),
        ("said", "…on until midnight, one witness ", "."),
        ("aboard", "…airfield wrote down who was ", "."),
    ],
)
def test_a_quote_keeps_to_its_paragraph_and_to_whole_words(
    make_highlight: MakeHighlight, exact: str, before: str, after: str
) -> None:
    quote = quote_of(make_highlight(exact))
    assert (quote.before, quote.exact, quote.after) == (before, exact, after)


def test_context_without_spaces_is_kept_whole(
    make_highlight: MakeHighlight, text: Text, annotator: User
) -> None:
    texts.save_version(
        actor=annotator,
        text=text,
        document=from_plain("飛機於八月二十四日離開阿拉木圖" * 4),
        based_on=1,
    )
    quote = quote_of(make_highlight("阿拉木圖飛機"))
    assert quote.after.endswith("…")
    assert len(quote.after) == 33


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        (CONTENT + "\n\nMore.", "placed"),
        (CONTENT.replace("24 August", "25 August"), "placed"),
        (CONTENT.replace("24 August", "a Wednesday"), "uncertain"),
        (CONTENT.split("\n\n", 1)[1], "orphaned"),
    ],
)
def test_a_quote_tells_what_became_of_it_in_the_latest_version(
    citation: Citation, text: Text, annotator: User, changed: str, status: str
) -> None:
    texts.save_version(actor=annotator, text=text, document=from_plain(changed), based_on=1)
    (loaded,) = citation_queries.with_quotes(Citation.objects.all())
    assert loaded.quote
    assert loaded.quote.status == status
    assert loaded.quote.is_doubtful == (status != "placed")
    assert loaded.quote.exact == "24 August"
    assert quote_of(Highlight.objects.get()).status == status
