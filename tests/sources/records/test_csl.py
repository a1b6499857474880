"""What makes a CSL-JSON item one that we keep."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sources.records.csl import COMMON_FIELDS, TYPE_FIELDS, TYPES, check_item, fields_for

ITEM = {"type": "book", "title": "Memoir"}

GOOD: list[dict[str, Any]] = [
    {},
    {"author": [{"family": "Kasimi", "given": "A.", "suffix": "Jr", "comma-suffix": True}]},
    {"author": [{"literal": "新疆日报"}], "editor": []},
    {"volume": 12, "page": "1–2", "ISBN": "978"},
    {"accessed": {"date-parts": [[2020, 1, 2]]}},
    {"custom": {"anything": [1, {"deep": None}]}, "keyword": "a, b", "categories": ["a"]},
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
    ({**ITEM, "author": "Kasimi"}, "list of names"),
    ({**ITEM, "author": ["Kasimi"]}, "list of names"),
    ({**ITEM, "author": [{}]}, "list of names"),
    ({**ITEM, "author": [{"given": "A."}]}, "list of names"),
    ({**ITEM, "author": [{"family": 5}]}, "list of names"),
    ({**ITEM, "author": [{"family": "A", "given": []}]}, "list of names"),
    ({**ITEM, "author": [{"family": "A", "role": "x"}]}, "list of names"),
    ({**ITEM, "accessed": "2020"}, "must be an object"),
    ({**ITEM, "volume": True}, "text or a number"),
    ({**ITEM, "volume": None}, "text or a number"),
    ({**ITEM, "publisher": ["A"]}, "text or a number"),
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


@pytest.mark.parametrize("item_type", TYPES)
def test_every_type_has_a_form_with_each_field_once(item_type: str) -> None:
    fields = fields_for(item_type)
    assert len(fields) == len(set(fields))
    assert set(COMMON_FIELDS) <= set(fields)


def test_only_types_have_fields() -> None:
    assert TYPE_FIELDS.keys() <= TYPES.keys()
