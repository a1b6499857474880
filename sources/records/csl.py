"""CSL-JSON items: the types, the fields that fit each, and what makes an item valid.

Source: the Citation Style Language's data schema and its specification 1.0.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError

#: CSL's item types with the words a historian would use.
TYPES: dict[str, str] = {
    "article": "Article (preprint)",
    "article-journal": "Journal article",
    "article-magazine": "Magazine article",
    "article-newspaper": "Newspaper article",
    "bill": "Bill",
    "book": "Book",
    "broadcast": "Broadcast",
    "chapter": "Chapter",
    "classic": "Classic",
    "collection": "Collection",
    "dataset": "Data set",
    "document": "Document",
    "entry": "Entry",
    "entry-dictionary": "Dictionary entry",
    "entry-encyclopedia": "Encyclopedia entry",
    "event": "Event",
    "figure": "Figure",
    "graphic": "Picture",
    "hearing": "Hearing",
    "interview": "Interview",
    "legal_case": "Legal case",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "Film",
    "musical_score": "Musical score",
    "pamphlet": "Pamphlet",
    "paper-conference": "Conference paper",
    "patent": "Patent",
    "performance": "Performance",
    "periodical": "Periodical",
    "personal_communication": "Letter or personal communication",
    "post": "Post",
    "post-weblog": "Web log post",
    "regulation": "Regulation",
    "report": "Report",
    "review": "Review",
    "review-book": "Book review",
    "software": "Software",
    "song": "Sound recording",
    "speech": "Speech",
    "standard": "Standard",
    "thesis": "Thesis",
    "treaty": "Treaty",
    "webpage": "Web page",
}

NAMES = (
    "author", "editor", "translator", "recipient", "interviewer", "collection-editor",
    "compiler", "composer", "container-author", "contributor", "curator", "director",
    "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "narrator", "organizer", "original-author", "performer", "producer",
    "reviewed-author", "script-writer", "series-creator", "chair",
)  # fmt: skip
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
NAME_PARTS = (
    "family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle",
)  # fmt: skip
NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")

#: Fields of the form that every type has; `archive_location` is CSL's shelfmark.
COMMON_FIELDS = ("archive", "archive_collection", "archive_location", "language", "URL", "note")
_IN_CONTAINER = ("container-title", "page")
_PUBLISHED = ("publisher", "publisher-place")
#: Further fields of the form by type; types not named have `_PUBLISHED`.
TYPE_FIELDS: dict[str, tuple[str, ...]] = {
    "article-journal": (*_IN_CONTAINER, "volume", "issue"),
    "article-magazine": (*_IN_CONTAINER, "volume", "issue"),
    "article-newspaper": (*_IN_CONTAINER, "edition", "publisher-place"),
    "book": (*_PUBLISHED, "edition", "volume", "collection-title"),
    "chapter": (*_IN_CONTAINER, *_PUBLISHED, "editor"),
    "entry-encyclopedia": (*_IN_CONTAINER, *_PUBLISHED, "editor"),
    "interview": ("interviewer", "medium"),
    "manuscript": ("genre",),
    "personal_communication": ("recipient", "genre"),
    "report": (*_PUBLISHED, "genre", "number"),
    "speech": ("event-title", "event-place"),
    "thesis": (*_PUBLISHED, "genre"),
    "webpage": ("container-title",),
}


def fields_for(item_type: str) -> tuple[str, ...]:
    """The form's fields for a type, title and author and date aside."""
    return TYPE_FIELDS.get(item_type, _PUBLISHED) + COMMON_FIELDS


def check_item(item: Any) -> None:
    """Raise ValidationError (field `csl`) unless `item` is a CSL-JSON item that we can keep.

    `id` and `issued` are the source's citation key and date, and so are refused here.
    """
    if not isinstance(item, dict):
        raise _invalid("A source is a CSL-JSON object, such as {“type”: “book”, “title”: “…”}.")
    if not isinstance(item.get("type"), str) or item["type"] not in TYPES:
        raise _invalid(
            "“type” must be a CSL type, such as book, manuscript or report;"
            f" not {item.get('type')!r}."
        )
    if not isinstance(item.get("title"), str) or not item["title"].strip():
        raise _invalid("A source needs a “title”; describe it in brackets where it has none.")
    for field, value in item.items():
        _check_field(field, value)


def _check_field(field: str, value: Any) -> None:
    if field in ("id", "issued"):
        raise _invalid(f"“{field}” has a field of its own (citation_key, date).")
    if field in NAMES:
        if not isinstance(value, list) or not all(map(_is_name, value)):
            raise _invalid(
                f"“{field}” must be a list of names, each with “family” and “given”"
                " or with “literal”."
            )
    elif field in DATES or field == "custom":
        if not isinstance(value, dict):
            raise _invalid(f"“{field}” must be an object.")
    elif field in ("categories", "keyword") and isinstance(value, list):
        if not all(isinstance(each, str) for each in value):
            raise _invalid(f"“{field}” must be a list of words.")
    elif isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _invalid(f"“{field}” must be text or a number.")
    if not all(map(_can_be_kept, _strings({field: value}))):
        raise _invalid(f"“{field}” holds a character that no database can keep.")


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


def _can_be_kept(text: str) -> bool:
    # PostgreSQL knows neither NUL nor lone surrogates.
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_name(name: Any) -> bool:
    return (
        isinstance(name, dict)
        and bool(name.get("family") or name.get("literal"))
        and all(
            isinstance(value, str | bool | int if part in NAME_SWITCHES else str)
            for part, value in name.items()
        )
        and name.keys() <= {*NAME_PARTS, *NAME_SWITCHES}
    )


def _invalid(message: str) -> ValidationError:
    return ValidationError({"csl": message})
