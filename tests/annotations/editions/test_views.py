"""The pages on which owners publish and withdraw, and the same over the API."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html
from rest_framework.test import APIClient

from annotations.claims import services as claims
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Dispute
from annotations.editions import presenting, services, views
from annotations.editions.models import Edition
from project.people import services as people
from project.people.history import attributed
from project.people.models import User
from sources.texts.models import Text
from tests.annotations.editions.conftest import Publish


@pytest.fixture
def as_owner(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


def of(dispute: Dispute, name: str) -> str:
    return reverse(f"annotations:{name}", args=[dispute.workspace.uid, dispute.uid])


def test_only_what_the_preview_showed_is_published(
    as_owner: Client, citation: Citation, claim: Claim, dispute: Dispute, annotator: User
) -> None:
    url = of(dispute, "publish")
    page = html.document_fromstring(as_owner.get(url).content)
    (seen,) = page.xpath("//input[@name='seen']/@value")
    assert page.xpath("string(//article//mark)") == "24 August"
    claims.change_claim(
        actor=annotator, claim=claim, statement="Else.", question=claim.question, value=claim.value
    )
    assert as_owner.post(url, {"title": "The crash"}).status_code == 409
    again = as_owner.post(url, {"title": "The crash", "seen": seen})
    assert again.status_code == 409
    assert "has changed since" in again.content.decode()
    (seen,) = html.document_fromstring(again.content).xpath("//input[@name='seen']/@value")
    assert as_owner.post(url, {"title": " ", "seen": seen}).status_code == 422
    assert not Edition.objects.exists()
    assert as_owner.post(url, {"title": "The crash", "seen": seen}).status_code == 302
    assert Edition.objects.get().frozen["claims"][0]["statement"] == "Else."


def test_a_large_one_is_looked_at_in_the_parts_that_it_will_have(
    as_owner: Client,
    citation: Citation,
    claim: Claim,
    text: Text,
    annotator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    claims.create_claim(
        actor=annotator, workspace=claim.workspace, statement="It left then.",
        question=claim.question, value=claim.value,
    )  # fmt: skip
    with attributed("test"):
        text.source.rights = "CC0"
        text.source.save()
    monkeypatch.setattr(presenting, "MOST_CLAIMS", 1)
    dispute = claim.question.dispute  # type: ignore[union-attr]
    overview = f"{of(dispute, 'publish')}?whole={text.uid}"
    looked = as_owner.post(of(dispute, "publish"), {"look": "yes", "whole": str(text.uid)})
    pages = {overview: html.document_fromstring(looked.content)}
    assert not pages[overview].xpath("//article")
    (question,) = pages[overview].xpath("//a[@class='question']/@href")
    for url in (question, f"{question}&page=2"):
        pages[url] = html.document_fromstring(as_owner.get(url).content)
        assert len(pages[url].xpath("//article")) == 1
        assert pages[url].xpath("//a[@rel='up']/@href") == [overview]
        assert pages[url].xpath("//nav[@class='paging']/a")
    for link in pages[overview].xpath("//td//a/@href"):
        where, _, anchor = link.partition("#")
        assert pages[where].xpath(f"//article[@id='{anchor}']"), link
    # The title of the source and the kind of the text keep to their own directions.
    (label,) = pages[overview].xpath("//label[input[@name='whole']]")
    assert label.xpath(".//bdi/text()") == [text.source.title, str(text), "CC0"]
    # Whoever goes back finds the text ticked still.
    back = html.document_fromstring(as_owner.get(overview).content)
    assert back.xpath("//input[@name='whole']/@checked")
    assert as_owner.get(overview.replace(str(text.uid), "nonsense")).status_code == 200
    assert as_owner.get(question.replace("questions", "further")).status_code == 404


def test_what_was_typed_is_there_after_a_look_at_a_part(
    as_owner: Client, citation: Citation, dispute: Dispute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "is_divided", lambda _: True)
    url, typed = of(dispute, "publish"), {"title": "Кто погиб?", "note": "Слово " * 800}
    looked = as_owner.post(url, {**typed, "look": "yes"})
    (question,) = html.document_fromstring(looked.content).xpath("//a[@class='question']/@href")
    part = html.document_fromstring(as_owner.get(question).content)
    links = {*part.xpath("//a[.='Publish an edition' or .='Comparison of accounts']/@href")}
    (back,) = links
    for address, found in ((back, typed), (url, {"title": dispute.title, "note": None})):
        form = as_owner.get(address).context["form"]
        assert {name: form[name].value() for name in typed} == found
        assert len(address) < 500
    # From there the way leads on with it, and what is published is forgotten.
    again = as_owner.get(back)
    assert question in again.content.decode()
    sent = {**typed, "seen": again.context["seen"]}
    assert as_owner.post(back, sent).status_code == 302
    assert as_owner.get(back).context["form"]["title"].value() == dispute.title


def test_all_names_that_become_public_are_told(
    as_owner: Client, citation: Citation, dispute: Dispute, owner: User, reviewer: User
) -> None:
    with attributed("test"):
        dispute.adjudicator = reviewer
        dispute.save()
    page = html.document_fromstring(as_owner.get(of(dispute, "publish")).content)
    told = page.xpath("//aside//li[starts-with(normalize-space(), 'These names')]/bdi/text()")
    assert told == sorted(told)
    assert {owner.display_name, reviewer.display_name, "Annotator"} == set(told)


def test_an_empty_dispute_says_that_there_is_nothing(as_owner: Client, dispute: Dispute) -> None:
    answer = as_owner.get(of(dispute, "publish"))
    assert answer.status_code == 200
    assert "nothing to publish yet" in answer.content.decode()


def test_withdrawing_asks_for_a_reason(as_owner: Client, publish: Publish) -> None:
    edition = publish()
    url = reverse("annotations:withdraw_edition", args=[edition.workspace.uid, edition.uid])
    page = html.document_fromstring(as_owner.get(url).content)
    assert "cannot be undone" in page.text_content()
    assert page.xpath("//main//button/@class") == ["danger"]
    assert as_owner.post(url, {"reason": ""}).status_code == 422
    assert as_owner.post(url, {"reason": "A mistake."}, follow=True).status_code == 200
    assert Edition.objects.get().withdrawal.reason == "A mistake."


def test_editions_of_a_deleted_dispute_stay_and_can_be_withdrawn(
    as_owner: Client, publish: Publish, dispute: Dispute, owner: User
) -> None:
    edition = publish()
    people.delete(actor=owner, row=dispute)
    published = edition.get_absolute_url()
    assert as_owner.get(published).status_code == 200
    url = reverse("annotations:withdraw_edition", args=[edition.workspace.uid, edition.uid])
    assert as_owner.post(url, {"reason": "A mistake."})["Location"] == published
    assert as_owner.get(published).status_code == 410


def test_owners_are_told_of_rights_that_changed_since(
    client: Client, publish: Publish, text: Text, dispute: Dispute, owner: User, reviewer: User
) -> None:
    edition = publish()
    publish()
    services.withdraw(actor=owner, edition=edition, reason="A mistake.")
    for rights, user, count in (("", owner, 0), ("No longer.", owner, 1), ("No.", reviewer, 0)):
        with attributed("test"):
            text.source.rights = rights
            text.source.save()
        client.force_login(user)
        page = html.document_fromstring(client.get(of(dispute, "edition_list")).content)
        told = page.xpath("//*[contains(@class, 'notice')]//dd")
        assert len(told) == count
        assert all(rights in each.text_content() for each in told)


def test_the_same_by_program(
    api: Callable[[User | None], APIClient],
    citation: Citation,
    dispute: Dispute,
    text: Text,
    owner: User,
) -> None:
    client = api(owner)
    base = f"/api/v1/workspaces/{dispute.workspace.uid}"
    editions = f"{base}/disputes/{dispute.uid}/editions/"
    draft = client.get(f"{editions}draft/").json()
    assert draft["content"]["claims"][0]["shown"] == "24 August 1949"
    with attributed("test"):
        text.source.rights = "CC0"
        text.source.save()
    whole = client.get(f"{editions}draft/", {"whole": str(text.uid)}).json()
    assert [each["id"] for each in whole["content"]["texts"]] == [f"urn:uuid:{text.uid}"]
    given = {"title": "The crash", "whole": [text.uid], "seen": draft["sha256"]}
    assert client.post(editions, given, format="json").status_code == 409
    draft = whole
    given |= {"title": "The\n crash ", "seen": draft["sha256"]}
    made = client.post(editions, given, format="json")
    assert made.status_code == 201, made.json()
    found = made.json()
    assert found["title"] == "The crash"
    assert api(None).get(found["content"]).status_code == 200
    assert [each["number"] for each in client.get(editions).json()["results"]] == [1]
    withdraw = f"{base}/editions/{found['uid']}/withdraw/"
    assert client.post(withdraw, {"reason": ""}, format="json").status_code == 422
    told = client.post(withdraw, {"reason": "A mistake."}, format="json").json()
    assert told["withdrawal"]["reason"] == "A mistake."
    assert client.post(withdraw, {"reason": "Again."}, format="json").status_code == 409
