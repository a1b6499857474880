"""What can be cited, once, from where, and with which grades."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from annotations.claims import services
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.highlights.models import Highlight
from annotations.searches import services as searches
from annotations.searches.models import SearchLog
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.refusing import Overtaken
from sources.deleting import InUse, delete
from sources.records import services as records
from sources.records.merging import merge, unmerge
from sources.records.models import Source
from tests.cast import regrade


@pytest.fixture
def newspaper(workspace: Workspace, annotator: User) -> Source:
    """Another source, a copy of some other."""
    return records.create_source(
        actor=annotator,
        workspace=workspace,
        csl={"type": "article-newspaper", "title": "Sinkiang Gazette"},
        originality="derivative",
    )


@pytest.fixture
def extracted(workspace: Workspace, source: Source, annotator: User) -> Claim:
    """What the report says."""
    return services.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="The report: it left on the 24th.",
        kind="extracted",
        source=source,
        modality="asserted",
    )


def refused(**asked: Any) -> dict[str, list[str]]:
    """What citing this is refused with, by field."""
    with pytest.raises(ValidationError) as error:
        citations.cite(**{"stance": "supports", **asked})
    known = error.value
    return known.message_dict if hasattr(known, "error_dict") else {"": known.messages}


@pytest.mark.parametrize("targets", [(), ("highlight", "source"), ("source", "search_log")])
def test_exactly_one_thing_is_cited(
    targets: tuple[str, ...],
    claim: Claim,
    highlight: Highlight,
    source: Source,
    search_log: SearchLog,
    annotator: User,
) -> None:
    known = {"highlight": highlight, "source": source, "search_log": search_log}
    asked: dict[str, Any] = {name: known[name] for name in targets}
    told = refused(actor=annotator, claim=claim, locator="1", **asked)
    assert "exactly one" in str(told)
    citation = Citation(
        workspace=claim.workspace, created_by=annotator, claim=claim, stance="supports", **asked
    )
    if "source" in targets:
        citation.locator_label, citation.locator = "page", "1"
    with (
        pytest.raises(IntegrityError, match="citation_has_one_target"),
        transaction.atomic(),
        attributed("test"),
    ):
        citation.save()


def test_a_source_is_cited_with_a_place_in_it(
    claim: Claim, newspaper: Source, annotator: User
) -> None:
    ask: dict[str, Any] = {"actor": annotator, "claim": claim, "source": newspaper}
    assert list(refused(**ask, locator=" ")) == ["locator"]
    assert list(refused(**ask, locator="1", locator_label="shelf")) == ["locator_label"]
    made = citations.cite(**ask, stance="supports", locator=" 3r ", locator_label="folio")
    assert (made.place and made.place.shown, made.place and made.place.is_corrected) == (
        "fol. 3r",
        False,
    )
    assert list(refused(**ask, locator="3r", locator_label="folio")) == ["locator"]
    citations.cite(**ask, stance="supports", locator="12–14", locator_label="folio")
    assert list(refused(**ask, locator="12 - 14", locator_label="folio")) == ["locator"]
    other = citations.cite(**ask, stance="supports", locator="3r")
    assert other.locator_label == "page"
    with pytest.raises(ValidationError, match="already cited"):
        regrade(annotator, other, locator_label="folio")


def test_grades_begin_with_what_is_known(
    claim: Claim, newspaper: Source, search_log: SearchLog, annotator: User
) -> None:
    ask: dict[str, Any] = {"actor": annotator, "claim": claim, "stance": "supports"}
    of_source = citations.cite(**ask, source=newspaper, locator="1")
    assert (of_source.source_grade, of_source.evidence) == ("derivative", "")
    of_search = citations.cite(**ask, search_log=search_log)
    assert (of_search.source_grade, of_search.evidence) == ("", "negative")
    own = citations.cite(**ask, source=newspaper, locator="2", source_grade="", evidence="direct")
    assert (own.source_grade, own.evidence) == ("", "direct")
    assert regrade(annotator, of_search, evidence="").evidence == ""


def test_what_a_source_says_is_cited_from_that_source_alone(
    extracted: Claim,
    highlight: Highlight,
    source: Source,
    newspaper: Source,
    search_log: SearchLog,
    annotator: User,
) -> None:
    ask: dict[str, Any] = {"actor": annotator, "claim": extracted}
    told = refused(**ask, source=newspaper, locator="1")
    assert "State a claim of your own that is based on this one" in told["source"][0]
    assert list(refused(**ask, search_log=search_log)) == ["search_log"]
    citations.cite(**ask, stance="supports", highlight=highlight)
    citations.cite(**ask, stance="supports", source=source, locator="2")
    assert extracted.citations.count() == 2


def test_a_claim_is_not_made_to_say_what_another_source_than_the_cited_says(
    citation: Citation,
    search_citation: Citation,
    source: Source,
    newspaper: Source,
    annotator: User,
) -> None:
    def reword(statement: str, **assertion: Any) -> None:
        claim = citation.claim
        said: dict[str, Any] = {"question": claim.question, "value": claim.value, **assertion}
        services.change_claim(actor=annotator, claim=claim, statement=statement, **said)

    # Of the passage and the search for it, neither is the newspaper's, and the search nobody's.
    for wanted in (newspaper, source):
        with pytest.raises(ValidationError, match="nothing but that source") as told:
            reword("It says so.", kind="extracted", source=wanted)
        assert list(told.value.message_dict) == ["source"]
    people.delete(actor=annotator, row=search_citation)
    reword("It says so.", kind="extracted", source=source)
    with pytest.raises(ValidationError, match="nothing but that source"):
        reword("It says so.", source=newspaper)
    citation.claim.refresh_from_db()
    assert (citation.claim.source, citation.claim.statement) == (source, "It says so.")


def test_of_two_who_regrade_at_once_the_second_is_told(citation: Citation, annotator: User) -> None:
    late = Citation.objects.get(pk=citation.pk)
    assert regrade(annotator, citation, stance="qualifies").revision == 2
    with pytest.raises(Overtaken) as stale:
        regrade(annotator, late, stance="contradicts")
    assert stale.value.current.stance == "qualifies"


def test_a_withdrawn_citation_comes_back_where_it_still_may(
    search_citation: Citation, search_log: SearchLog, annotator: User
) -> None:
    people.delete(actor=annotator, row=search_citation)
    searches.delete_search(actor=annotator, search=search_log)
    with pytest.raises(ValidationError, match="not there any more"):
        citations.restore_citation(actor=annotator, citation=search_citation)
    people.restore(actor=annotator, row=search_log)
    citations.restore_citation(actor=annotator, citation=search_citation)
    assert Citation.objects.visible_to(annotator).get() == search_citation


def test_what_is_cited_is_not_deleted(
    source_citation: Citation, search_citation: Citation, source: Source, annotator: User
) -> None:
    assert search_citation.search_log
    with pytest.raises(searches.SearchStillCited):
        searches.delete_search(actor=annotator, search=search_citation.search_log)
    with pytest.raises(InUse, match="1 citation rests"):
        delete(actor=annotator, row=source)


def test_a_source_that_claims_or_searches_name_is_not_deleted(
    extracted: Claim, source: Source, newspaper: Source, workspace: Workspace, annotator: User
) -> None:
    with pytest.raises(InUse, match="1 claim is extracted from it"):
        delete(actor=annotator, row=source)
    searches.log_search(
        actor=annotator,
        workspace=workspace,
        searched="All issues",
        sought="The crash",
        date="2024",
        source=newspaper,
    )
    with pytest.raises(InUse, match="1 search was made in it"):
        delete(actor=annotator, row=newspaper)


def test_citations_of_a_source_follow_it_when_it_is_merged(
    source_citation: Citation,
    extracted: Claim,
    source: Source,
    newspaper: Source,
    annotator: User,
) -> None:
    merge(
        actor=annotator,
        merged=source,
        survivor=newspaper,
        csl=newspaper.csl,
        date="",
    )
    source_citation.refresh_from_db()
    extracted.refresh_from_db()
    assert (source_citation.source, extracted.source) == (newspaper, newspaper)
    source.refresh_from_db()
    unmerge(actor=annotator, source=source)
    source_citation.refresh_from_db()
    extracted.refresh_from_db()
    assert (source_citation.source, extracted.source) == (source, source)


@pytest.mark.parametrize(("date", "field"), [("soon", "date"), ("", "date")])
def test_a_search_has_a_date(
    date: str, field: str, search_log: SearchLog, workspace: Workspace, annotator: User
) -> None:
    with pytest.raises(ValidationError) as error:
        searches.log_search(
            actor=annotator, workspace=workspace, searched="x", sought="y", date=date
        )
    assert list(error.value.message_dict) == [field]


def test_of_two_who_correct_a_search_at_once_the_second_is_told(
    search_log: SearchLog, annotator: User
) -> None:
    told: dict[str, Any] = {
        "searched": "All of it",
        "date": "2024",
        "sought": "Names",
        "limits": "",
        "source": None,
    }
    searches.change_search(actor=annotator, search=search_log, revision=1, **told)
    with pytest.raises(Overtaken) as stale:
        searches.change_search(actor=annotator, search=search_log, revision=1, **told)
    assert stale.value.current.searched == "All of it"
