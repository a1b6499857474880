"""What people call the variables of CSL, type by type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LABELS: dict[str, StrOrPromise] = {
    "URL": _("Web address"),
    "abstract": _("Abstract or description"),
    "accessed": _("Date of access"),
    "annote": _("Annotation"),
    "archive": _("Archive"),
    "archive-place": _("Place of the archive"),
    "archive_collection": _("Collection"),
    "archive_location": _("Shelfmark"),
    "author": _("Authors"),
    "authority": _("Authority"),
    "available-date": _("Date of availability"),
    "call-number": _("Call number"),
    "chair": _("Chairs"),
    "chapter-number": _("Chapter"),
    "collection-editor": _("Editors of the series"),
    "collection-number": _("Number in the series"),
    "collection-title": _("Series"),
    "compiler": _("Compilers"),
    "composer": _("Composers"),
    "container-author": _("Authors of the book"),
    "container-title": _("Published in"),
    "container-title-short": _("Published in, short"),
    "contributor": _("Contributors"),
    "curator": _("Curators"),
    "dimensions": _("Size or length"),
    "director": _("Directors"),
    "division": _("Division"),
    "edition": _("Edition"),
    "editor": _("Editors"),
    "editor-translator": _("Editors and translators"),
    "editorial-director": _("Editorial directors"),
    "event-date": _("Date of the occasion"),
    "event-place": _("Place of the occasion"),
    "event-title": _("Occasion"),
    "executive-producer": _("Executive producers"),
    "genre": pgettext_lazy("kind of document", "Genre"),
    "guest": _("Guests"),
    "host": _("Hosts"),
    "illustrator": _("Illustrators"),
    "interviewer": _("Interviewers"),
    "issue": pgettext_lazy("of a journal", "Issue"),
    "jurisdiction": _("Jurisdiction"),
    "keyword": _("Keywords"),
    "language": _("Language"),
    "license": _("Licence"),
    "medium": _("Medium"),
    "narrator": _("Narrators"),
    "note": _("Note"),
    "number": _("Number"),
    "number-of-pages": _("Number of pages"),
    "number-of-volumes": _("Number of volumes"),
    "organizer": _("Organisers"),
    "original-author": _("Authors of the original"),
    "original-date": _("Date of the original"),
    "original-publisher": _("Publisher of the original"),
    "original-title": _("Title of the original"),
    "page": _("Pages"),
    "performer": _("Performers"),
    "producer": _("Producers"),
    "publisher": _("Publisher"),
    "publisher-place": _("Place of publication"),
    "recipient": _("Recipients"),
    "reviewed-author": _("Authors of what is reviewed"),
    "reviewed-title": _("Title of what is reviewed"),
    "scale": pgettext_lazy("of a map", "Scale"),
    "script-writer": _("Script writers"),
    "section": _("Section"),
    "series-creator": _("Creators of the series"),
    "status": _("Status"),
    "title": _("Title"),
    "title-short": _("Short title"),
    "translator": _("Translators"),
    "version": _("Version"),
    "volume": _("Volume"),
    "volume-title": _("Title of the volume"),
}
_BOOK, _UNPUBLISHED = (
    _("Book"),
    frozenset(
        {"collection", "document", "graphic", "interview", "manuscript", "map"}
        | {"personal_communication", "hearing", "legal_case"}
    ),
)
CONTAINERS: dict[str, StrOrPromise] = {
    "article-journal": _("Journal"),
    "article-magazine": _("Magazine"),
    "article-newspaper": _("Newspaper"),
    "broadcast": _("Programme"),
    "chapter": _BOOK,
    "entry": _("Reference work"),
    "entry-dictionary": _("Dictionary"),
    "entry-encyclopedia": _("Encyclopedia"),
    "paper-conference": _("Proceedings"),
    "post": _("Forum or platform"),
    "post-weblog": _("Web log"),
    "review": _("Journal"),
    "review-book": _("Journal"),
    "webpage": _("Web site"),
}
HELP: dict[str, StrOrPromise] = {
    "archive-place": _("Such as Almaty."),
    "archive_collection": _("Fond, series or papers, as the archive calls them."),
    "archive_location": _("Where it lies in the archive, such as f. 17, op. 166, d. 4."),
    "genre": _("Such as letter, diary or telegram."),
    "keyword": _("Words with commas between them."),
    "language": _("A BCP 47 tag, such as ru, zh-Hans or ug."),
}


def label_of(field: str, item_type: str = "") -> str:
    """What people call a CSL variable in an item of that type."""
    if field == "container-title" and item_type in CONTAINERS:
        return str(CONTAINERS[item_type])
    if field == "page" and item_type in _UNPUBLISHED:
        return str(_("Folios or pages"))
    if field.isupper() and field not in LABELS:
        return field  # ISBN, DOI
    return str(LABELS.get(field) or field.replace("-", " ").replace("_", " ").capitalize())


def help_of(field: str, item_type: str = "") -> str:
    """How to fill in a CSL variable, where that is not plain."""
    if field == "page" and item_type in _UNPUBLISHED:
        return str(_("Such as ff. 12–14v, where the shelfmark names a whole file."))
    return str(HELP.get(field, ""))
