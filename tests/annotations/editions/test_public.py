"""The pages of editions: open to anybody, of frozen content alone, and gone when withdrawn."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from annotations.claims import services as claims
from annotations.claims.grounds.services import add_grounds
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.editions import keeping, presenting, services
from annotations.editions.models import Edition
from annotations.reviews import services as reviews
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.records.models import Source
from sources.texts.models import Text
from tests.annotations.editions.conftest import Publish


def address(edition: Edition, name: str = "edition", *more: object) -> str:
    args = [edition.workspace.uid, edition.dispute.uid, edition.number, *more]
    return reverse(f"published:{name}", args=args)


def test_anybody_reads_it_without_a_cookie_though_the_workspace_is_private(
    publish: Publish, client: Client, workspace: Workspace
) -> None:
    assert not workspace.is_public
    edition = publish()
    answer = client.get(address(edition))
    page = html.document_fromstring(answer.content)
    assert page.xpath("string(//h1)") == edition.title
    assert page.xpath("string(//figure//mark)") == "24 August"
    assert edition.sha256 in page.text_content()
    assert not answer.cookies
    assert not page.xpath(f"//a[starts-with(@href, '/w/{workspace.uid}')]")
    assert "csrf" not in answer.content.decode()
    missing = client.get(f"{address(edition)}texts/{edition.uid}/")
    assert missing.status_code == 404
    assert not missing.cookies


def test_caches_ask_again_and_are_told_that_it_still_holds(
    publish: Publish, client: Client, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = publish()
    page = address(edition)
    english = {"Accept-Language": "en"}
    tags = {}
    for url in (page, address(edition, "json")):
        first = client.get(url, headers=english)
        assert "public" in first["Cache-Control"]
        assert "no-cache" in first["Cache-Control"]
        tags[url] = {"If-None-Match": first["ETag"]}
        with CaptureQueriesContext(connection) as asked:
            again = client.get(url, headers={**english, **tags[url]})
        assert (again.status_code, again["ETag"]) == (304, first["ETag"])
        # What was frozen is not even read.
        assert not [query for query in asked if '"content"' in query["sql"]]
    # It holds for that language and address alone, and for the program that laid it out.
    assert client.get(page, headers={"Accept-Language": "ru", **tags[page]}).status_code == 200
    assert client.get(f"{page}questions/{edition.uid}/", headers=tags[page]).status_code == 404
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "PROGRAM", "the next release")
        assert client.get(page, headers={**english, **tags[page]}).status_code == 200
    publish()
    newer = client.get(page, headers={**english, **tags[page]})
    assert (newer.status_code, b"A newer edition exists" in newer.content) == (200, True)
    services.withdraw(actor=owner, edition=edition, reason="A mistake.")
    for url, tag in tags.items():
        assert client.get(url, headers=tag).status_code == 410


@pytest.mark.parametrize("asked", [{"If-None-Match": "*"}, {"If-Match": '"another"'}])
def test_what_is_not_there_is_not_unchanged_either(
    publish: Publish, client: Client, asked: dict[str, str]
) -> None:
    edition = publish()
    missing = (("further",), ("question", edition.uid), ("text", edition.uid))
    found = [client.get(address(edition, *each), headers=asked).status_code for each in missing]
    assert found == [404] * 3
    assert client.get(address(edition), headers=asked).status_code in {304, 412}


def test_the_data_are_the_bytes_that_were_hashed(publish: Publish, client: Client) -> None:
    edition = publish()
    answer = client.get(address(edition, "json"))
    assert answer["Content-Type"] == "application/json"
    assert hashlib.sha256(answer.content).hexdigest() == edition.sha256


def test_a_withdrawn_edition_leaves_a_tombstone(
    publish: Publish, client: Client, owner: User, reader: User
) -> None:
    edition, later = publish(title="Too rash"), publish(title="Better")
    services.withdraw(actor=owner, edition=edition, reason="A name was wrong.")
    for name in ("edition", "json"):
        answer = client.get(address(edition, name))
        assert answer.status_code == 410
        told = answer.content.decode()
        assert "A name was wrong." in told
        assert edition.sha256 in told
        assert "24 August" not in told
        assert "Too rash" not in told
    history = client.get(
        reverse("published:history", args=[edition.workspace.uid, edition.dispute.uid])
    ).content.decode()
    assert "Too rash" not in history
    assert "Better" in history
    # Nor to members, but for those who publish.
    listed = f"/w/{edition.workspace.uid}/disputes/{edition.dispute.uid}/editions/"
    row = f"/api/v1/workspaces/{edition.workspace.uid}/editions/{edition.uid}/"
    for user, knows in ((reader, False), (owner, True)):
        client.force_login(user)
        assert ("Too rash" in client.get(listed).content.decode()) is knows
        assert client.get(row).json()["title"] == ""
    assert client.get(address(later)).status_code == 200


def test_latest_leads_to_the_newest_that_stands(
    publish: Publish, client: Client, owner: User
) -> None:
    first, second = publish(), publish()
    url = reverse("published:latest", args=[first.workspace.uid, first.dispute.uid])
    assert client.get(url)["Location"] == address(second)
    assert address(second) in client.get(address(first)).content.decode()
    services.withdraw(actor=owner, edition=second, reason="No.")
    assert client.get(url)["Location"] == address(first)
    services.withdraw(actor=owner, edition=first, reason="No.")
    assert client.get(client.get(url)["Location"]).status_code == 200


def test_a_whole_text_only_where_it_was_published(
    publish: Publish, client: Client, source: Source, text: Text
) -> None:
    without = publish()
    assert client.get(address(without, "text", text.uid)).status_code == 404
    with attributed("test"):
        source.rights = "Public domain"
        source.save()
    text.refresh_from_db()
    edition = publish(whole=[text])
    answer = client.get(address(edition, "text", text.uid))
    assert "written down" not in answer.content.decode()
    assert "Nobody at the airfield wrote down who was aboard." in answer.content.decode()
    assert address(edition, "text", text.uid) in client.get(address(edition)).content.decode()


def test_the_page_shows_frozen_words_alone(
    publish: Publish, client: Client, claim: Claim, dispute: Dispute, annotator: User
) -> None:
    edition = publish()
    before = client.get(address(edition)).content
    claims.change_claim(
        actor=annotator, claim=claim, statement="Reworded.", question=claim.question,
        value=claim.value,
    )  # fmt: skip
    disputes.change_dispute(actor=annotator, dispute=dispute, title="Retitled", description="")
    assert client.get(address(edition)).content == before


def test_a_verdict_that_its_author_replaced_is_marked(
    publish: Publish, client: Client, claim: Claim, reviewer: User
) -> None:
    for verdict in ("rejected", "accepted"):
        reviews.judge(actor=reviewer, subject=claim, verdict=verdict, reasons="So.")
    page = html.document_fromstring(client.get(address(publish())).content)
    said = page.xpath("//article//p[@class='judgement-said']")
    marked = ["replaced by a later verdict" in each.text_content() for each in said]
    assert marked == [True, False]


def test_of_many_conflicts_the_first_are_told_and_the_others_counted(publish: Publish) -> None:
    content = publish().frozen
    content["questions"][0] |= {"conflicts": 300, "reasons": ["They differ."] * 100}
    (question,) = presenting.present(content).questions
    assert len(question["told_reasons"]) + question["further_conflicts"] == 300


def test_a_large_one_is_divided_and_every_address_holds(
    publish: Publish,
    client: Client,
    claim: Claim,
    question: Question,
    annotator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make = partial(claims.create_claim, actor=annotator, workspace=claim.workspace)
    for number in (2, 3):
        make(statement=f"Claim {number}.", question=question, value=claim.value)
    add_grounds(actor=annotator, claim=claim, grounds=[make(statement="It was dark.")])
    edition = publish()
    overview, further = address(edition), address(edition, "further")
    asked = address(edition, "question", question.uid)
    assert client.get(asked)["Location"] == f"{overview}#{question.uid}"
    assert client.get(further)["Location"] == f"{overview}#further"
    assert client.get(address(edition, "question", edition.uid)).status_code == 404
    whole = html.document_fromstring(client.get(overview).content)
    monkeypatch.setattr(presenting, "MOST_CLAIMS", 2)
    addresses = (overview, asked, f"{asked}?page=2", further)
    pages = {url: html.document_fromstring(client.get(url).content) for url in addresses}
    # What was cited of it before it was divided is found there still, once.
    ids = pages[overview].xpath("//@id")
    assert {*whole.xpath("//@id")} <= {*ids}
    assert len(ids) == len({*ids})
    assert not pages[overview].xpath("//article | //mark")
    shown = [uid for page in pages.values() for uid in page.xpath("//article/@id")]
    assert sorted(shown) == sorted(map(str, Claim.objects.values_list("uid", flat=True)))
    for url, page in pages.items():
        assert page.xpath("//link[@rel='cite-as']/@href") == [f"http://testserver{overview}"]
        for link in page.xpath("//main//a/@href[contains(., '#')]"):
            where, _, anchor = link.partition("#")
            assert pages[where or url].xpath(f"//*[@id='{anchor}']"), link


def test_it_says_how_to_cite_it(publish: Publish, client: Client, claim: Claim) -> None:
    edition = publish()
    where = f"http://testserver{address(edition)}"
    page = html.document_fromstring(client.get(address(edition)).content)
    told = page.xpath("string(//*[@id='edition-citation'])")
    author = claim.created_by.display_name
    for words in (author, edition.title, "Edition 1", edition.workspace.name, where):
        assert words in told
    assert page.xpath("//meta[@name='citation_author']/@content") == [author]
    assert page.xpath("//link[@rel='cite-as']/@href") == [where]
    (link,) = page.xpath("//link[@rel='describedby']/@href")
    answer = client.get(link)
    assert answer["Content-Type"] == "application/vnd.citationstyles.csl+json"
    (item,) = answer.json()
    assert (item["URL"], item["edition"]) == (where, "1")
    assert item["author"] == [{"literal": author}]


@pytest.mark.parametrize("deleted", [True, False])
def test_a_deleted_workspace_takes_its_editions_along(
    publish: Publish, client: Client, workspace: Workspace, deleted: bool
) -> None:
    from django.utils import timezone

    edition = publish()
    with attributed("test"):
        workspace.deleted_at = timezone.now() if deleted else None
        workspace.save()
    for name in ("edition", "json", "citation"):
        assert client.get(address(edition, name)).status_code == (410 if deleted else 200)


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_nothing_that_people_wrote_runs(
    publish: Publish, client: Client, claim: Claim, dispute: Dispute, annotator: User
) -> None:
    claims.change_claim(
        actor=annotator, claim=claim, statement=EVIL, question=claim.question, value=claim.value,
        argument=EVIL,
    )  # fmt: skip
    disputes.change_dispute(actor=annotator, dispute=dispute, title=EVIL, description=EVIL)
    page = html.document_fromstring(client.get(address(publish(title=EVIL, note=EVIL))).content)
    assert not page.xpath("//img | //iframe | //@onerror")
    assert not [script for script in page.xpath("//script") if script.text]
    assert page.xpath("string(//h1)") == EVIL
