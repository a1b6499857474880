"""Whether quotes still stand, and where in a source they do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.claims.citations import services as citations
from annotations.claims.citations.locators import Locator, Places, bare
from annotations.claims.citations.queries import quotes_to_check, with_quotes
from annotations.claims.citations.quotes import QuoteCheck
from annotations.claims.models import Citation, Claim
from annotations.claims.queries import claims_of
from annotations.highlights import services as highlights
from annotations.highlights.models import Passage, Placement
from project.people.history import attributed
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from sources.texts.structure import Block, BlockType, Document, from_plain
from tests.cast import CONTENT, MakeHighlight, regrade

CORRECTED = [
    (f"Before.\n\n{CONTENT}", True, False),
    (CONTENT.replace("24 August", "24 Avgust"), False, True),
    ("Nothing of it is left here.", False, True),
]


@pytest.mark.parametrize(("content", "same", "to_check"), CORRECTED)
def test_each_quote_is_checked_in_the_latest_version(
    content: str, same: bool, to_check: bool, citation: Citation, text: Text, annotator: User
) -> None:
    texts.save_version(actor=annotator, text=text, document=from_plain(content), based_on=1)
    (loaded,) = with_quotes(Citation.objects.all())
    assert loaded.quote
    check = loaded.quote.check
    assert (check.word_for_word, check.version) == (same, 2)
    assert check.reads is None or check.reads in content
    assert quotes_to_check(Citation.objects.all()).exists() == to_check
    assert claims_of(citation.workspace, annotator, to_check=True).exists() == to_check


@pytest.mark.parametrize(
    ("status", "words", "shown"),
    [
        ("placed", None, "word for word in version 3"),
        ("placed", "24 August", "word for word in version 3"),
        ("placed", "24 Avgust", "changed wording in version 3"),
        ("moved", "24 August", "moved; word for word in version 3"),
        ("moved", "24 Avgust", "moved; changed wording in version 3"),
        ("uncertain", "24 August", "perhaps changed in version 3: please check"),
        ("orphaned", None, "not found in version 3"),
    ],
)
def test_a_check_in_words(status: str, words: str | None, shown: str) -> None:
    start, end = (None, None) if status == "orphaned" else (4, 13)
    place = Placement(status=status, start=start, end=end, version=TextVersion(number=3))
    place.words = words  # type: ignore[attr-defined]
    check = QuoteCheck([Passage(exact="24 August")], [place])
    assert check.shown == shown
    assert check.to_settle == (place if status in ("uncertain", "orphaned") else None)
    # Of several passages the worst counts.
    both = [place, Placement(status="placed", start=0, end=3, version=TextVersion(number=3))]
    both[1].words = None  # type: ignore[attr-defined]
    assert QuoteCheck([Passage(exact="24 August"), Passage(exact="The")], both).status == status


def test_a_quote_that_was_not_looked_for_yet_is_to_check(
    citation: Citation, text: Text, annotator: User
) -> None:
    highlight = citation.highlight
    assert highlight
    passage = highlight.passages.get()
    assert with_quotes(Citation.objects.all())[0].quote.check.version == 1  # type: ignore[union-attr]
    with attributed("test"):
        passage.placements.all().delete()
    check = with_quotes(Citation.objects.all())[0].quote.check  # type: ignore[union-attr]
    assert (check.status, check.version, check.word_for_word) == ("uncertain", None, False)
    assert check.shown == "not looked for in the latest version yet"
    assert quotes_to_check(Citation.objects.all()).exists()


def test_sources_and_searches_have_no_quote_to_check(
    source_citation: Citation, search_citation: Citation
) -> None:
    assert not quotes_to_check(Citation.objects.all()).exists()
    loaded = list(with_quotes(Citation.objects.order_by("pk")))
    assert [each.quote for each in loaded] == [None, None]
    assert [each.place and each.place.shown for each in loaded] == ["p. 12", None]


def block(kind: BlockType, start: int, end: int, label: str | None = None) -> Block:
    return Block(kind, start, end, label=label)


P, V, N = BlockType.PARAGRAPH, BlockType.VERSE_LINE, BlockType.NOTE
PAGE, TIME = BlockType.PAGE_BREAK, BlockType.TIME
PLACES = [
    ([block(PAGE, 0, 0, "12"), block(P, 0, 8), block(PAGE, 10, 10, "13")], (0, 5), "p. 12"),
    ([block(PAGE, 0, 0, "12"), block(P, 0, 8), block(PAGE, 10, 10, "13")], (5, 14), "pp. 12–13"),
    ([block(PAGE, 0, 0, "3r"), block(P, 0, 20)], (0, 5), "p. 3r"),
    ([block(PAGE, 10, 10, "13"), block(P, 0, 8)], (0, 5), None),
    ([block(TIME, 0, 0, "0:12:05"), block(P, 0, 20)], (0, 5), "at 0:12:05"),
    ([block(P, 0, 8), block(P, 10, 20)], (12, 15), "para. 2"),
    ([block(P, 0, 8), block(P, 10, 20)], (4, 15), "paras. 1–2"),
    ([block(V, 0, 8), block(V, 10, 20)], (4, 15), "vv. 1–2"),
    ([block(P, 0, 8), block(N, 10, 20, "7")], (12, 15), "n. 7"),
    ([block(BlockType.HEADING, 0, 20)], (0, 5), None),
]


@pytest.mark.parametrize(("blocks", "place", "shown"), PLACES)
def test_the_place_comes_from_the_text_itself(
    blocks: list[Block], place: tuple[int, int], shown: str | None
) -> None:
    version = TextVersion(blocks=[each.to_json() for each in blocks])
    found = Places.of(version).between(*place)
    assert (found and found.shown) == shown


@pytest.mark.parametrize(
    ("label", "value", "shown"),
    [
        ("folio", "3r–4v", "fols. 3r–4v"),
        ("page", "12, 14", "pp. 12, 14"),
        ("timestamp", "0:12:05", "at 0:12:05"),
        ("canon", "7", "canon 7"),
    ],
)
def test_places_are_written_in_short(label: str, value: str, shown: str) -> None:
    assert Locator(label, value).shown == shown


@pytest.mark.parametrize(
    ("label", "written", "kept"),
    [
        ("page", "p. 12", "12"),
        ("page", "PP.12–14", "12–14"),
        ("page", "p.", "p."),
        ("page", "xii", "xii"),
        ("folio", "fol. 3r", "3r"),
        ("table", "tables 3", "3"),
        ("table", "tableau", "tableau"),
    ],
)
def test_an_abbreviation_is_not_written_twice(label: str, written: str, kept: str) -> None:
    assert bare(label, written) == kept


def test_a_corrected_place_wins(citation: Citation, annotator: User) -> None:
    assert citation.place == Locator("paragraph", "1")
    corrected = regrade(annotator, citation, locator="14", locator_label="page")
    assert corrected.place == Locator("page", "14", is_corrected=True)
    assert regrade(annotator, corrected, locator="").place == Locator("paragraph", "1")


def test_places_and_checks_cost_the_same_for_many(
    claim: Claim,
    source: Source,
    citation: Citation,
    search_citation: Citation,
    annotator: User,
    make_highlight: MakeHighlight,
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            for each in with_quotes(Citation.objects.all()):
                assert each.cited_source or each.search_log
                assert each.place or each.search_log
                assert each.quote is None or each.quote.check.shown
        return len(queries)

    one = cost()
    content = Document(CONTENT, from_plain(CONTENT).blocks)
    other = texts.create_text(
        actor=annotator, source=source, document=content, language="en", direction="ltr"
    )
    texts.save_version(
        actor=annotator, text=other, document=from_plain(f"X.\n\n{CONTENT}"), based_on=1
    )
    for version in other.versions.all():
        made = highlights.create_highlight(actor=annotator, version=version, ranges=[(4, 12)])
        citations.cite(actor=annotator, claim=claim, highlight=made, stance="supports")
    for page in "123":
        citations.cite(actor=annotator, claim=claim, source=source, locator=page, stance="supports")
    assert cost() == one
