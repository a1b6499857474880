"""What makes a CSL-JSON item one that we keep."""

from importlib.resources import files
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from lxml import etree

from sources.records import variables
from sources.records.csl import TYPES, adopt, check_item
from sources.records.groups import GROUPS, beyond, fields_for, groups_of
from sources.records.labels import LABELS, label_of

ITEM = {"type": "book", "title": "Memoir"}

GOOD: list[dict[str, Any]] = [
    {},
    {"author": [{"family": "Kasimi", "given": "A.", "suffix": "Jr", "comma-suffix": True}]},
    {"author": [{"literal": "新疆日报"}], "editor": []},
    {"volume": 12, "page": "1–2", "ISBN": "978"},
    {"accessed": {"date-parts": [[2020, 1, 2]]}},
    {"event-date": {"date-parts": [["1949", 8], [1950]], "circa": True}},
    {"custom": {"anything": [1, {"deep": None}]}, "keyword": "a, b", "categories": ["a"]},
    {"keyword": ["crash", "1949"]},
    {"note": "\\u0000 written out is no NUL"},
    {"title": "ئەسلىمە 𐽰 👩‍🚀"},
]

BAD: list[tuple[Any, str]] = [
    (None, "CSL-JSON object"),
    ([], "CSL-JSON object"),
    ("book", "CSL-JSON object"),
    ({"title": "No type"}, "“type”"),
    ({**ITEM, "type": "letter"}, "“type”"),
    ({**ITEM, "type": ["book"]}, "“type”"),
    ({**ITEM, "type": {}}, "“type”"),
    ({"type": "book"}, "“title”"),
    ({**ITEM, "title": " "}, "“title”"),
    ({**ITEM, "title": 5}, "“title”"),
    ({**ITEM, "id": "x"}, "citation_key, date"),
    ({**ITEM, "issued": {}}, "citation_key, date"),
    ({**ITEM, "author": "Kasimi"}, "Authors (“author”) must be a list of names"),
    ({**ITEM, "author": ["Kasimi"]}, "list of names"),
    ({**ITEM, "author": [{}]}, "list of names"),
    ({**ITEM, "author": [{"given": "A."}]}, "list of names"),
    ({**ITEM, "author": [{"family": 5}]}, "list of names"),
    ({**ITEM, "author": [{"family": "A", "given": []}]}, "list of names"),
    ({**ITEM, "author": [{"family": "A", "role": "x"}]}, "list of names"),
    ({**ITEM, "accessed": "2020"}, "Date of access (“accessed”) must be an object"),
    ({**ITEM, "accessed": {"date-parts": [2020]}}, "[[year, month, day]]"),
    ({**ITEM, "accessed": {"date-parts": [[2020, 1, 2, 3]]}}, "[[year, month, day]]"),
    ({**ITEM, "accessed": {"date-parts": [[1], [2], [3]]}}, "[[year, month, day]]"),
    ({**ITEM, "accessed": {"date-parts": [[True]]}}, "[[year, month, day]]"),
    ({**ITEM, "accessed": {"day": 1}}, "“day”, which no CSL date has"),
    ({**ITEM, "volume": True}, "text or a number"),
    ({**ITEM, "volume": None}, "text or a number"),
    ({**ITEM, "publisher": ["A"]}, "“publisher” must be text"),
    ({**ITEM, "publisher": 7}, "must be text"),
    ({**ITEM, "archive-box": "7"}, "is no CSL variable; put it into “custom”"),
    ({**ITEM, "custom": {"testimonia": {}}}, "fields of ours"),
    ({**ITEM, "custom": "a"}, "must be an object"),
    ({**ITEM, "keyword": [1]}, "list of words"),
    ({**ITEM, "note": "a\x00b"}, "no database"),
    ({**ITEM, "custom": {"a": ["\x00"]}}, "no database"),
    ({**ITEM, "custom": {"a\x00": 1}}, "no database"),
    ({**ITEM, "a\x00": "1"}, "no database"),
    ({**ITEM, "note": "\ud800"}, "no database"),
    ({**ITEM, "author": [{"family": "\x00"}]}, "no database"),
]


@pytest.mark.parametrize("fields", GOOD)
def test_good_items(fields: dict[str, Any]) -> None:
    check_item({**ITEM, **fields})


@pytest.mark.parametrize(("item", "words"), BAD)
def test_bad_items_and_why(item: Any, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_item(item)
    assert words in " ".join(refused.value.message_dict["csl"])


def schema(name: str) -> set[str]:
    """The values of a definition in the Citation Style Language's own schema."""
    place = "data/schema/schemas/styles/csl.rng"
    root = etree.fromstring((files("citeproc") / place).read_bytes())
    found = {"rng": "http://relaxng.org/ns/structure/1.0"}
    return {str(v) for v in root.xpath(f"//rng:define[@name='{name}']//rng:value/text()",
                                       namespaces=found)}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("item-types", TYPES),
        ("variables.names", variables.NAMES),
        ("variables.dates", variables.DATES),
        ("variables.numbers", variables.NUMBERS),
        ("variables.titles", variables.TITLES),
        ("variables.strings", variables.STRINGS),
    ],
)
def test_types_and_variables_are_those_of_the_schema(name: str, ours: Any) -> None:
    assert set(ours) == schema(name)
    assert len(set(ours)) == len(list(ours))


def test_what_is_no_variable_goes_to_custom() -> None:
    item = {**ITEM, "id": "x", "Box": 7, "custom": {"a": 1}}
    assert adopt(item) == {**ITEM, "id": "x", "custom": {"a": 1, "Box": 7}}
    assert adopt({**ITEM, "Box": 7, "custom": "odd"})["custom"] == {"Box": 7}
    assert adopt(ITEM) is ITEM


@pytest.mark.parametrize("item_type", TYPES)
def test_every_type_has_a_form_with_each_field_once(item_type: str) -> None:
    fields = fields_for(item_type)
    assert len(fields) == len(set(fields))
    assert set(fields) <= variables.ALL - {"issued", "title", "custom", "categories"}
    assert list(groups_of(item_type)) == list(GROUPS)
    assert {"archive", "archive_location", "language", "author"} <= set(fields)


def test_what_a_type_has_no_field_for_can_still_be_shown() -> None:
    given = {"type", "title", "ISBN", "interviewer", "issued", "custom", "archive", "nonsense"}
    assert list(beyond("manuscript", given)) == ["interviewer", "ISBN"]


def test_labels_are_of_variables() -> None:
    assert LABELS.keys() <= variables.ALL


@pytest.mark.parametrize(
    ("field", "item_type", "label"),
    [
        ("container-title", "article-journal", "Journal"),
        ("container-title", "book", "Published in"),
        ("page", "manuscript", "Folios or pages"),
        ("page", "chapter", "Pages"),
        ("DOI", "book", "DOI"),
        ("printing-number", "book", "Printing number"),
    ],
)
def test_labels(field: str, item_type: str, label: str) -> None:
    assert label_of(field, item_type) == label
