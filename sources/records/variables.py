"""CSL's variables by kind, as the Citation Style Language 1.0.2 lists them.

Source: the language's schema (`csl-variables.rnc` and `csl-data.json` of the
citation-style-language project). Number variables take numbers or text, all other plain
variables text; tests hold the lists to the schema.
"""

from __future__ import annotations

#: In the order in which a form asks for them.
NAMES = (
    "author", "editor", "translator", "recipient", "interviewer", "collection-editor",
    "compiler", "composer", "container-author", "contributor", "curator", "director",
    "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "narrator", "organizer", "original-author", "performer", "producer",
    "reviewed-author", "script-writer", "series-creator", "chair",
)  # fmt: skip
DATES = ("issued", "original-date", "event-date", "accessed", "available-date", "submitted")
NUMBERS = (
    "chapter-number", "citation-number", "collection-number", "edition",
    "first-reference-note-number", "issue", "locator", "number", "number-of-pages",
    "number-of-volumes", "page", "page-first", "part-number", "printing-number", "section",
    "supplement-number", "version", "volume",
)  # fmt: skip
TITLES = (
    "title", "container-title", "collection-title", "original-title", "part-title",
    "reviewed-title", "volume-title", "title-short", "container-title-short",
)  # fmt: skip
STRINGS = (
    "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place",
    "authority", "call-number", "citation-key", "citation-label", "dimensions", "division", "DOI",
    "event", "event-title", "event-place", "genre", "ISBN", "ISSN", "jurisdiction", "keyword",
    "language", "license", "medium", "note", "original-publisher", "original-publisher-place",
    "PMCID", "PMID", "publisher", "publisher-place", "references", "reviewed-genre", "scale",
    "source", "status", "URL", "year-suffix",
)  # fmt: skip
#: Names that CSL-JSON has beside those of styles.
JSON_ONLY = ("journalAbbreviation", "shortTitle", "categories", "custom")

PLAIN = frozenset((*NUMBERS, *TITLES, *STRINGS, "journalAbbreviation", "shortTitle"))
#: Every variable an item may have.
ALL = PLAIN | {*NAMES, *DATES, *JSON_ONLY}

NAME_PARTS = (
    "family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle",
)  # fmt: skip
NAME_SWITCHES = ("comma-suffix", "static-ordering", "parse-names")
DATE_PARTS = ("date-parts", "season", "circa", "literal", "raw", "edtf")
