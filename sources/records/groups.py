"""The form of a source by type: which variables fit, in named groups.

A letter is asked for recipients and folios, an article for its journal; what a source has
beyond its type is kept and shown in a group of its own.

A folio is CSL's `page`: the part of a larger thing (here of a file) that the item covers.
`locator` is for the place that one citation points to, `archive_location` for the shelfmark.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from sources.records.variables import ALL, DATES, NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: Groups in their order, with their headings.
GROUPS: dict[str, StrOrPromise] = {
    "what": _("What it is"),
    "who": _("Who"),
    "when": _("When"),
    "published": _("Where it was published"),
    "kept": _("Where it is kept"),
    "described": _("Description"),
    "weighed": _("As evidence"),
    "cited": _("How it is cited"),
}

_IN = ("container-title", "volume", "issue", "page")
_PRESS = ("publisher", "publisher-place")
_BOOK = (*_PRESS, "edition", "volume", "number-of-volumes", "collection-title",
         "collection-number", "ISBN")  # fmt: skip
_IN_BOOK = ("container-title", "page", *_BOOK)
_OCCASION = ("event-title", "event-place")
_REPORT = (*_PRESS, "number", "collection-title", "collection-number")
_COURT = ("authority", "jurisdiction", "number", "container-title", "volume", "section", "page")

#: Where it was published, by type; types not named have a publisher alone.
_PUBLISHED: dict[str, tuple[str, ...]] = {
    "article": ("number", *_PRESS),
    "article-journal": (*_IN, "ISSN"),
    "article-magazine": (*_IN, "ISSN"),
    "article-newspaper": (*_IN, "edition", "section", "publisher-place", "ISSN"),
    "bill": _COURT,
    "book": _BOOK,
    "broadcast": ("container-title", "number", *_PRESS),
    "chapter": _IN_BOOK,
    "classic": _BOOK,
    "dataset": ("version", *_PRESS),
    "document": (*_PRESS, "number"),
    "entry": _IN_BOOK,
    "entry-dictionary": _IN_BOOK,
    "entry-encyclopedia": _IN_BOOK,
    "event": _OCCASION,
    "figure": ("container-title", "number", *_PRESS),
    "hearing": (*_COURT, *_OCCASION),
    "interview": ("container-title", *_PRESS),
    "legal_case": _COURT,
    "legislation": _COURT,
    "manuscript": ("collection-title",),
    "map": (*_PRESS, "edition", "scale", "collection-title"),
    "pamphlet": (*_PRESS, "edition", "collection-title", "collection-number"),
    "paper-conference": (*_IN_BOOK, *_OCCASION),
    "patent": ("authority", "jurisdiction", "number"),
    "performance": (*_OCCASION, "publisher"),
    "periodical": (*_PRESS, "volume", "issue", "number", "ISSN"),
    "personal_communication": ("container-title", "volume"),
    "post": ("container-title",),
    "post-weblog": ("container-title",),
    "regulation": _COURT,
    "report": _REPORT,
    "review": (*_IN, "reviewed-title"),
    "review-book": (*_IN, "reviewed-title"),
    "software": ("version", *_PRESS),
    "song": ("container-title", "number", *_PRESS),
    "speech": (*_OCCASION, "container-title"),
    "standard": ("number", "version", *_PRESS),
    "thesis": _PRESS,
    "treaty": ("number", "container-title", "volume", "page", "event-place"),
    "webpage": ("container-title", "publisher"),
}

#: Who took part, beyond authors; types not named have editors and translators.
_NAMES: dict[str, tuple[str, ...]] = {
    "article-magazine": ("translator",),
    "article-newspaper": ("translator",),
    "broadcast": ("host", "guest", "director", "producer", "narrator"),
    "chapter": ("editor", "translator", "container-author"),
    "collection": ("compiler", "editor"),
    "entry": ("editor",),
    "entry-dictionary": ("editor",),
    "entry-encyclopedia": ("editor",),
    "event": ("organizer",),
    "figure": ("illustrator",),
    "graphic": ("illustrator", "contributor"),
    "hearing": ("chair", "contributor"),
    "interview": ("interviewer", "translator"),
    "manuscript": ("compiler", "translator"),
    "motion_picture": ("director", "script-writer", "producer", "performer"),
    "musical_score": ("composer", "editor"),
    "paper-conference": ("editor", "chair", "translator"),
    "performance": ("performer", "director", "composer"),
    "periodical": ("editor", "editorial-director"),
    "personal_communication": ("recipient", "translator"),
    "post": (),
    "post-weblog": (),
    "review": ("reviewed-author",),
    "review-book": ("reviewed-author",),
    "software": ("contributor",),
    "song": ("composer", "performer", "producer"),
    "speech": ("translator",),
    "thesis": (),
    "webpage": ("editor",),
}
_GENRE = frozenset(
    {"article", "document", "entry", "graphic", "interview", "manuscript", "map", "pamphlet"}
    | {"personal_communication", "performance", "report", "speech", "thesis", "webpage"}
)
_MEDIUM = frozenset(
    {"broadcast", "dataset", "graphic", "interview", "map", "motion_picture", "performance"}
    | {"song", "speech", "software"}
)
_OCCASIONS = frozenset({"event", "hearing", "paper-conference", "performance", "speech"})
_ONLINE = frozenset({"webpage", "post", "post-weblog", "dataset", "software"})
_FOLIOS = frozenset(
    {"collection", "document", "graphic", "interview", "manuscript", "map"}
    | {"personal_communication"}
)


def groups_of(item_type: str) -> dict[str, tuple[str, ...]]:
    """The CSL variables that fit a type, by group; type, title and `issued` aside."""
    occasion = item_type in _OCCASIONS
    folios = ("page",) if item_type in _FOLIOS else ()
    genre = ("genre",) * (item_type in _GENRE)
    return {
        "what": (*genre, *("medium",) * (item_type in _MEDIUM), "language"),
        "who": ("author", *_NAMES.get(item_type, ("editor", "translator"))),
        "when": (
            *("event-date",) * occasion,
            "original-date",
            *("accessed",) * (item_type in _ONLINE),
        ),
        "published": _PUBLISHED.get(item_type, _PRESS),
        "kept": ("archive", "archive-place", "archive_collection", "archive_location", *folios),
        "described": ("abstract", "keyword", "note", "call-number", "DOI", "URL"),
        "weighed": (),
        "cited": (),
    }


def fields_for(item_type: str) -> tuple[str, ...]:
    """The variables of the form for a type, in its order; type, title and `issued` aside."""
    return tuple(name for names in groups_of(item_type).values() for name in names)


def beyond(item_type: str, given: Iterable[str] | Mapping[str, Any]) -> Iterator[str]:
    """Those of `given` that a form can show and that the type has no field for."""
    fitting = {"title", *fields_for(item_type)}
    order = (*NAMES, *DATES, *sorted(ALL - {*NAMES, *DATES}))
    return (
        name for name in order if name in given and name not in fitting and name not in _NO_FIELD
    )


_NO_FIELD = ("issued", "custom", "categories")
