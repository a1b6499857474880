"""CSL-JSON items: the types, and what makes an item valid.

Source: the Citation Style Language's data schema and its specification 1.0.2. No package
brings the schema as data that a program could read, and its messages speak of JSON; so the
rules stand here in words of ours (`docs/decisions/0070-the-form-of-a-source.md`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sources.records.labels import label_of
from sources.records.variables import (
    ALL,
    DATE_PARTS,
    DATES,
    NAME_PARTS,
    NAME_SWITCHES,
    NAMES,
    NUMBERS,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: CSL's item types with the words a historian would use.
TYPES: dict[str, StrOrPromise] = {
    "article": _("Article (preprint)"),
    "article-journal": _("Journal article"),
    "article-magazine": _("Magazine article"),
    "article-newspaper": _("Newspaper article"),
    "bill": _("Bill"),
    "book": _("Book"),
    "broadcast": _("Broadcast"),
    "chapter": _("Chapter"),
    "classic": _("Classic"),
    "collection": _("Collection"),
    "dataset": _("Data set"),
    "document": _("Document"),
    "entry": _("Entry"),
    "entry-dictionary": _("Dictionary entry"),
    "entry-encyclopedia": _("Encyclopedia entry"),
    "event": _("Event"),
    "figure": _("Figure"),
    "graphic": _("Picture"),
    "hearing": _("Hearing"),
    "interview": _("Interview"),
    "legal_case": _("Legal case"),
    "legislation": _("Legislation"),
    "manuscript": _("Manuscript"),
    "map": _("Map"),
    "motion_picture": _("Film"),
    "musical_score": _("Musical score"),
    "pamphlet": _("Pamphlet"),
    "paper-conference": _("Conference paper"),
    "patent": _("Patent"),
    "performance": _("Performance"),
    "periodical": _("Periodical"),
    "personal_communication": _("Letter or personal communication"),
    "post": _("Post"),
    "post-weblog": _("Web log post"),
    "regulation": _("Regulation"),
    "report": _("Report"),
    "review": _("Review"),
    "review-book": _("Book review"),
    "software": _("Software"),
    "song": _("Sound recording"),
    "speech": _("Speech"),
    "standard": _("Standard"),
    "thesis": _("Thesis"),
    "treaty": _("Treaty"),
    "webpage": _("Web page"),
}


def type_word(csl_type: str) -> str:
    """What a historian calls a CSL type."""
    return str(TYPES.get(csl_type, csl_type))


def adopt(item: dict[str, Any]) -> dict[str, Any]:
    """The item with what is no CSL variable moved into `custom`, the standard's place for it.

    For items from other programs; what is wrong otherwise stays so, and `check_item` tells.
    """
    foreign = {name: value for name, value in item.items() if name not in {*ALL, "id", "type"}}
    if not foreign:
        return item
    known = {name: value for name, value in item.items() if name not in foreign}
    custom = known.get("custom")
    return {**known, "custom": {**(custom if isinstance(custom, dict) else {}), **foreign}}


def check_item(item: Any) -> None:
    """Raise ValidationError (field `csl`) unless `item` is a CSL-JSON item that we can keep.

    `id` and `issued` are the source's citation key and date, and so are refused here. The
    message names the field as the form does, and as CSL does.
    """
    if not isinstance(item, dict):
        raise _invalid(
            _now("A source is a CSL-JSON object, such as {“type”: “book”, “title”: “…”}.")
        )
    if not isinstance(item.get("type"), str) or item["type"] not in TYPES:
        raise _invalid(
            _now("“type” must be a CSL type, such as book, manuscript or report; not %(type)r.")
            % {"type": item.get("type")}
        )
    if not isinstance(item.get("title"), str) or not item["title"].strip():
        raise _invalid(_now("A source needs a “title”; describe it in brackets where it has none."))
    for field, value in item.items():
        if problem := _problem(field, value):
            raise _invalid(_named(field, item["type"], problem))


def is_name(name: Any) -> bool:
    """Whether this is a CSL name with a family name or in one piece, and nothing strange."""
    return (
        isinstance(name, dict)
        and bool(name.get("family") or name.get("literal"))
        and all(
            isinstance(value, str | bool | int if part in NAME_SWITCHES else str)
            for part, value in name.items()
        )
        and name.keys() <= {*NAME_PARTS, *NAME_SWITCHES}
    )


def can_be_kept(value: Any) -> bool:
    """Whether every string in a JSON value is one that PostgreSQL can hold."""
    return all(
        # Neither NUL nor lone surrogates.
        "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
        for text in _strings(value)
    )


def _problem(field: str, value: Any) -> str:
    """What is wrong with one variable's value; empty where nothing is."""
    if not can_be_kept({field: value}):
        return _now("holds a character that no database can keep.")
    if field in ("id", "issued"):
        return _now("has a field of its own (citation_key, date).")
    if field == "type":
        return ""
    if field not in ALL:
        return _now("is no CSL variable; put it into “custom”.")
    if field in NAMES:
        good = isinstance(value, list) and all(map(is_name, value))
        return "" if good else _now("must be a list of names, each with “family” or “literal”.")
    if field in DATES:
        return _date_problem(value)
    if field == "custom":
        return _custom_problem(value)
    if field in ("categories", "keyword") and isinstance(value, list):
        good = all(isinstance(each, str) for each in value)
        return "" if good else _now("must be a list of words.")
    return _plain_problem(field, value)


def _custom_problem(value: Any) -> str:
    if not isinstance(value, dict):
        return _now("must be an object.")
    # There it would be taken for what the source's own fields say.
    return _now("holds “testimonia”, which is for fields of ours.") if "testimonia" in value else ""


def _plain_problem(field: str, value: Any) -> str:
    if field in NUMBERS:
        good = isinstance(value, str | int | float) and not isinstance(value, bool)
        return "" if good else _now("must be text or a number.")
    return "" if isinstance(value, str) else _now("must be text.")


def _date_problem(value: Any) -> str:
    if not isinstance(value, dict):
        return _now("must be an object, such as {“date-parts”: [[1949, 8, 24]]}.")
    if unknown := sorted(value.keys() - {*DATE_PARTS}):
        return _now("has “%(part)s”, which no CSL date has.") % {"part": unknown[0]}
    parts = value.get("date-parts", [])
    good = isinstance(parts, list) and len(parts) <= 2 and all(map(_is_date, parts))
    return "" if good else _now("must have date-parts like [[year, month, day]], once or twice.")


def _is_date(parts: Any) -> bool:
    return (
        isinstance(parts, list)
        and 1 <= len(parts) <= 3
        and all(isinstance(part, str | int) and not isinstance(part, bool) for part in parts)
    )


def _strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from (key, *_strings(each))
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _named(field: str, item_type: str, problem: str) -> str:
    label = label_of(field, item_type)
    return f"{label} (“{field}”) {problem}" if label.lower() != field else f"“{field}” {problem}"


def _invalid(message: str) -> ValidationError:
    return ValidationError({"csl": message})
