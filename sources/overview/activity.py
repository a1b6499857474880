"""What the activity of a workspace tells of sources and what goes with them."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from project.people.activity.kinds import Kind, Snapshot, Words, kind_of
from project.people.activity.words import in_words, worded
from sources.models import (
    Attachment,
    Authority,
    Batch,
    Derivation,
    Source,
    Tag,
    Text,
    TextRelation,
    TextVersion,
)
from sources.records.csl import TYPES
from sources.records.labels import label_of

SOURCE = {
    "citation_key": _("Citation key"),
    "date": _("Date"),
    "originality": _("Originality"),
    "provenance": _("Provenance"),
    "rights": _("Rights"),
}


def kinds() -> list[Kind]:
    """Sources and their texts, what goes with sources, authorities and tags."""
    return [*_recorded(), *_accompanying(), *_named()]


def _recorded() -> list[Kind]:
    return [
        kind_of(
            Source,
            noun=_("Source"),
            shown={**SOURCE, "csl": "", "variants": ""},
            words=_source_words,
        ),
        kind_of(
            Text,
            noun=_("Text"),
            shown={
                "title": _("Title"),
                "kind": _("Kind"),
                "language": _("Language"),
                "direction": _("Direction"),
            },
            related=("source",),
            label=lambda text: f"{text.source}: {text}",
        ),
        kind_of(
            TextVersion,
            name="version",
            noun=_("Correction of a text"),
            shown={"note": _("Note")},
            related=("text__source",),
            label=lambda version: f"{version.text.source}: {version}",
            # The first version is the text itself.
            only=Q(number__gt=1),
        ),
        kind_of(
            TextRelation,
            name="text_relation",
            noun=_("Translation or edition"),
            shown={"kind": _("Kind")},
            related=("text__source", "original__source"),
            label=lambda one: (
                f"{one.text.source} — {one.get_kind_display()} — {one.original.source}"
            ),
        ),
    ]


def _accompanying() -> list[Kind]:
    return [
        kind_of(
            Derivation,
            noun=_("Derivation"),
            shown={"kind": _("Kind"), "reason": _("Reason")},
            part_of="source",
            related=("origin",),
            label=lambda one: f"{one.source} — {one.get_kind_display()} — {one.origin}",
        ),
        kind_of(
            Attachment,
            noun=_("File"),
            shown={"label": _("Label")},
            part_of="source",
            related=("original",),
            label=lambda file: f"{file.source}: {file}",
        ),
        kind_of(
            Batch,
            noun=_("Import of several files"),
            # Not its state: that it came in is told, and its page tells the rest.
            shown={"name": _("Name")},
        ),
    ]


def _named() -> list[Kind]:
    return [
        kind_of(
            Authority,
            noun=_("Authority"),
            shown={
                "kind": _("Kind"),
                "name": _("Preferred name"),
                "language": _("Language"),
                "variants": _("Other names"),
                "description": _("Description"),
                "dates": _("Dates"),
                "part_of__name": _("Part of"),
                "latitude": _("Latitude"),
                "longitude": _("Longitude"),
                "identifiers": _("Identifiers"),
            },
        ),
        kind_of(
            Tag,
            noun=_("Tag"),
            shown={
                "name": _("Name"),
                "colour": _("Colour"),
                "description": _("Description"),
            },
            url=lambda tag: reverse("sources:tag", args=[tag.workspace.uid, tag.uid]),
        ),
    ]


def _source_words(snapshot: Snapshot) -> Words:
    """The record field by field, each under the name that its type gives it."""
    csl = snapshot.get("csl") or {}
    kind = str(csl.get("type", ""))
    fields = {
        str(label_of(name, kind)): worded(value) for name, value in csl.items() if name != "type"
    }
    other = {str(_("Titles and names in further scripts")): worded(snapshot.get("variants"))}
    return {
        str(_("Type")): str(TYPES.get(kind, kind)),
        **fields,
        **in_words(Source, SOURCE, snapshot),
        **other,
    }
