"""Publishing and withdrawing: what is in an edition, what is not, and that it stays."""

from __future__ import annotations

import hashlib
import json
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Dispute, Question
from annotations.editions import services
from annotations.editions.models import Edition, Withdrawal
from annotations.highlights.models import Highlight
from annotations.reviews import services as reviews
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from sources.records import services as records
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.annotations.editions.conftest import Publish
from tests.cast import CONTENT, MakeHighlight


def test_an_edition_is_what_stood_and_its_hash_says_so(publish: Publish, owner: User) -> None:
    edition = publish(note="The first.")
    assert edition.number == 1
    assert edition.sha256 == hashlib.sha256(edition.content.encode()).hexdigest()
    content = edition.frozen
    assert content["edition"]["publisher"] == owner.display_name
    (claim,) = content["claims"]
    assert claim["shown"] == "24 August 1949"
    (citation,) = claim["citations"]
    assert citation["quote"]["exact"] == ["24 August"]
    assert citation["quote"]["before"] == "The aircraft left Almaty on "
    assert citation["quote"]["after"] == "."
    assert claim["roots"]["shown"] == "1 citation, 1 known root"
    assert "Airfield Report" in content["sources"][0]["reference"]


def test_it_stays_whatever_is_changed_or_deleted_later(
    publish: Publish, claim: Claim, dispute: Dispute, citation: Citation, annotator: User
) -> None:
    first = publish()
    frozen = first.content
    claims.change_claim(
        actor=annotator,
        claim=claim,
        statement="It left later.",
        question=claim.question,
        value={"kind": "date", "edtf": "1949-08-25"},
    )
    second = publish(note="The date.")
    people.delete(actor=annotator, row=citation)
    third = publish()
    people.delete(actor=annotator, row=dispute)
    first.refresh_from_db()
    assert first.content == frozen
    assert [edition.number for edition in (first, second, third)] == [1, 2, 3]
    uid = f"urn:uuid:{claim.uid}"
    assert second.changes == [{"kind": "claims", "added": [], "changed": [uid], "removed": 0}]
    kinds = {change["kind"]: change["removed"] for change in third.changes}
    assert kinds == {"citations": 1, "sources": 1}


def test_what_only_looks_otherwise_is_not_told_as_changed(
    publish: Publish, make_highlight: MakeHighlight, claim: Claim, text: Text, annotator: User
) -> None:
    make = partial(records.create_source, actor=annotator, workspace=text.workspace)
    book = {"type": "book", "author": [{"family": "Smith"}]}
    cite = partial(citations.cite, actor=annotator, claim=claim, stance="supports")
    cite(source=make(csl={**book, "title": "One"}, date="1950"), locator="7")
    publish()
    # Both books become 1950a and 1950b, the quotes of the text have less around them, and a
    # version of it is what they are checked in.
    cite(source=make(csl={**book, "title": "Two"}, date="1950"), locator="7")
    for words in ("left", "Nobody", "who was"):
        cite(highlight=make_highlight(words))
    later = from_plain("Before.\n\n" + CONTENT)
    texts.save_version(actor=annotator, text=text, document=later, based_on=1)
    with attributed("test"):
        annotator.display_name = "Renamed"
        annotator.save()
    with translation.override("ar"):
        told = publish().changes
    assert {each["kind"]: (len(each["added"]), each["changed"]) for each in told} == {
        "citations": (4, []),
        "sources": (1, []),
    }


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_it(publish: Publish, owner: User, statement: str) -> None:
    services.withdraw(actor=owner, edition=publish(), reason="A mistake.")
    for model, field in ((Edition, "content"), (Withdrawal, "reason")):
        table = model._meta.db_table
        with pytest.raises(DatabaseError, match="immutable"), transaction.atomic():
            with attributed("test"), connection.cursor() as cursor:
                cursor.execute(statement.format(table, field))


def test_nothing_of_the_workings_is_in_it(
    publish: Publish, private_highlight: Highlight, text: Text, annotator: User
) -> None:
    content = publish().content
    for secret in ("Only for me", "The *date*", "departure", "@example.org", "written down"):
        assert secret not in content
    for uid in (private_highlight.uid, annotator.uid):
        assert str(uid) not in content
    assert text.latest.sha256 in content


def test_the_verdicts_of_an_open_blind_round_are_left_out(
    publish: Publish,
    dispute: Dispute,
    question: Question,
    claim: Claim,
    owner: User,
    reviewer: User,
) -> None:
    with attributed("test"):
        dispute.adjudicator = owner
        dispute.save()
    blind = reviews.open_round(actor=owner, dispute=dispute, is_blind=True)
    reviews.judge(actor=reviewer, subject=claim, verdict="rejected", reasons="Secretly doubted.")
    # The owner adjudicates, and so sees it.
    hidden = publish()
    assert "Secretly" not in hidden.content
    assert hidden.frozen["left_out"] == {"open_blind_round": True}
    reviews.close_round(actor=owner, round=blind)
    reviews.resolve(actor=owner, question=question, outcome="unresolved", reasons="Who knows?")
    shown = publish().frozen
    (verdict,) = shown["claims"][0]["reviews"]
    assert (verdict["reasons"], verdict["creator"]) == ("Secretly doubted.", "Reviewer")
    assert shown["questions"][0]["resolutions"][0]["reasons"] == "Who knows?"


def test_only_what_was_looked_at_is_published(
    publish: Publish, claim: Claim, dispute: Dispute, owner: User, annotator: User
) -> None:
    seen = services.digest(services.draft(actor=owner, dispute=dispute))
    assert publish(seen=seen).number == 1
    claims.change_claim(actor=annotator, claim=claim, statement="Else.", question=None, value=None)
    with pytest.raises(services.NothingToPublish):
        publish(seen=seen)
    claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="New.",
        question=dispute.questions.get(),
        value={"kind": "unknown"},
    )
    with pytest.raises(services.ChangedSincePreview):
        publish(seen=seen)


def test_whole_texts_only_where_rights_are_recorded(
    publish: Publish, source: Source, text: Text, translation: Text, annotator: User
) -> None:
    with pytest.raises(ValidationError, match="rights"):
        publish(whole=[text])
    with attributed("test"):
        source.rights = "CC BY 4.0"
        source.save()
    text.refresh_from_db()
    with pytest.raises(ValidationError, match="cited"):
        publish(whole=[translation])
    (whole,) = publish(whole=[text]).frozen["texts"]
    assert whole["content"] == CONTENT
    assert publish().frozen["texts"] == []


def test_a_very_long_quote_is_shortened_unless_the_text_is_published(
    make_highlight: MakeHighlight,
    publish: Publish,
    claim: Claim,
    annotator: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotations.editions.quoting.MOST_QUOTED", 20)
    long = make_highlight(CONTENT)
    citations.cite(actor=annotator, claim=claim, highlight=long, stance="qualifies")
    quotes = [each["quote"] for each in publish().frozen["claims"][0]["citations"]]
    (shortened,) = [quote for quote in quotes if quote["is_shortened"]]
    assert shortened["exact"] == [CONTENT[:20]]
    assert shortened["after"] == ""


def test_many_quotes_of_one_text_do_not_add_up_to_most_of_it(
    publish: Publish, make_highlight: MakeHighlight, claim: Claim, text: Text, annotator: User
) -> None:
    few = publish().frozen
    for words in ("left", "Nobody", "who was"):
        citations.cite(
            actor=annotator, claim=claim, highlight=make_highlight(words), stance="qualifies"
        )
    many = publish().frozen
    for content, number in ((few, 1), (many, 4)):
        quotes = [each["quote"] for each in content["claims"][0]["citations"]]
        assert len(quotes) == number
        shown = sum(len("".join([q["before"], *q["exact"], q["after"]])) for q in quotes)
        (share,) = content["quoted"]
        assert shown <= len(CONTENT) / 2
        assert share["percent"] <= 50
        assert share["text"] == f"urn:uuid:{text.uid}"
    assert many["quoted"][0]["context"] < few["quoted"][0]["context"]


def test_grounds_searches_and_retractions_are_in_it(
    publish: Publish, workspace: Workspace, claim: Claim, annotator: User
) -> None:
    from annotations.claims.grounds.services import add_grounds
    from annotations.claims.retracting.services import retract

    ground = claims.create_claim(actor=annotator, workspace=workspace, statement="It was dark.")
    add_grounds(actor=annotator, claim=claim, grounds=[ground])
    retract(actor=annotator, claim=ground, reason="A misreading.")
    first, second = publish().frozen["claims"]
    assert first["grounds"] == [second["id"]]
    assert (second["question"], second["statement"]) == (None, "It was dark.")
    assert second["retracted"]["reason"] == "A misreading."


def test_owners_alone_publish_and_withdraw(
    publish: Publish, dispute: Dispute, reviewer: User, annotator: User
) -> None:
    edition = publish()
    for actor in (reviewer, annotator):
        with pytest.raises(NotPermitted):
            services.publish(actor=actor, dispute=dispute, title="Mine")
        with pytest.raises(NotPermitted):
            services.withdraw(actor=actor, edition=edition, reason="No.")


def test_an_edition_is_withdrawn_once_and_with_a_reason(publish: Publish, owner: User) -> None:
    edition = publish()
    with pytest.raises(ValidationError, match="reason"):
        services.withdraw(actor=owner, edition=edition, reason=" ")
    services.withdraw(actor=owner, edition=edition, reason="A mistake.")
    with pytest.raises(services.AlreadyWithdrawn):
        services.withdraw(actor=owner, edition=edition, reason="Again.")
    # What it had is not told by what came after it.
    assert publish().changes == []


def test_queries_do_not_grow_with_rows(
    publish: Publish,
    question: Question,
    dispute: Dispute,
    owner: User,
    annotator: User,
    make_highlight: MakeHighlight,
) -> None:
    with CaptureQueriesContext(connection) as few:
        services.draft(actor=owner, dispute=dispute)
    for number, words in enumerate(("Talks", "Nobody", "midnight")):
        claim = claims.create_claim(
            actor=annotator,
            workspace=dispute.workspace,
            statement=f"Claim {number}",
            question=question,
            value={"kind": "date", "edtf": f"194{number}"},
        )
        made = make_highlight(words)
        citations.cite(actor=annotator, claim=claim, highlight=made, stance="supports")
    with CaptureQueriesContext(connection) as many:
        content = services.draft(actor=owner, dispute=dispute)
    assert len(json.loads(json.dumps(content))["claims"]) == 4
    assert len(many) == len(few)
