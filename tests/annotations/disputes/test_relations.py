"""How answers stand to each other, one by one and all together."""

import itertools
from random import Random

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from annotations.claims.values import Authority, Value, from_input, from_json
from annotations.disputes.relations.comparing import RelatedAnswers, claim_pairs, compare_answers
from annotations.disputes.relations.gap_pairs import Meetings
from annotations.disputes.relations.reasons import Comparison, relate
from annotations.disputes.relations.relating import Answer, DistinctAnswer, Relation
from sources.records.edtf import iso_day

OPTIONS = ("weather", "foul play", "error")
EXCLUSIVITIES = ("exclusive", "compatible", "unknown")


def value(kind: str, text: str) -> Value:
    return from_input(kind, text, options=OPTIONS if kind == "option" else ())


def compare(one: Value, two: Value, exclusivity: str) -> Comparison:
    return relate(DistinctAnswer(one), DistinctAnswer(two), exclusivity)


@pytest.mark.parametrize(
    ("kind", "one", "two", "relation", "reason"),
    [
        (
            "date",
            "1949-08-24",
            "1949-08-27",
            "conflict",
            "1949-08-24 and 1949-08-27 do not overlap",
        ),
        ("date", "1949-08", "1949-08-27", "refine", "1949-08-27 lies within 1949-08"),
        ("date", "1949", "1949-01/1949-12", "agree", "come to the same"),
        ("date", "1949-08/1949-10", "1949-09/1949-11", "overlap", "overlap"),
        ("date", "1949~", "1950", "refine", "1949~ is approximate"),
        ("date", "1949?", "1951", "conflict", "1949? is uncertain"),
        ("date", "../1948", "1949/..", "conflict", "do not overlap"),
        ("date", "1948/", "1949", "refine", "1949 lies within 1948/"),
        ("date", "{1949-08-24,1949-08-30}", "1949-08-27", "conflict", "only some of the days"),
        ("date", "[1949-08-24,1949-08-30]", "1949-08-24", "overlap", "only some of the days"),
        ("date", "[1949-08-24,1949-08-26]", "[1949-08-25,1949-08-27]", "conflict", "not overlap"),
        ("date", "{1949-08-24,1949-08-26}", "1949-08-24/1949-08-25", "overlap", "overlap"),
        ("date", "1949-XX-25", "1949-08-24", "conflict", "do not overlap"),
        ("date", "1949-XX-25", "1949-08-25", "overlap", "only some of the days"),
        ("date", "1949-08-24T10:00:00", "1949-08-24T12:00:00", "conflict", "do not overlap"),
        ("date", "1949-08-24T10:00:00Z", "1949-08-24", "refine", "zone, which is not compared"),
        ("date", "-0275", "0276", "conflict", "do not overlap"),
        ("number", "30,000", "40,000", "conflict", "30,000 and 40,000 differ"),
        ("number", "30000-40000", "40000-50000", "overlap", "30,000–40,000 and 40,000–50,000"),
        ("number", "none", "0", "agree", "none and 0 come to the same"),
        ("number", "none", "at most 12", "refine", "one answer is none, which at most 12 allows"),
        ("number", "none", "over 0", "conflict", "one answer is none, the other over 0"),
        ("number", "over 30000", "30000", "conflict", "do not overlap"),
        ("number", "at least 30000", "30000", "refine", "lies within"),
        ("number", "about 30000", "33000", "refine", "approximate (25,000–35,000)"),
        ("number", "about 24", "25", "refine", "25 lies within about 24; about 24 is approximate"),
        ("number", "about 24", "26", "conflict", "approximate (23–25)"),
        ("number", "30 men", "30 regiments", "not_comparable", "counted in different ways"),
        ("option", "weather", "foul play", "conflict", "the question takes one answer"),
        ("place", "Almaty", "ALMATY", "agree", "both say"),
        ("place", "Almaty", "Irkutsk", "conflict", "Almaty is not Irkutsk"),
        ("person", "Anna; Boris", "Boris; Anna", "agree", "both say"),
        ("person", "Anna", "Anna; Boris", "refine", "Anna; Boris, with Anna among them"),
        ("person", "Anna; Clara", "Anna; Boris", "overlap", "share some"),
        ("person", "Anna", "Boris", "conflict", "Anna is not Boris; the question takes one answer"),
        ("group", "Anna; Boris", "Clara", "conflict", "have none in common"),
        ("boolean", "yes", "no", "conflict", "no and yes exclude each other"),
        ("text", "by train", "by air", "differ", "a reader must say"),
        ("date", "1949", "unknown", "not_comparable", "do not contradict"),
        ("date", "not stated", "unknown", "not_comparable", "do not contradict"),
        ("person", "none", "Anna", "conflict", "one answer is none"),
        ("person", "none", "none", "agree", "both say none"),
    ],
)
def test_values_under_a_question_with_one_answer(
    kind: str, one: str, two: str, relation: str, reason: str
) -> None:
    found = compare(value(kind, one), value(kind, two), "exclusive")
    assert found.relation == relation
    assert reason in found.reason
    assert compare(value(kind, two), value(kind, one), "exclusive") == found


@pytest.mark.parametrize("exclusivity", ["compatible", "unknown"])
def test_without_known_exclusivity_values_only_differ(exclusivity: str) -> None:
    found = compare(value("option", "weather"), value("option", "error"), exclusivity)
    assert found.relation == Relation.DIFFER
    assert found.reason.endswith("several answers" if exclusivity == "compatible" else "settled")


@pytest.mark.parametrize("exclusivity", EXCLUSIVITIES)
def test_some_answers_contradict_under_every_question(exclusivity: str) -> None:
    yes, no = value("boolean", "yes"), value("boolean", "no")
    assert compare(yes, no, exclusivity).relation == Relation.CONFLICT
    weather = value("option", "weather")
    affirmed, denied = DistinctAnswer(weather), DistinctAnswer(weather, denied=True)
    assert relate(affirmed, denied, exclusivity).reason == "weather is affirmed and denied"


def test_dates_keep_their_order_in_a_language_from_right_to_left() -> None:
    one, two = from_input("date", "1949-08-24"), from_input("date", "1949-08-27")
    with translation.override("ar"):
        reason = compare(one, two, "exclusive").reason
    assert "\u20681949-08-24\u2069" in reason
    assert "\u20681949-08-27\u2069" in reason
    assert compare(one, two, "exclusive").reason == "1949-08-24 and 1949-08-27 do not overlap"


@pytest.mark.parametrize(
    ("kind", "affirmed", "denied", "relation"),
    [
        ("date", "1949-08-24", "1949-08", "conflict"),
        ("date", "1949-08", "1949-08-24", "overlap"),
        ("date", "1949-08", "1950", "not_comparable"),
        ("person", "Anna; Boris", "Anna", "conflict"),
        ("person", "Anna", "Anna; Boris", "overlap"),
        ("boolean", "yes", "yes", "conflict"),
        ("boolean", "yes", "no", "agree"),
    ],
)
def test_denials(kind: str, affirmed: str, denied: str, relation: str) -> None:
    one = DistinctAnswer(value(kind, affirmed))
    two = DistinctAnswer(value(kind, denied), denied=True)
    assert relate(one, two, "unknown").relation == relate(two, one, "unknown").relation == relation


# --- properties ---------------------------------------------------------------------

#: What each place lies in, and other names of it.
WITHIN = {
    "Asia": (),
    "Kazakhstan": ("Asia",),
    "Almaty region": ("Asia", "Kazakhstan"),
    "Verny": ("Asia", "Kazakhstan", "Almaty region"),
    "Irkutsk": (),
}


class Gazetteer:
    """Knows places as above, the people A and B, who is also called E."""

    def authority(self, kind: str, name: str, uid: str) -> Authority | None:
        if kind == "place" and name in WITHIN:
            return Authority(name, name, (*WITHIN[name], name))
        found = {"A": "a", "B": "b", "E": "b"}.get(name) if kind == "person" else None
        return Authority(found, found.upper(), (found,)) if found else None


_dates = st.sampled_from(
    "1949 1949? 1949~ 1949-08 1949-08-24 1949-08-27 1949-08/1949-10 1949-09/.. ../1948 1950/ "
    "[1949-08-24,1949-08-30] {1948,1950} 1949-08-2X 194X 1949-XX-25 -0275 Y170000002 "
    "[1949-08-25,1949-08-27,1949-08-29] {1949-08-24..1949-08-26,1950} [..1948,1950] 19XX-08 "
    "1949-08-24T10:00:00 1949-08-24T12:00:00 XXXX-08-24 {1949~,1952}".split()
)
_sets_of_days = st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True).map(
    lambda days: f"[{','.join(f'1949-08-{day:02}' for day in sorted(days))}]"
)
_numbers = st.builds(
    lambda form, low, more, unit: form.format(low, low + more) + unit,
    st.sampled_from(["{0}", "{0}-{1}", "about {0}", "over {0}", "under {0}", "at least {0}"]),
    st.integers(0, 12),
    st.integers(0, 6),
    st.sampled_from(["", " men"]),
)
_people = st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=4).map("; ".join)
_typed = st.one_of(
    st.tuples(st.just("date"), st.one_of(_dates, _sets_of_days)),
    st.tuples(st.just("number"), _numbers),
    st.tuples(st.just("person"), _people),
    st.tuples(st.just("option"), st.sampled_from(OPTIONS)),
    st.tuples(st.just("boolean"), st.sampled_from(["yes", "no"])),
    st.tuples(st.sampled_from(["group", "work"]), st.sampled_from(["A", "A; B", "C"])),
    st.tuples(st.just("place"), st.sampled_from(["Almaty", "almaty", *WITHIN])),
    st.tuples(st.just("text"), st.sampled_from(["by train", "By train", "by air"])),
    st.tuples(st.just("date"), st.sampled_from(["unknown", "none", "not stated"])),
)
#: About a month reaches further than the EDTF that it comes to.
_months = st.sampled_from(
    [
        from_json({"kind": "date", "calendar": "julian", "original": "about August 1949"}),
        from_json({"kind": "date", "edtf": "1949-08-14~/1949-09-13~"}),
        from_json({"kind": "date", "edtf": "1949-07-20"}),
    ]
)
answers = st.builds(
    lambda value, denied, citations: Answer(
        "claim", value.identified(Gazetteer()), citations, denied
    ),
    st.one_of(_typed.map(lambda typed: value(*typed)), _months),
    st.booleans(),
    st.integers(0, 3),
)
exclusivities = st.sampled_from(EXCLUSIVITIES)


@given(answers, answers, exclusivities)
def test_comparing_is_symmetric(one: Answer, two: Answer, exclusivity: str) -> None:
    assert relate(one, two, exclusivity) == relate(two, one, exclusivity)


@given(answers, exclusivities)
def test_comparing_is_reflexive(one: Answer, exclusivity: str) -> None:
    assert relate(one, one, exclusivity).relation == Relation.AGREE


@given(st.lists(answers, max_size=30), st.randoms(), exclusivities)
def test_order_does_not_matter(
    given_answers: list[Answer], random: Random, exclusivity: str
) -> None:
    shuffled = random.sample(given_answers, len(given_answers))
    assert compare_answers(shuffled, exclusivity) == compare_answers(given_answers, exclusivity)


@given(st.lists(answers, max_size=30), exclusivities)
def test_counts_are_those_of_all_pairs(given_answers: list[Answer], exclusivity: str) -> None:
    found = compare_answers(given_answers, exclusivity, limit=1_000)
    relations = [
        relate(one, two, exclusivity).relation
        for one, two in itertools.combinations(found.answers, 2)
    ]
    assert found.conflict_count == len(found.conflicts) == relations.count(Relation.CONFLICT)
    assert found.difference_count == len(found.differences) == relations.count(Relation.DIFFER)
    assert sum(answer.claims for answer in found.answers) == len(given_answers)
    assert sum(a.citations for a in found.answers) == sum(a.citations for a in given_answers)
    for pair in (*found.conflicts, *found.differences):
        assert relate(pair.first, pair.second, exclusivity).reason == pair.reason


@given(st.lists(answers, max_size=30), exclusivities, st.integers(1, 7))
def test_every_relation_is_counted_and_made_page_by_page(
    given_answers: list[Answer], exclusivity: str, limit: int
) -> None:
    found = RelatedAnswers(given_answers, exclusivity)
    every = {
        frozenset([one.identity, two.identity]): relate(one, two, exclusivity)
        for one, two in itertools.combinations(found.answers, 2)
    }
    for relation in Relation:
        expected = {pair for pair, how in every.items() if how.relation == relation}
        assert found.count(relation) == len(expected)
        if relation == Relation.NOT_COMPARABLE:
            continue
        pages = [
            found.pairs(relation, offset=offset, limit=limit)
            for offset in range(0, len(expected) + limit, limit)
        ]
        listed = [pair for page in pages for pair in page]
        assert all(len(page) == limit for page in pages[:-2])
        assert len(listed) == len(expected)
        assert {frozenset([p.first.identity, p.second.identity]) for p in listed} == expected
        assert tuple(listed) == found.pairs(relation, limit=1_000)


@given(st.lists(answers, max_size=30))
def test_claims_and_stances_add_up(given_answers: list[Answer]) -> None:
    named = [
        Answer(str(n), a.value, a.citations, a.denied, (("supports", a.citations),))
        for n, a in enumerate(given_answers)
    ]
    found = RelatedAnswers(named, "exclusive")
    behind = [claim for answer in found.answers for claim in found.claims(answer)]
    assert sorted(behind) == sorted(answer.claim for answer in named)
    for answer in found.answers:
        assert len(found.claims(answer)) == answer.claims
        assert dict(answer.stances) == {"supports": answer.citations}
        assert found.find(answer.reference) == answer


@given(st.lists(answers, max_size=20), exclusivities)
def test_the_youngest_claim_that_takes_part_is_found(
    given_answers: list[Answer], exclusivity: str
) -> None:
    named = [Answer(str(n), a.value, 0, a.denied) for n, a in enumerate(given_answers)]
    found = RelatedAnswers(named, exclusivity)
    taking_part = [
        int(claim)
        for pair in found.pairs(Relation.CONFLICT, limit=1_000)
        for answer in (pair.first, pair.second)
        for claim in found.claims(answer)
    ]
    if taking_part:
        stated = {answer.claim: int(answer.claim) for answer in named}
        assert found.latest(Relation.CONFLICT, stated) == max(taking_part)


@pytest.mark.parametrize(("offset", "limit"), [(0, 2), (1, 4), (5, 50), (6, 5), (4, 1), (0, 0)])
def test_pairs_of_claims_are_made_page_by_page(offset: int, limit: int) -> None:
    first, second = ["a", "b"], ["x", "y", "z"]
    every = list(itertools.product(first, second))
    assert claim_pairs(first, second, offset=offset, limit=limit) == every[offset:][:limit]
    assert claim_pairs(first, [], offset=offset, limit=limit) == []


@given(st.lists(answers, max_size=30), exclusivities, st.integers(0, 5))
def test_lists_are_bounded_and_counts_are_not(
    given_answers: list[Answer], exclusivity: str, limit: int
) -> None:
    few = compare_answers(given_answers, exclusivity, limit=limit)
    full = compare_answers(given_answers, exclusivity, limit=1_000)
    assert few.conflict_count == full.conflict_count
    assert len(few.conflicts) == min(limit, full.conflict_count)
    assert set(few.conflicts) <= set(full.conflicts)


_values_with_gaps = st.lists(
    st.lists(st.integers(0, 30), min_size=2, max_size=10, unique=True).map(
        lambda ends: list(zip(sorted(ends)[::2], sorted(ends)[1::2], strict=False))
    ),
    max_size=20,
).map(sorted)


@given(_values_with_gaps, st.integers(1, 20))
def test_values_with_gaps_meet_where_their_stretches_do(
    values: list[list[tuple[int, int]]], together: int
) -> None:
    meetings = Meetings(values, together=together)
    for at, value in enumerate(values):
        met = {
            to
            for to, other in enumerate(values)
            if any(one[0] <= two[1] and two[0] <= one[1] for one in value for two in other)
        }
        assert meetings.of(at) == met
        assert meetings.later[at] == sum(to > at for to in met)


def test_many_conflicts_are_counted_and_few_listed() -> None:
    days = [Answer(str(day), value("date", iso_day(700_000 + day))) for day in range(10_000)]
    found = compare_answers(days, "exclusive", limit=5)
    assert found.conflict_count == 10_000 * 9_999 // 2
    assert len(found.conflicts) == 5


# --- the matrix ---------------------------------------------------------------------
