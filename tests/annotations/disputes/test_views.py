from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services
from annotations.disputes.models import Account, Dispute, Question
from project.people import services as people
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from tests.annotations.claims.test_views import address, queries_of, undo_address


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def midnight(claim: Claim, dispute: Dispute, annotator: User) -> Claim:
    """Against the departure on the 24th: talks in Almaty went on until midnight."""
    assert claim.question
    family = services.create_account(
        actor=annotator, dispute=dispute, title="Midnight talks", holders="One witness"
    )
    return claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="The talks ran until midnight, so it left on the 25th or later.",
        question=claim.question,
        value={"kind": "date", "edtf": "1949-08-25/.."},
        accounts=[family],
    )


WRITES = [
    ("new_dispute", None),
    ("edit_dispute", "dispute"),
    ("delete_dispute", "dispute"),
    ("restore_dispute", "dispute"),
    ("new_question", "dispute"),
    ("edit_question", "question"),
    ("delete_question", "question"),
    ("restore_question", "question"),
    ("move_question", "question"),
    ("new_account", "dispute"),
    ("edit_account", "account"),
    ("delete_account", "account"),
    ("restore_account", "account"),
    ("move_account", "account"),
]


@pytest.mark.parametrize(("name", "of"), WRITES)
def test_who_may_not_write_is_turned_away(
    client: Client,
    dispute: Dispute,
    question: Question,
    account: Account,
    reader: User,
    outsider: User,
    name: str,
    of: str | None,
) -> None:
    rows = {"dispute": dispute, "question": question, "account": account}
    url = address(name, dispute.workspace, *([rows[of].uid] if of else []))
    assert client.post(url).status_code == 302, "strangers sign in first"
    client.force_login(reader)
    assert client.post(url).status_code == 403
    client.force_login(outsider)
    assert client.post(url).status_code == 404
    for model in (Dispute, Question, Account):
        assert model.objects.existing().count() == 1


@pytest.mark.parametrize("name", ["dispute_list", "dispute"])
def test_members_read_outsiders_and_strangers_see_nothing(
    client: Client, claim: Claim, dispute: Dispute, reader: User, outsider: User, name: str
) -> None:
    url = address(name, dispute.workspace, *([dispute.uid] if name == "dispute" else []))
    assert client.get(url).status_code == 404
    client.force_login(outsider)
    assert client.get(url).status_code == 404
    client.force_login(reader)
    html = client.get(url).content.decode()
    assert "The crash of August 1949" in html
    for control in ("/edit/", "/new/", "State a claim"):
        assert control not in html.replace("/bundles/new/", "")


def test_anybody_reads_a_public_dispute(
    client: Client, citation: Citation, dispute: Dispute, owner: User
) -> None:
    workspaces.change_workspace(
        actor=owner,
        workspace=dispute.workspace,
        name="Open",
        description="",
        visibility="public",
    )
    html = client.get(dispute.get_absolute_url()).content.decode()
    assert "24 August 1949" in html
    assert "/bundles/new/" not in html


def test_a_conflict_says_why(as_annotator: Client, midnight: Claim, dispute: Dispute) -> None:
    html = as_annotator.get(dispute.get_absolute_url()).content.decode()
    assert 'class="badge conflict"' in html
    assert "do not overlap" in html
    assert "has-conflict" in html
    assert "held by <bdi>One witness</bdi>" in html
    assert 'data-account="Midnight talks"' in html


def test_only_conflicts(
    as_annotator: Client, midnight: Claim, dispute: Dispute, annotator: User
) -> None:
    services.create_question(actor=annotator, dispute=dispute, wording="Why?", kind="text")
    url = dispute.get_absolute_url()
    assert "Why?" in as_annotator.get(url).content.decode()
    html = as_annotator.get(url, {"conflicts": "1"}).content.decode()
    assert "Why?" not in html
    assert "do not overlap" in html
    people.delete(actor=annotator, row=midnight)
    assert "No conflicts" in as_annotator.get(url, {"conflicts": "1"}).content.decode()


def test_a_cell_shows_counts_and_leads_to_its_details(
    as_annotator: Client, citation: Citation, dispute: Dispute, account: Account
) -> None:
    html = as_annotator.get(dispute.get_absolute_url()).content.decode()
    assert citation.claim.question
    uid = citation.claim.question.uid
    for text in ("24 August 1949", "1 for", "1 citation, 1 known root"):
        assert text in html
    assert f'href="cells/{uid}/{account.uid}/"' in html
    assert "<mark>" not in html, "quotes are for the details alone"


def test_claims_of_no_account_have_a_column_only_when_there_are_some(
    as_annotator: Client, claim: Claim, dispute: Dispute, annotator: User
) -> None:
    url = dispute.get_absolute_url()
    assert "No account yet" not in as_annotator.get(url).content.decode()
    services.set_accounts(actor=annotator, claim=claim, accounts=[])
    assert "No account yet" in as_annotator.get(url).content.decode()


def test_empty_cells_lead_to_a_claim(
    as_annotator: Client, dispute: Dispute, question: Question, account: Account
) -> None:
    html = as_annotator.get(dispute.get_absolute_url()).content.decode()
    assert "No answers yet" in html
    new = address("new_claim", dispute.workspace)
    assert f"{new}?question={question.uid}&amp;account={account.uid}" in html


def test_an_empty_dispute_leads_on(as_annotator: Client, dispute: Dispute) -> None:
    html = as_annotator.get(dispute.get_absolute_url()).content.decode()
    assert "No questions yet" in html
    assert address("new_question", dispute.workspace, dispute.uid) in html
    assert 'class="matrix"' not in html


def test_an_empty_list_leads_on(as_annotator: Client, workspace: Workspace) -> None:
    html = as_annotator.get(address("dispute_list", workspace)).content.decode()
    assert "No disputes yet" in html
    assert address("new_dispute", workspace) in html


def test_a_dispute_is_described_and_changed(as_annotator: Client, workspace: Workspace) -> None:
    as_annotator.post(address("new_dispute", workspace), {"title": "An army", "description": "?"})
    dispute = Dispute.objects.get()
    url = address("edit_dispute", workspace, dispute.uid)
    as_annotator.post(url, {"title": "The army", "description": ""})
    dispute.refresh_from_db()
    assert (dispute.title, dispute.description) == ("The army", "")
    for data in ({"title": ""}, {"title": "x" * 301}, {"title": "   "}):
        assert as_annotator.post(url, data).status_code == 422


GOOD = {"wording": "How many?", "kind": "number", "unit": "men", "exclusivity": "unknown"}
BAD_QUESTIONS: list[tuple[dict[str, Any], str]] = [
    ({"wording": ""}, "This field is required."),
    ({"kind": ""}, "This field is required."),
    ({"kind": "colour"}, "Select a valid choice"),
    ({"kind": "option"}, "Give at least two options, one a line."),
    ({"kind": "option", "options": "one\n\n one "}, "Give at least two options"),
    ({"kind": "option", "options": "one\n" + "x" * 201}, "errorlist"),
    ({"exclusivity": ""}, "This field is required."),
    ({"unit": "x" * 41}, "at most 40 characters"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD_QUESTIONS)
def test_a_bad_question_is_explained(
    as_annotator: Client, dispute: Dispute, wrong: dict[str, Any], message: str
) -> None:
    url = address("new_question", dispute.workspace, dispute.uid)
    answer = as_annotator.post(url, {**GOOD, **wrong})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Question.objects.exists()


def test_a_question_keeps_its_kind(as_annotator: Client, dispute: Dispute) -> None:
    workspace = dispute.workspace
    as_annotator.post(address("new_question", workspace, dispute.uid), GOOD)
    question = Question.objects.get()
    assert (question.kind, question.unit, question.exclusivity) == ("number", "men", "unknown")
    url = address("edit_question", workspace, question.uid)
    html = as_annotator.get(url).content.decode()
    assert 'name="kind"' not in html
    assert 'name="options"' not in html
    as_annotator.post(url, {**GOOD, "kind": "text", "unit": "soldiers"})
    question.refresh_from_db()
    assert (question.kind, question.unit) == ("number", "soldiers")


def test_options_are_one_a_line(as_annotator: Client, dispute: Dispute) -> None:
    workspace = dispute.workspace
    data = {**GOOD, "kind": "option", "options": "fog \r\n\r\nfire"}
    as_annotator.post(address("new_question", workspace, dispute.uid), data)
    question = Question.objects.get()
    assert question.options == ["fog", "fire"]
    url = address("edit_question", workspace, question.uid)
    assert "fog\nfire</textarea>" in as_annotator.get(url).content.decode()
    as_annotator.post(url, {**data, "wording": "Why?"})
    question.refresh_from_db()
    assert (question.wording, question.options) == ("Why?", ["fog", "fire"])


def test_a_question_with_claims_is_kept_with_a_sentence(as_annotator: Client, claim: Claim) -> None:
    assert claim.question
    url = address("delete_question", claim.workspace, claim.question.uid)
    html = as_annotator.post(url, follow=True).content.decode()
    assert "Claims answer this question." in html
    assert claim.get_absolute_url() in html
    assert Question.objects.existing().exists()


@pytest.mark.parametrize("noun", ["dispute", "question", "account"])
def test_what_is_deleted_comes_back(
    as_annotator: Client, dispute: Dispute, question: Question, account: Account, noun: str
) -> None:
    row = {"dispute": dispute, "question": question, "account": account}[noun]
    url = address(f"delete_{noun}", dispute.workspace, row.uid)
    html = as_annotator.post(url, follow=True).content.decode()
    row.refresh_from_db()
    assert row.deleted_at
    html = as_annotator.post(undo_address(html), follow=True).content.decode()
    row.refresh_from_db()
    assert not row.deleted_at
    assert "Official account" in html


def test_an_account_is_added_and_changed(as_annotator: Client, dispute: Dispute) -> None:
    new = address("new_account", dispute.workspace, dispute.uid)
    assert as_annotator.post(new, {"title": ""}).status_code == 422
    as_annotator.post(new, {"title": "نۇسخا", "holders": "A witness"})
    account = Account.objects.get()
    url = address("edit_account", dispute.workspace, account.uid)
    as_annotator.post(url, {"title": "نۇسخا", "holders": "", "description": "More."})
    account.refresh_from_db()
    assert (account.title, account.holders, account.description) == ("نۇسخا", "", "More.")


def test_questions_are_moved(as_annotator: Client, question: Question, annotator: User) -> None:
    services.create_question(actor=annotator, dispute=question.dispute, wording="Why?", kind="text")
    url = address("move_question", question.workspace, question.uid)
    html = as_annotator.post(url, {"by": "1"}, follow=True).content.decode()
    assert html.index("Why?") < html.index("When did the aircraft leave?")


def test_the_number_of_queries_does_not_grow(
    as_annotator: Client, citation: Citation, dispute: Dispute, annotator: User
) -> None:
    urls = [
        dispute.get_absolute_url(),
        address("dispute_list", dispute.workspace),
        address("edit_dispute", dispute.workspace, dispute.uid),
    ]
    before = [queries_of(as_annotator, url) for url in urls]
    for number in range(10):
        services.create_dispute(
            actor=annotator, workspace=dispute.workspace, title=f"Dispute {number}"
        )
        question = services.create_question(
            actor=annotator, dispute=dispute, wording=f"Question {number}", kind="date"
        )
        claim = claims.create_claim(
            actor=annotator,
            workspace=dispute.workspace,
            statement="x",
            question=question,
            value={"kind": "date", "edtf": f"194{number}"},
            accounts=[services.create_account(actor=annotator, dispute=dispute, title=f"{number}")],
        )
        citations.cite(
            actor=annotator, claim=claim, highlight=citation.highlight, stance="contradicts"
        )
    assert [queries_of(as_annotator, url) for url in urls] == before
