from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims import services
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Dispute, Question
from project.people import services as people
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces
from sources.texts.models import Text
from tests.cast import CONTENT, MakeHighlight

SCRIPT = "<script>alert(1)</script>"


def address(name: str, workspace: Workspace, *args: object) -> str:
    return reverse(f"annotations:{name}", args=[workspace.uid, *args])


def undo_address(html: str) -> str:
    """Where the Undo button of the page's message posts to."""
    found = re.search(r'action="([^"]*/restore/)"', html)
    assert found
    return found[1]


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def public(workspace: Workspace, owner: User) -> Workspace:
    return workspaces.change_workspace(
        actor=owner, workspace=workspace, name=workspace.name, description="", visibility="public"
    )


READS = [("claim_list", False), ("claim", True), ("find_claims", False)]
WRITES = [
    ("new_claim", None),
    ("edit_claim", "claim"),
    ("delete_claim", "claim"),
    ("restore_claim", "claim"),
    ("edit_citation", "citation"),
    ("delete_citation", "citation"),
    ("restore_citation", "citation"),
    ("cite", None),
]


@pytest.mark.parametrize(("name", "of_claim"), READS)
def test_members_read_outsiders_and_strangers_see_nothing(
    client: Client, claim: Claim, reader: User, outsider: User, name: str, of_claim: bool
) -> None:
    url = address(name, claim.workspace, *([claim.uid] if of_claim else []))
    assert client.get(url).status_code == 404
    client.force_login(outsider)
    assert client.get(url).status_code == 404
    client.force_login(reader)
    assert "left on 24 August" in client.get(url).content.decode()


@pytest.mark.parametrize(("name", "of_claim"), READS)
def test_anybody_reads_a_public_workspace(
    client: Client, claim: Claim, public: Workspace, name: str, of_claim: bool
) -> None:
    url = address(name, public, *([claim.uid] if of_claim else []))
    answer = client.get(url)
    assert "left on 24 August" in answer.content.decode()
    assert "/edit/" not in answer.content.decode()


@pytest.mark.parametrize(("name", "of"), WRITES)
def test_who_may_not_write_is_turned_away(
    client: Client, citation: Citation, reader: User, outsider: User, name: str, of: str | None
) -> None:
    uids = {"claim": citation.claim.uid, "citation": citation.uid}
    url = address(name, citation.workspace, *([uids[of]] if of else []))
    assert client.post(url).status_code == 302, "strangers sign in first"
    client.force_login(reader)
    assert client.post(url).status_code == 403
    client.force_login(outsider)
    assert client.post(url).status_code == 404
    assert Claim.objects.existing().count() == Citation.objects.existing().count() == 1


def test_a_reader_sees_no_controls(client: Client, citation: Citation, reader: User) -> None:
    client.force_login(reader)
    html = client.get(citation.claim.get_absolute_url()).content.decode()
    for control in ("/edit/", "/delete/", "Withdraw"):
        assert control not in html


def test_the_claim_page_shows_value_accounts_and_quotes_by_stance(
    client: Client, citation: Citation, make_highlight: MakeHighlight, annotator: User, reader: User
) -> None:
    citations.cite(
        actor=annotator,
        claim=citation.claim,
        highlight=make_highlight("midnight"),
        stance="contradicts",
        strength="weak",
        rationale="Talks until then.",
    )
    client.force_login(reader)
    html = client.get(citation.claim.get_absolute_url()).content.decode()
    shown = [
        "24 August 1949",
        "Official account",
        "1 supports",
        "<mark>24 August</mark>",
        "1 contradicts",
        "<mark>midnight</mark>",
        "strength-weak",
        "Talks until then.",
    ]
    places = [html.index(text) for text in shown]
    assert html.index("<mark>24 August</mark>") < html.index("<mark>midnight</mark>"), places
    assert 'lang="en" dir="ltr"' in html
    assert "petrov1949" in html.lower()
    assert citation.highlight
    assert address("highlight", citation.workspace, citation.highlight.uid) in html


def test_a_quote_that_is_gone_from_the_text_says_so(
    client: Client, citation: Citation, text: Text, annotator: User, reader: User
) -> None:
    from sources.texts import services as texts

    texts.edit_text(
        actor=annotator, text=text, content=CONTENT.replace("24 August", "then"), based_on=1
    )
    client.force_login(reader)
    html = client.get(citation.claim.get_absolute_url()).content.decode()
    assert "status-orphaned" in html
    assert "<mark>24 August</mark>" in html


def test_what_people_write_is_escaped_everywhere(
    as_annotator: Client, dispute: Dispute, make_highlight: MakeHighlight, annotator: User
) -> None:
    workspace = dispute.workspace
    question = disputes.create_question(
        actor=annotator,
        dispute=dispute,
        wording=SCRIPT,
        kind="option",
        options=[SCRIPT, "other"],
    )
    number = disputes.create_question(
        actor=annotator, dispute=dispute, wording="How many?", kind="number", unit=SCRIPT
    )
    account = disputes.create_account(
        actor=annotator, dispute=dispute, title=SCRIPT, holders=SCRIPT
    )
    claim = services.create_claim(
        actor=annotator,
        workspace=workspace,
        statement=SCRIPT,
        question=question,
        value={"kind": "option", "option": SCRIPT},
        accounts=[account],
    )
    highlight = make_highlight("midnight")
    citation = citations.cite(
        actor=annotator, claim=claim, highlight=highlight, stance="supports", rationale=SCRIPT
    )
    for url in (
        address("claim_list", workspace),
        address("find_claims", workspace),
        address("claim", workspace, claim.uid),
        address("edit_claim", workspace, claim.uid),
        address("edit_citation", workspace, citation.uid),
        address("cite", workspace) + f"?highlight={highlight.uid}",
        address("value_field", workspace) + f"?question={question.uid}",
        address("value_field", workspace) + f"?question={number.uid}&value={SCRIPT}",
        address("dispute", workspace, dispute.uid),
        address("edit_dispute", workspace, dispute.uid),
        address("dispute_list", workspace),
    ):
        html = as_annotator.get(url).content.decode()
        assert SCRIPT not in html, url
        assert "&lt;script&gt;" in html or url == address("dispute_list", workspace)


def test_a_claim_is_stated_from_what_a_person_types(
    as_annotator: Client, question: Question, account: Account
) -> None:
    workspace = question.workspace
    prefilled = as_annotator.get(
        address("new_claim", workspace) + f"?question={question.uid}&account={account.uid}"
    ).content.decode()
    assert f'value="{question.uid}" selected' in prefilled
    assert re.search(rf'value="{account.uid}"[^>]* checked', prefilled)
    answer = as_annotator.post(
        address("new_claim", workspace),
        {
            "statement": "It left late.",
            "question": question.uid,
            "value": "27 August 1949",
            "accounts": [account.uid],
        },
    )
    claim = Claim.objects.get()
    assert answer["Location"] == claim.get_absolute_url()
    assert claim.value == {"kind": "date", "edtf": "1949-08-27", "verbatim": "27 August 1949"}
    assert list(claim.accounts.all()) == [account]


BAD_CLAIMS: list[tuple[dict[str, Any], str]] = [
    ({"statement": ""}, "This field is required."),
    ({"statement": "x" * 2_001}, "at most 2000 characters"),
    ({"question": "not-a-uid"}, "not a valid UUID"),
    ({"question": "01890000-0000-7000-8000-000000000000"}, "Select a valid choice"),
    ({"value": ""}, "Say how this claim answers the question."),
    ({"value": "some day"}, "errorlist"),
    ({"accounts": ["01890000-0000-7000-8000-000000000000"]}, "Select a valid choice"),
]


@pytest.mark.parametrize(("wrong", "message"), BAD_CLAIMS)
def test_bad_input_is_explained_and_nothing_is_saved(
    as_annotator: Client, question: Question, wrong: dict[str, Any], message: str
) -> None:
    data = {"statement": "It left.", "question": question.uid, "value": "1949", **wrong}
    answer = as_annotator.post(address("new_claim", question.workspace), data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_question_of_another_workspace_is_no_choice(
    as_annotator: Client, question: Question, other_workspace: Workspace, outsider: User
) -> None:
    theirs = disputes.create_question(
        actor=outsider,
        dispute=disputes.create_dispute(actor=outsider, workspace=other_workspace, title="x"),
        wording="Theirs?",
        kind="text",
    )
    answer = as_annotator.post(
        address("new_claim", question.workspace),
        {"statement": "x", "question": theirs.uid, "value": "y"},
    )
    assert answer.status_code == 422
    assert "Theirs?" not in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "extra", "shown"),
    [
        ("date", {}, ['type="text"', "EDTF"]),
        ("number", {"unit": "men"}, ['type="text"', "Counted in <bdi>men</bdi>"]),
        ("place", {}, ['type="text"', "name of the place"]),
        ("person", {}, ['type="text"', "semicolons"]),
        ("text", {}, ['type="text"', "few words"]),
        ("boolean", {}, ['value="yes"', 'value="no"', 'value="not stated"']),
        ("option", {"options": ["weather", "unknown"]}, ['value="weather"', 'value="none"']),
    ],
)
def test_the_field_for_an_answer_fits_the_kind(
    as_annotator: Client,
    dispute: Dispute,
    annotator: User,
    kind: str,
    extra: dict[str, Any],
    shown: list[str],
) -> None:
    question = disputes.create_question(
        actor=annotator, dispute=dispute, wording="?", kind=kind, **extra
    )
    url = address("value_field", dispute.workspace)
    html = as_annotator.get(url, {"question": str(question.uid)}).content.decode()
    for text in shown:
        assert text in html
    assert html.count('value="unknown"') == (1 if 'type="radio"' in html else 0)


@pytest.mark.parametrize("question", ["", "nonsense"])
def test_without_a_question_there_is_no_field_for_an_answer(
    as_annotator: Client, workspace: Workspace, question: str
) -> None:
    html = as_annotator.get(address("value_field", workspace), {"question": question})
    assert not html.content.strip()


def test_without_scripts_choosing_a_question_shows_its_field(
    as_annotator: Client, question: Question, account: Account
) -> None:
    answer = as_annotator.post(
        address("new_claim", question.workspace),
        {"statement": "It <left>.", "question": question.uid, "choose": "1"},
    )
    html = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="value"' in html
    assert "It &lt;left&gt;." in html
    assert "errorlist" not in html
    assert not Claim.objects.exists()


def test_editing_a_claim_keeps_of_its_value_what_the_field_does_not_show(
    as_annotator: Client, claim: Claim, annotator: User
) -> None:
    value = {"kind": "date", "edtf": "1949-08-24", "verbatim": "the day of the talks"}
    services.change_claim(
        actor=annotator, claim=claim, statement="x", question=claim.question, value=value
    )
    url = address("edit_claim", claim.workspace, claim.uid)
    assert 'value="1949-08-24"' in as_annotator.get(url).content.decode()
    assert claim.question
    data = {"statement": "y", "question": claim.question.uid, "value": "1949-08-24"}
    as_annotator.post(url, data)
    claim.refresh_from_db()
    assert (claim.statement, claim.value) == ("y", value)
    as_annotator.post(url, {**data, "value": "1949-08-25"})
    claim.refresh_from_db()
    assert claim.value == {"kind": "date", "edtf": "1949-08-25"}


def test_a_deleted_claim_comes_back_with_its_citations(
    as_annotator: Client, citation: Citation
) -> None:
    claim = citation.claim
    url = address("delete_claim", claim.workspace, claim.uid)
    html = as_annotator.post(url, follow=True).content.decode()
    assert as_annotator.get(claim.get_absolute_url()).status_code == 404
    html = as_annotator.post(undo_address(html), follow=True).content.decode()
    assert "<mark>24 August</mark>" in html


def test_a_claim_of_a_deleted_dispute_says_so(
    as_annotator: Client, claim: Claim, dispute: Dispute, annotator: User
) -> None:
    people.delete(actor=annotator, row=dispute)
    html = as_annotator.get(claim.get_absolute_url()).content.decode()
    assert "(deleted)" in html
    assert dispute.get_absolute_url() not in html
    url = address("edit_claim", claim.workspace, claim.uid)
    assert "24" in as_annotator.get(url).content.decode()


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("", True),
        ("q=aircraft", True),
        ("q=zeppelin", False),
        ("uncited=on", False),
        ("dispute=nonsense", True),
        ("page=99", True),
        ("page=x", True),
    ],
)
def test_the_list_is_searched_and_filtered(
    as_annotator: Client, citation: Citation, query: str, finds: bool
) -> None:
    html = as_annotator.get(address("claim_list", citation.workspace) + f"?{query}")
    assert (citation.claim.get_absolute_url() in html.content.decode()) == finds
    assert ("No claim matches" in html.content.decode()) != finds


def test_an_empty_list_leads_on(as_annotator: Client, workspace: Workspace) -> None:
    html = as_annotator.get(address("claim_list", workspace)).content.decode()
    assert "No claims yet" in html
    assert address("new_claim", workspace) in html


def test_finding_answers_with_options_alone(as_annotator: Client, claim: Claim) -> None:
    url = address("find_claims", claim.workspace)
    html = as_annotator.get(url, {"q": "24 aircraft"}).content.decode().strip()
    assert html.startswith('<li role="option"')
    assert html.endswith("</li>")
    assert f'data-value="{claim.uid}"' in html
    assert not as_annotator.get(url, {"q": "zeppelin"}).content.strip()


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(
    as_annotator: Client, citation: Citation, make_highlight: MakeHighlight, annotator: User
) -> None:
    claim = citation.claim
    assert citation.highlight
    urls = [
        claim.get_absolute_url(),
        address("claim_list", claim.workspace),
        address("find_claims", claim.workspace),
        address("cite", claim.workspace) + f"?highlight={citation.highlight.uid}",
    ]
    before = [queries_of(as_annotator, url) for url in urls]
    for number in range(10):
        highlight = make_highlight(CONTENT.split()[number])
        citations.cite(actor=annotator, claim=claim, highlight=highlight, stance="contradicts")
        another = services.create_claim(
            actor=annotator,
            workspace=claim.workspace,
            statement=f"Number {number}",
            question=claim.question,
            value=claim.value,
            accounts=claim.accounts.all(),
        )
        citations.cite(actor=annotator, claim=another, highlight=highlight, stance="supports")
    assert [queries_of(as_annotator, url) for url in urls] == before
