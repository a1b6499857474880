from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims import services
from annotations.claims.answering import ANSWERING
from annotations.claims.citations.services import cite
from annotations.claims.grounds import services as grounds
from annotations.claims.merging import services as merging
from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.claims.retracting import services as retracting
from annotations.disputes.models import Question
from project.people import services as people
from project.people.models import User, Workspace
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.cast import CONTENT, MakeHighlight

Extract = Callable[..., Claim]


@pytest.fixture
def page(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


@pytest.fixture
def extract(workspace: Workspace, annotator: User, source: Source) -> Extract:
    def make(statement: str, **fields: object) -> Claim:
        said = {"kind": "extracted", "source": source, **fields}
        return services.create_claim(
            actor=annotator,
            workspace=workspace,
            statement=statement,
            **said,  # type: ignore[arg-type]
        )

    return make


def answers(claim: Claim) -> bool:
    return Claim.objects.filter(ANSWERING, pk=claim.pk).exists()


def at(name: str, row: Claim | ClaimGround) -> str:
    return reverse(f"annotations:{name}", args=[row.workspace.uid, row.uid])


def test_an_extracted_claim_is_stated_by_the_citation_key_of_its_source(
    page: Client, workspace: Workspace, source: Source, question: Question
) -> None:
    url = reverse("annotations:new_claim", args=[workspace.uid])
    sent = {"statement": "It left.", "kind": "extracted", "modality": "denied"}
    wrong = page.post(url, sent | {"question": question.uid, "value": "1949-13-99"})
    # What is wrong with the answer and that the source is missing, at once.
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"value", "extracted_from"}
    page.post(url, sent | {"extracted_from_typed": source.citation_key.upper()})
    made = Claim.objects.get(statement="It left.")
    assert (made.source, made.is_denied) == (source, True)
    shown = page.get(made.get_absolute_url()).content.decode()
    assert re.search(r"denied</span>\s+in <a href=[^>]+><bdi[^>]*>Airfield report", shown)


def test_who_saves_second_sees_the_other_and_loses_nothing(
    page: Client, claim: Claim, owner: User
) -> None:
    url = at("edit_claim", claim)
    services.change_claim(actor=owner, claim=claim, statement="Theirs.", question=None, value=None)
    late = page.post(url, {"statement": "Mine.", "argument": "So *there*.", "revision": 1})
    html = late.content.decode()
    assert late.status_code == 409
    assert html.index("Theirs.") < html.index("Mine.") < html.index("So *there*.")
    assert 'name="revision" value="2"' in html
    claim.refresh_from_db()
    assert claim.statement == "Theirs."
    again = page.post(url, {"statement": "Mine.", "argument": "So *there*.", "revision": 2})
    assert again.status_code == 302


@pytest.mark.parametrize("went", ["deleted", "merged"])
def test_what_was_typed_on_a_claim_that_went_meanwhile_is_kept(
    page: Client, extract: Extract, annotator: User, outsider: User, went: str
) -> None:
    gone, other = extract("Gone."), extract("The other.")
    if went == "merged":
        merging.merge(actor=annotator, merged=gone, survivor=other)
    else:
        people.delete(actor=annotator, row=gone)
    sent = {"statement": "My words.", "kind": "extracted", "revision": 1}
    late = page.post(at("edit_claim", gone), sent)
    html = late.content.decode()
    assert (late.status_code, "My words." in html, "not there any more" in html) == (
        422,
        True,
        True,
    )
    assert (other.get_absolute_url() in html) == (went == "merged")
    gone.refresh_from_db()
    assert gone.statement == "Gone."
    assert page.get(at("edit_claim", gone)).status_code == 404
    page.force_login(outsider)
    assert page.post(at("edit_claim", gone), sent).status_code == 404


def test_the_list_is_narrowed_by_all_that_a_claim_is(
    page: Client, workspace: Workspace, claim: Claim, extract: Extract, owner: User, source: Source
) -> None:
    alleged = extract("Alleged.", modality="alleged", certainty="doubtful")
    retracting.retract(actor=owner, claim=extract("Taken back."), reason="Misread.")
    url = reverse("annotations:claim_list", args=[workspace.uid])
    cases: list[tuple[dict[str, str], set[str]]] = [
        ({"kind": "concluded"}, {claim.statement}),
        ({"source": str(source.uid)}, {"Alleged.", "Taken back."}),
        ({"certainty": "doubtful"}, {alleged.statement}),
        ({"certainty": "ungraded"}, {claim.statement, "Taken back."}),
        ({"retracted": "yes"}, {"Taken back."}),
        ({"retracted": "no", "kind": "extracted"}, {"Alleged."}),
        ({"kind": "nonsense", "sort": "question"}, {claim.statement, "Alleged.", "Taken back."}),
    ]
    for asked, found in cases:
        context = page.get(url, asked).context
        assert {each.statement for each in context["page"]} == found, asked


def test_lists_and_pages_ask_no_more_for_more_claims(
    page: Client, workspace: Workspace, claim: Claim, extract: Extract, annotator: User
) -> None:
    def queries() -> list[int]:
        counts = []
        for url in (
            reverse("annotations:claim_list", args=[workspace.uid]),
            claim.get_absolute_url(),
            at("claim_history", claim),
            at("add_grounds", claim),
        ):
            with CaptureQueriesContext(
                connection,
            ) as caught:
                assert page.get(url).status_code == 200
            counts.append(len(caught))
        return counts

    def add(number: int) -> None:
        made = [extract(f"{number}: {n}", question=None) for n in range(number)]
        grounds.add_grounds(actor=annotator, claim=claim, grounds=made)

    add(1)
    queries()
    before = queries()
    add(4)
    assert queries() == before


def test_several_claims_become_the_grounds_of_one(
    page: Client, workspace: Workspace, claim: Claim, extract: Extract
) -> None:
    value = {"kind": "date", "edtf": "1949-08-24"}
    one = extract("It left on the 24th.", question=claim.question, value=value)
    url = reverse("annotations:conclude", args=[workspace.uid])
    also = extract("Witnesses saw it leave.")
    chosen = {"claim": [str(each.uid) for each in (claim, one, also)]}
    form = page.get(url, chosen).context["form"]
    assert form["statement"].value() == claim.statement
    # What answers nothing does not keep the others' answer from being filled in.
    assert one.question
    assert form["question"].value() == str(one.question.uid)
    assert "24 August 1949" in str(form["value"]) or "1949-08-24" in str(form["value"])
    # Nobody but the historian concludes.
    assert "kind" not in form.fields
    page.post(url, chosen | {"statement": "So it left.", "argument": "Two say so."})
    made = Claim.objects.get(statement="So it left.")
    links = ClaimGround.objects.filter(claim=made)
    assert {link.ground for link in links} == {claim, one, also}
    assert "What is concluded from it" in page.get(one.get_absolute_url()).content.decode()
    link = links[0]
    page.post(at("remove_ground", link))
    assert ClaimGround.objects.existing().filter(claim=made).count() == 2
    # What would go in a circle by now does not come back.
    services.change_claim(
        actor=made.created_by, claim=made, statement="x", question=None, value=None
    )
    grounds.add_grounds(actor=made.created_by, claim=claim, grounds=[made])
    answer = page.post(at("restore_ground", link), follow=True).content.decode()
    assert ("is itself based on" in answer) == (link.ground == claim)


def test_a_split_is_looked_at_before_it_is_made(
    page: Client, citation: Citation, make_highlight: MakeHighlight, annotator: User, text: Text
) -> None:
    claim = citation.claim
    cite(actor=annotator, claim=claim, highlight=make_highlight("one witness"), stance="qualifies")
    reworded = from_plain(CONTENT.replace("24 August", "24 Avgust"))
    texts.save_version(actor=annotator, text=text, document=reworded, based_on=1)
    url = at("split_claim", claim)
    sent = {"statement": "By local time.", "citations": [str(citation.uid)]}
    preview = page.post(url, sent | {"preview": "1"})
    assert (preview.status_code, Claim.objects.count()) == (200, 1)
    assert [one.pk for one in preview.context["preview"]["goes"]] == [citation.pk]
    # Once in the preview and once to choose; the other quote stands.
    assert preview.content.decode().count("version 2") == 2
    assert page.post(url, {"statement": "Nothing."}).status_code == 422
    page.post(url, sent)
    citation.refresh_from_db()
    assert citation.claim.statement == "By local time."
    late = page.post(url, sent)
    assert late.status_code == 422
    assert "One of these citations does not stand on this claim any more." in late.content.decode()
    back = page.post(at("join_claim", citation.claim), follow=True)
    assert back.redirect_chain[-1][0] == claim.get_absolute_url()
    citation.refresh_from_db()
    assert citation.claim == claim


def test_what_is_merged_or_retracted_counts_once_or_not_at_all(
    page: Client, extract: Extract, claim: Claim, annotator: User
) -> None:
    value = {"kind": "date", "edtf": "1949-08-27"}
    one, two = (extract(name, question=claim.question, value=value) for name in ("One", "Two"))
    assert answers(one)
    merging.merge(actor=annotator, merged=two, survivor=one)
    assert not answers(two)
    assert page.get(two.get_absolute_url())["Location"] == one.get_absolute_url()
    assert page.get(at("claim_history", two))["Location"] == at("claim_history", one)
    assert page.post(at("restore_claim", two)).status_code == 404

    page.post(at("retract_claim", one), {"reason": "A misprint."})
    assert not answers(one)
    shown = page.get(one.get_absolute_url()).content.decode()
    assert "<del>One</del>" in shown
    assert "A misprint." in shown
    told = page.get(at("claim_history", one)).content.decode()
    assert "merged into another" in told
    page.post(at("unretract_claim", one))
    assert answers(one)


def test_a_question_of_a_deleted_dispute_is_not_shown_as_if_it_stood(
    page: Client, claim: Claim, annotator: User
) -> None:
    assert claim.question is not None
    people.delete(actor=annotator, row=claim.question.dispute)
    wording = f"<bdi>{claim.question.wording}</bdi>"
    for url in (
        claim.get_absolute_url(),
        reverse("annotations:claim_list", args=[claim.workspace.uid]),
    ):
        html = page.get(url).content.decode()
        assert html.count(wording) == html.count(f'<del class="soft">{wording}</del>') > 0
    found = reverse("annotations:find_claims", args=[claim.workspace.uid])
    assert claim.question.wording not in page.get(found).content.decode()
