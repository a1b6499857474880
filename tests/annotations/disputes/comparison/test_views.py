from __future__ import annotations

import csv
import re
from io import StringIO

import pytest
from django.test import Client

from annotations.claims import services as claims
from annotations.claims.citations.services import cite
from annotations.claims.models import Citation, Claim
from annotations.claims.retracting import services as retracting
from annotations.disputes import services
from annotations.disputes.models import Account, Dispute, Question
from project.people.history import attributed
from project.people.models import User
from sources.parallels.models import TextRelation
from tests.annotations.claims.test_views import address
from tests.cast import MakeHighlight


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def family(dispute: Dispute, annotator: User) -> Account:
    return services.create_account(actor=annotator, dispute=dispute, title="Family memories")


@pytest.fixture
def later(
    citation: Citation, family: Account, make_highlight: MakeHighlight, annotator: User
) -> Claim:
    """The family says the 27th, by a passage of its own."""
    claim = claims.create_claim(
        actor=annotator,
        workspace=family.workspace,
        statement="=They left on the 27th.",
        question=citation.claim.question,
        value={"kind": "date", "edtf": "1949-08-27"},
        accounts=[family],
    )
    quote = make_highlight("The aircraft left Almaty on 24")
    cite(actor=annotator, claim=claim, highlight=quote, stance="contradicts")
    return claim


def cell_of(claim: Claim, account: Account) -> str:
    assert claim.question
    dispute = claim.question.dispute
    return address("cell", claim.workspace, dispute.uid, claim.question.uid, account.uid)


def test_a_cell_has_a_page_with_its_quotes_and_another(
    as_annotator: Client, citation: Citation, later: Claim, account: Account
) -> None:
    html = as_annotator.get(cell_of(citation.claim, account)).content.decode()
    assert "<mark>24 August</mark>" in html
    assert 'mark class="only-here"' in html
    assert "Family memories" in html
    assert "<title>" in html


def test_beside_the_matrix_comes_a_fragment(
    as_annotator: Client, citation: Citation, account: Account
) -> None:
    answer = as_annotator.get(cell_of(citation.claim, account), headers={"HX-Request": "true"})
    assert "<title>" not in answer.content.decode()
    assert 'id="cell-title"' in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_an_address_opens_the_matrix_with_a_cell(
    as_annotator: Client, citation: Citation, account: Account, dispute: Dispute
) -> None:
    question = citation.claim.question
    assert question
    url = dispute.get_absolute_url()
    html = as_annotator.get(url, {"cell": f"{question.uid}.{account.uid}"}).content.decode()
    assert "<mark>24 August</mark>" in html
    for wrong in ("x", f"{question.uid}.x", f"{account.uid}.{question.uid}", str(account.uid)):
        assert "<mark>" not in as_annotator.get(url, {"cell": wrong}).content.decode()


def test_a_cell_shows_the_translation_of_its_quote(
    as_annotator: Client, citation: Citation, account: Account, text_relation: TextRelation
) -> None:
    html = as_annotator.get(cell_of(citation.claim, account)).content.decode()
    assert "Самолёт вылетел из Алма-Аты 24 августа." in html
    assert "Никто на аэродроме" not in html


def test_accounts_are_hidden_and_moved_by_the_menu(
    as_annotator: Client, later: Claim, account: Account, family: Account, dispute: Dispute
) -> None:
    url = dispute.get_absolute_url()
    order = [str(account.uid), str(family.uid)]
    asked: dict[str, str | list[str]] = {"arrange": "1", "show": [str(family.uid)], "order": order}
    answer = as_annotator.get(url, {**asked, "move": f"{family.uid}:-1"})
    assert answer.status_code == 302
    assert answer["Location"] == (
        f"{url}?hide={account.uid}&order={family.uid}&order={account.uid}"
    )
    kept = as_annotator.get(url, {**asked, "page": "2", "move": f"{family.uid}:-1"})
    assert kept["Location"].endswith("&page=2")
    html = as_annotator.get(answer["Location"]).content.decode()
    assert 'data-account="Family memories"' in html
    assert 'data-account="Official account"' not in html
    assert "do not overlap" in html, "what is hidden still conflicts"


def test_groups_fold(as_annotator: Client, later: Claim, dispute: Dispute, annotator: User) -> None:
    services.create_question(
        actor=annotator, dispute=dispute, wording="Who?", kind="text", group="Aboard"
    )
    url = dispute.get_absolute_url()
    html = as_annotator.get(url).content.decode()
    assert 'scope="rowgroup"' in html
    assert 'aria-expanded="true"' in html
    folded = as_annotator.get(url, {"fold": "Aboard"}).content.decode()
    assert 'aria-expanded="false"' in folded
    assert "Who?" not in folded


def test_pages_know_their_questions(
    as_annotator: Client, dispute: Dispute, account: Account, annotator: User
) -> None:
    common = {"workspace": dispute.workspace, "created_by": annotator, "dispute": dispute}
    with attributed(str(annotator.uid)):
        questions = Question.objects.bulk_create(
            Question(
                wording=f"Question {number}?",
                kind="text",
                group="First" if number < 30 else "Second",
                position=number,
                **common,
            )
            for number in range(45)
        )
        Account.objects.bulk_create(Account(title=f"Account {n}", **common) for n in range(60))
    url = dispute.get_absolute_url()

    def shown(**asked: str) -> list[str]:
        html = as_annotator.get(url, asked).content.decode()
        return re.findall(r"(Question \d+\?)</a>", html)

    assert (shown()[0], shown(page="3")[-1]) == ("Question 0?", "Question 44?")
    opened = f"{questions[41].uid}.{account.uid}"
    assert "Question 41?" in shown(cell=opened)
    assert "Question 0?" in shown(cell=opened, page="1")
    html = as_annotator.get(url, {"page": "2"}).content.decode()
    assert 'title="Question 40?"' in html
    assert 'href="?fold=Second&amp;page=2#group-1"' in html
    assert shown(fold="First") == [f"Question {number}?" for number in range(30, 45)]


def test_all_of_it_is_printed(
    as_annotator: Client, later: Claim, dispute: Dispute, annotator: User
) -> None:
    for number in range(4):
        services.create_account(actor=annotator, dispute=dispute, title=f"Version {number}")
    url = address("print_comparison", dispute.workspace, dispute.uid)
    html = as_annotator.get(url).content.decode()
    assert re.findall(r"Accounts \d to \d of \d", html) == [
        "Accounts 1 to 3 of 6",
        "Accounts 4 to 6 of 6",
    ]
    assert html.count('<table class="matrix">') == 2
    assert html.count("do not overlap") == 1
    assert "<mark>" not in html
    with_quotes = as_annotator.get(url, {"quotes": "1", "fold": ""}).content.decode()
    assert "<mark>24 August</mark>" in with_quotes


def test_only_what_is_cited_so(as_annotator: Client, later: Claim, dispute: Dispute) -> None:
    url = dispute.get_absolute_url()
    assert "When did" in as_annotator.get(url, {"stance": "contradicts"}).content.decode()
    assert (
        "Nothing under this filter"
        in as_annotator.get(url, {"stance": "qualifies"}).content.decode()
    )


def test_the_comparison_as_csv(
    as_annotator: Client, later: Claim, account: Account, dispute: Dispute
) -> None:
    url = address("comparison_csv", dispute.workspace, dispute.uid)
    answer = as_annotator.get(url, {"hide": str(account.uid)})
    assert answer["Content-Type"].startswith("text/csv")
    (line,) = csv.DictReader(StringIO(answer.content.decode("utf-8-sig")))
    assert line["account"] == "Family memories"
    assert line["statement"] == "'=They left on the 27th."
    assert line["contradicts"] == "1"


def test_what_is_cited_as_csv(
    as_annotator: Client, citation: Citation, later: Claim, account: Account, dispute: Dispute
) -> None:
    url = address("citations_csv", dispute.workspace, dispute.uid)

    def lines(**asked: str) -> list[dict[str, str]]:
        content = as_annotator.get(url, asked).content.decode("utf-8-sig")
        return list(csv.DictReader(StringIO(content)))

    assert lines()[0]["citation_id"] == str(citation.uid)
    (line,) = lines(hide=str(account.uid))
    assert line["quote"] == "The aircraft left Almaty on 24"
    assert (line["accounts"], line["answer"]) == ("Family memories", "27 August 1949")
    assert (line["stance"], line["strength"]) == ("contradicts", "ungraded")
    assert line["statement"] == "'=They left on the 27th."
    assert (line["quote_status"], line["version"]) == ("placed", "1")
    assert line["source"] and line["citation_key"]


def test_what_was_retracted_says_so_as_csv(
    as_annotator: Client, later: Claim, dispute: Dispute, annotator: User
) -> None:
    retracting.retract(actor=annotator, claim=later, reason="A slip.")
    url = address("comparison_csv", dispute.workspace, dispute.uid)
    content = as_annotator.get(url).content.decode("utf-8-sig")
    lines = csv.DictReader(StringIO(content))
    said = {line["answer"]: (line["retracted"], line["conflicts"]) for line in lines}
    assert said["27 August 1949"] == ("yes", "0")
    assert said["24 August 1949"] == ("", "0")


def test_dates_stand_on_a_timeline_and_in_a_table(
    as_annotator: Client, later: Claim, dispute: Dispute, question: Question, annotator: User
) -> None:
    claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="Nobody knows.",
        question=question,
        value={"kind": "unknown"},
    )
    claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="Some say so.",
        question=question,
        value={"kind": "date", "edtf": "1949-08-30"},
        certainty="doubtful",
    )
    url = address("timeline", dispute.workspace, dispute.uid)
    html = as_annotator.get(url).content.decode()
    drawing, _, rest = html.partition("</figure>")
    assert "24 August 1949" in drawing
    assert "1949-08-27" in rest
    # How sure an answer is stands in its name, its hint and its words, and in the table.
    assert (drawing.count("doubtful"), rest.count("doubtful")) == (3, 1)
    assert "not graded" not in html
    assert "Nobody knows." in rest
    assert "Nobody knows." not in drawing
    assert as_annotator.get(url, {"question": "x", "page": "9"}).status_code == 200


def test_an_empty_timeline_says_so(as_annotator: Client, dispute: Dispute) -> None:
    html = as_annotator.get(address("timeline", dispute.workspace, dispute.uid)).content.decode()
    assert "No dates yet" in html


@pytest.mark.parametrize(
    ("name", "fixture", "fields"),
    [
        ("edit_dispute", "dispute", {"title": "Mine", "description": "**Bold**"}),
        (
            "edit_question",
            "question",
            {"wording": "Mine?", "exclusivity": "unknown", "group": "  The  journey "},
        ),
        ("edit_account", "account", {"title": "Mine"}),
    ],
)
def test_the_second_of_two_editors_is_told(
    as_annotator: Client,
    request: pytest.FixtureRequest,
    name: str,
    fixture: str,
    fields: dict[str, str],
) -> None:
    row = request.getfixturevalue(fixture)
    url = address(name, row.workspace, row.uid)
    first = as_annotator.post(url, {**fields, "revision": row.revision})
    assert first.status_code == 302
    second = as_annotator.post(url, {**fields, "revision": row.revision})
    assert second.status_code == 409
    assert "Somebody saved this while you were writing." in second.content.decode()
    assert f'name="revision" value="{row.revision + 1}"' in second.content.decode()
    again = as_annotator.post(url, {**fields, "revision": row.revision + 1})
    assert again.status_code == 302
    row.refresh_from_db()
    assert getattr(row, "group", "The journey") == "The journey"


def test_a_description_is_markdown_made_safe(
    as_annotator: Client, dispute: Dispute, annotator: User
) -> None:
    services.change_dispute(
        actor=annotator,
        dispute=dispute,
        title="x",
        description="**Bold** <script>alert(1)</script>",
    )
    html = as_annotator.get(dispute.get_absolute_url()).content.decode()
    assert "<strong>Bold</strong>" in html
    assert "<script>alert" not in html


def test_reviewers_name_the_adjudicator(
    client: Client, dispute: Dispute, reviewer: User, annotator: User, reader: User
) -> None:
    url = address("edit_dispute", dispute.workspace, dispute.uid)
    client.force_login(annotator)
    assert 'name="adjudicator"' not in client.get(url).content.decode()
    client.force_login(reviewer)
    assert 'name="adjudicator"' in client.get(url).content.decode()
    sent = {"title": "x", "adjudicator": reader.uid}
    assert client.post(url, sent).status_code == 422
    client.post(url, {**sent, "adjudicator": reviewer.uid})
    dispute.refresh_from_db()
    assert dispute.adjudicator == reviewer
    client.force_login(annotator)
    client.post(url, {"title": "y"})
    dispute.refresh_from_db()
    assert (dispute.title, dispute.adjudicator) == ("y", reviewer)
