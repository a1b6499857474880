"""Known roots behind citations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims.models import Citation, Claim, ClaimGround, Stance
from annotations.claims.retracting.services import retract
from annotations.claims.roots import EvidenceRoots, Lines, roots_of
from annotations.searches.models import SearchLog
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.derivations.services import add_derivation
from sources.records import services as records
from sources.records.models import Source


@pytest.fixture
def sources(workspace: Workspace, annotator: User) -> dict[str, Source]:
    return {
        key: records.create_source(
            actor=annotator,
            workspace=workspace,
            csl={"type": "book", "title": f"Source {key}"},
            citation_key=f"key-{key}",
        )
        for key in "abcd"
    }


@pytest.fixture
def derive(sources: dict[str, Source], annotator: User) -> Callable[[str], None]:
    """`derive("a copy b")`."""

    def made(words: str) -> None:
        source, kind, origin = words.split()
        add_derivation(actor=annotator, source=sources[source], origin=sources[origin], kind=kind)

    return made


@pytest.fixture
def cite(claim: Claim, sources: dict[str, Source], annotator: User) -> Callable[..., Citation]:
    """Cites a source, or a search in it or in none, by its letter."""

    def made(
        key: str, stance: str = "supports", *, on: Claim | None = None, search: bool = False
    ) -> Citation:
        source = sources.get(key)
        here = {"workspace": claim.workspace, "created_by": annotator}
        with attributed("test"):
            if search:
                log = SearchLog.objects.create(
                    **here, searched="Registers", date="1950", sought="A name", source=source
                )
                target: dict[str, object] = {"search_log": log}
            else:
                page = str(Citation.objects.count() + 1)
                target = {"source": source, "locator_label": "page", "locator": page}
            return Citation.objects.create(**here, claim=on or claim, stance=stance, **target)

    return made


def look(user: User, workspace: Workspace) -> EvidenceRoots:
    return roots_of(Claim.objects.visible_to(user).filter(workspace=workspace), user, workspace)


def titles(lines: Lines) -> list[list[str]]:
    by_key = {source.pk: source.title[-1] for source in Source.objects.all()}
    return sorted(sorted(by_key[key] for key in root) for root in lines.roots)


@pytest.mark.parametrize(
    ("derivations", "cited", "shown", "roots"),
    [
        ("", "", "0 citations, 0 known roots", []),
        ("", "a", "1 citation, 1 known root", ["a"]),
        ("", "aab", "3 citations, 2 known roots", ["a", "b"]),
        ("a copy b, c quotation b", "abcd", "4 citations, 2 known roots", ["b", "d"]),
        ("a copy b, a summary c", "a", "1 citation, 2 known roots", ["b", "c"]),
        ("a same_witness b", "abc", "3 citations, 2 known roots", ["ab", "c"]),
        ("a unknown b", "ab", "2 citations, 1 known root", ["b"]),
    ],
)
def test_citations_are_counted_by_what_they_go_back_to(
    claim: Claim,
    derive: Callable[[str], None],
    cite: Callable[..., Citation],
    reader: User,
    derivations: str,
    cited: str,
    shown: str,
    roots: list[str],
) -> None:
    for each in filter(None, derivations.split(", ")):
        derive(each)
    for key in cited:
        cite(key)
    found = look(reader, claim.workspace).of(claim.pk)
    assert found.shown == shown
    assert titles(found) == [list(root) for root in roots]


def test_searches_count_apart_unless_they_were_made_in_a_source(
    claim: Claim, cite: Callable[..., Citation], reader: User
) -> None:
    cite("", search=True)
    assert look(reader, claim.workspace).of(claim.pk).shown == (
        "1 citation, 1 search in no one source"
    )
    cite("a", search=True)
    cite("a")
    found = look(reader, claim.workspace).of(claim.pk)
    assert found.shown == "3 citations, 1 known root, 1 search in no one source"


def test_stances_and_cells_count_by_themselves(
    claim: Claim, citation: Citation, cite: Callable[..., Citation], reader: User
) -> None:
    cite("a")
    against = cite("b", "contradicts")
    cite("a", "contradicts")
    found = look(reader, claim.workspace)
    by_stance = found.by_stance(claim.pk)
    assert {stance: lines.shown for stance, lines in by_stance.items()} == {
        Stance.SUPPORTS: "2 citations, 2 known roots",
        Stance.CONTRADICTS: "2 citations, 2 known roots",
    }
    # Of the whole claim a root counts once, whatever it is cited for.
    assert found.of(claim.pk, claim.pk).shown == "4 citations, 3 known roots"
    assert against.source
    assert by_stance["contradicts"].roots[(against.source.pk,)] == [against.pk]
    assert (citation.highlight.text.source_id,) in by_stance["supports"].roots  # type: ignore[union-attr]


def test_what_a_claim_is_based_on_counts_apart(
    claim: Claim, cite: Callable[..., Citation], annotator: User, reader: User
) -> None:
    def concluded(ground: Claim) -> Claim:
        here = {"workspace": claim.workspace, "created_by": annotator}
        made = Claim.objects.create(**here, statement="So it was.")
        ClaimGround.objects.create(**here, claim=made, ground=ground)
        return made

    cite("a")
    with attributed("test"):
        middle = concluded(claim)
        top = concluded(middle)
    cite("b", on=middle)
    found = look(reader, claim.workspace)
    assert found.of(top.pk).shown == "0 citations, 0 known roots"
    assert found.with_grounds(top.pk).shown == "2 citations, 2 known roots"
    retract(actor=annotator, claim=middle, reason="Mistaken")
    assert look(reader, claim.workspace).with_grounds(top.pk).citations == 0


def test_what_is_deleted_or_not_seen_is_not_known(
    claim: Claim,
    sources: dict[str, Source],
    derive: Callable[[str], None],
    cite: Callable[..., Citation],
    annotator: User,
    outsider: User,
) -> None:
    derive("a copy c")
    derive("b copy c")
    gone = cite("a")
    cite("b")
    assert titles(look(annotator, claim.workspace).of(claim.pk)) == [["c"]]
    people.delete(actor=annotator, row=sources["c"])
    assert titles(look(annotator, claim.workspace).of(claim.pk)) == [["a"], ["b"]]
    people.delete(actor=annotator, row=gone)
    assert look(annotator, claim.workspace).of(claim.pk).citations == 1
    assert look(outsider, claim.workspace).of(claim.pk).citations == 0


def test_the_number_of_queries_does_not_grow(
    claim: Claim, cite: Callable[..., Citation], annotator: User
) -> None:
    with CaptureQueriesContext(connection) as few:
        look(annotator, claim.workspace)
    for key in "abcdabcd":
        cite(key)
    with CaptureQueriesContext(connection) as many:
        look(annotator, claim.workspace)
    assert len(many) == len(few) == 4
