from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.claims import services
from annotations.claims.citations.services import cite
from annotations.claims.grounds import services as grounds
from annotations.claims.merging import services as merging
from annotations.claims.merging.splitting import split
from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.claims.retracting import services as retracting
from annotations.disputes.models import Account, Question
from annotations.highlights.models import Highlight
from project.people.merged import survivor_of
from project.people.models import User, Workspace
from sources.records import services as records
from sources.records.models import Source
from tests.cast import MakeHighlight

Extract = Callable[..., Claim]


@pytest.fixture
def extract(workspace: Workspace, annotator: User, source: Source) -> Extract:
    """A claim extracted from the source."""

    def make(statement: str, **fields: object) -> Claim:
        said = {"kind": "extracted", "source": source, **fields}
        return services.create_claim(
            actor=annotator,
            workspace=workspace,
            statement=statement,
            **said,  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def elsewhere(workspace: Workspace, annotator: User) -> Source:
    """Another source."""
    csl = {"type": "book", "title": "Memoirs"}
    return records.create_source(actor=annotator, workspace=workspace, csl=csl, date="")


@pytest.fixture
def one(extract: Extract, question: Question, account: Account) -> Claim:
    value = {"kind": "date", "edtf": "1949-08-24"}
    return extract("It left on the 24th.", question=question, value=value, accounts=[account])


@pytest.fixture
def other(extract: Extract) -> Claim:
    return extract("Departure: 24 August.")


def reload(claim: Claim) -> Claim:
    return Claim.objects.select_related("workspace").get(pk=claim.pk)


def shown(claim: Claim) -> set[tuple[str, str, str]]:
    return {
        (citation.highlight.quote, citation.stance, citation.rationale)
        for citation in Citation.objects.existing().filter(claim=claim, claim__deleted_at=None)
        if citation.highlight
    }


def test_merging_loses_no_citation_and_undoing_it_puts_all_back(
    one: Claim,
    other: Claim,
    annotator: User,
    make_highlight: MakeHighlight,
    extract: Extract,
    workspace: Workspace,
) -> None:
    date, witness = make_highlight("24 August"), make_highlight("one witness")
    cite(actor=annotator, claim=one, highlight=date, stance="supports", rationale="Says so.")
    cite(actor=annotator, claim=other, highlight=date, stance="qualifies", rationale="In August.")
    cite(actor=annotator, claim=other, highlight=witness, stance="contradicts")
    conclusion = services.create_claim(
        actor=annotator, workspace=workspace, statement="It left on time."
    )
    grounds.add_grounds(actor=annotator, claim=conclusion, grounds=[other])
    before = {claim.pk: shown(claim) for claim in (one, other)}

    merging.merge(actor=annotator, merged=one, survivor=other)
    assert shown(other) == {
        ("24 August", "qualifies", "In August.\n\nSays so."),
        ("one witness", "contradicts", ""),
    }
    survivor, merged = reload(other), reload(one)
    assert survivor.question == one.question
    assert survivor.accounts.count() == 1
    assert (merged.merged_into, merged.deleted_at is None) == (survivor, False)
    assert survivor_of(annotator, Claim, workspace, one.uid) == survivor

    merging.unmerge(actor=annotator, claim=merged)
    assert {claim.pk: shown(claim) for claim in (one, other)} == before
    assert reload(other).question is None
    assert reload(one).accounts.count() == 1
    assert not Citation.objects.filter(moved_from__isnull=False).exists()
    with pytest.raises(merging.NotMerged):
        merging.unmerge(actor=annotator, claim=reload(one))


@pytest.mark.parametrize(
    ("keep", "stance", "rationale"),
    [
        ("survivor", "supports", "Mine."),
        ("merged", "qualifies", "Theirs."),
        ("both", "supports", "Mine.\n\nTheirs."),
    ],
)
def test_where_both_cite_the_same_the_person_chooses(
    one: Claim,
    other: Claim,
    annotator: User,
    make_highlight: MakeHighlight,
    keep: str,
    stance: str,
    rationale: str,
) -> None:
    date = make_highlight("24 August")
    mine = cite(actor=annotator, claim=one, highlight=date, stance="supports", rationale="Mine.")
    cite(
        actor=annotator,
        claim=other,
        highlight=date,
        stance="qualifies",
        strength="weak",
        rationale="Theirs.",
        locator="12",
    )
    merging.merge(actor=annotator, merged=other, survivor=one, keep={mine.uid: keep})
    mine.refresh_from_db()
    assert (mine.stance, mine.rationale) == (stance, rationale)
    theirs = ("ungraded", "") if keep == "survivor" else ("weak", "12")
    assert (mine.strength, mine.locator) == theirs
    merging.unmerge(actor=annotator, claim=reload(other))
    mine.refresh_from_db()
    assert (mine.stance, mine.strength, mine.locator) == ("supports", "ungraded", "")


def test_a_place_is_one_whatever_dash_it_is_typed_with(
    one: Claim, other: Claim, annotator: User, source: Source
) -> None:
    for claim, locators in ((one, ["12–14"]), (other, ["12-14", "A-12", "15"])):
        for locator in locators:
            cite(actor=annotator, claim=claim, source=source, locator=locator, stance="supports")
    assert [pair.differs for pair in merging.pairs_of(other, one)] == [False]
    merging.merge(actor=annotator, merged=other, survivor=one)
    assert [citation.locator for citation in one.citations.existing()] == ["12–14", "A-12", "15"]


def test_grounds_of_conclusions_follow_once(
    one: Claim, other: Claim, annotator: User, workspace: Workspace
) -> None:
    conclusion = services.create_claim(actor=annotator, workspace=workspace, statement="So it is.")
    grounds.add_grounds(actor=annotator, claim=conclusion, grounds=[one, other])
    merging.merge(actor=annotator, merged=other, survivor=one)
    seen = ClaimGround.objects.visible_to(annotator).filter(claim=conclusion)
    assert [link.ground for link in seen] == [one]
    merging.unmerge(actor=annotator, claim=reload(other))
    assert ClaimGround.objects.visible_to(annotator).filter(claim=conclusion).count() == 2


def test_chains_lead_to_the_last_and_come_apart_one_by_one(
    extract: Extract, annotator: User, make_highlight: MakeHighlight, workspace: Workspace
) -> None:
    first, second, third = (extract(name) for name in ("first", "second", "third"))
    made = cite(
        actor=annotator, claim=first, highlight=make_highlight("24 August"), stance="supports"
    )
    merging.merge(actor=annotator, merged=first, survivor=second)
    merging.merge(actor=annotator, merged=second, survivor=third)
    assert survivor_of(annotator, Claim, workspace, first.uid) == third
    made.refresh_from_db()
    assert (made.claim, made.moved_from) == (third, first)
    with pytest.raises(ValidationError, match="merged into “second”, which"):
        merging.unmerge(actor=annotator, claim=reload(first))
    merging.unmerge(actor=annotator, claim=reload(second))
    made.refresh_from_db()
    assert (made.claim, made.moved_from) == (second, first)
    merging.unmerge(actor=annotator, claim=reload(first))
    made.refresh_from_db()
    assert (made.claim, made.moved_from) == (first, None)


def test_what_does_not_say_the_same_is_refused(
    one: Claim,
    claim: Claim,
    extract: Extract,
    annotator: User,
    elsewhere: Source,
) -> None:
    taken_back = extract("Not so.")
    retracting.retract(actor=annotator, claim=taken_back, reason="A misreading.")
    refused = {
        "itself": one,
        "concluded": claim,
        "two sources": extract("In August.", source=elsewhere),
        "affirms": extract("Never.", modality="denied"),
        "retracted": taken_back,
    }
    for words, which in refused.items():
        with pytest.raises(merging.CannotMerge, match=words):
            merging.merge(actor=annotator, merged=which, survivor=one)


def split_off(actor: User, claim: Claim, account: Account) -> Claim:
    said: dict[str, Any] = {"question": claim.question, "value": claim.value}
    return split(actor=actor, claim=claim, statement="A part.", accounts=[account], **said)


def test_what_is_chosen_between_are_citations_of_the_one_that_stays(
    one: Claim, other: Claim, annotator: User, highlight: Highlight
) -> None:
    for claim in (one, other):
        theirs = cite(actor=annotator, claim=claim, highlight=highlight, stance="supports")
    with pytest.raises(ValidationError) as refused:
        merging.merge(actor=annotator, merged=other, survivor=one, keep={theirs.uid: "merged"})
    assert list(refused.value.message_dict) == ["keep"]
    assert reload(other).merged_into is None


def test_a_part_that_is_of_another_kind_by_now_is_not_joined(
    one: Claim, annotator: User, account: Account
) -> None:
    part = split_off(annotator, one, account)
    services.change_claim(
        actor=annotator, claim=part, statement="So.", question=None, value=None, kind="concluded"
    )
    for pair in ((part, one), (one, part)):
        assert "Only claims extracted" in merging.why_not(*pair)


def test_joining_a_part_makes_no_circle_of_grounds(
    claim: Claim, annotator: User, account: Account, workspace: Workspace
) -> None:
    part = split_off(annotator, claim, account)
    between = services.create_claim(actor=annotator, workspace=workspace, statement="Between.")
    grounds.add_grounds(actor=annotator, claim=between, grounds=[part])
    (back,) = grounds.add_grounds(actor=annotator, claim=claim, grounds=[between])
    for merged, survivor in ((part, claim), (claim, part)):
        with pytest.raises(grounds.CircularGrounds):
            merging.merge(actor=annotator, merged=merged, survivor=survivor)
    grounds.remove_ground(actor=annotator, link=back)
    merging.merge(actor=annotator, merged=part, survivor=claim)
    assert list(between.grounds.all()) == [claim]


def test_a_claim_is_split_and_joined_again(
    one: Claim,
    annotator: User,
    make_highlight: MakeHighlight,
    account: Account,
    elsewhere: Source,
) -> None:
    stays = cite(
        actor=annotator, claim=one, highlight=make_highlight("24 August"), stance="supports"
    )
    goes = cite(
        actor=annotator, claim=one, highlight=make_highlight("one witness"), stance="qualifies"
    )
    new = split(
        actor=annotator,
        claim=one,
        statement="Talks went on.",
        question=one.question,
        value={"kind": "unknown"},
        citations=[goes],
        accounts=[account],
    )
    goes.refresh_from_db()
    assert (new.split_from, new.source, goes.claim, goes.moved_from) == (one, one.source, new, one)
    assert list(new.accounts.all()) == [account]
    assert one.accounts.count() == 0
    assert list(one.citations.all()) == [stays]

    merging.merge(actor=annotator, merged=new, survivor=one)
    goes.refresh_from_db()
    assert (goes.claim, goes.moved_from) == (one, None)
    assert one.accounts.count() == 1

    # What goes to the new claim is its source's too, and nothing goes that was taken back.
    again: dict[str, Any] = {"actor": annotator, "claim": one, "statement": "So."}
    with pytest.raises(ValidationError, match="nothing but that source"):
        split(**again | {"citations": [goes], "source": elsewhere})
    retracting.retract(actor=annotator, claim=one, reason="A misreading.")
    with pytest.raises(ValidationError, match="retracted"):
        split(**again | {"citations": [goes]})
    assert Claim.objects.existing().count() == 1
