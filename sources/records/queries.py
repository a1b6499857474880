"""Reads of sources that are more than a queryset method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Func, JSONField, Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Lower

from project.people.models import Workspace
from sources.importing.models import Import
from sources.records.models import Source
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: Words of a search that count: each costs the database as much as the first.
MOST_WORDS = 20


class _Told(Func):
    """An item without its codes, which nobody means who searches for words."""

    template = "(%(expressions)s - '{type,language}'::text[])"
    output_field = JSONField()


class _Words(Func):
    """Every text in some values and in their JSON; its keys, such as “family”, are no words."""

    template = (
        "(SELECT string_agg(found #>> '{}', ' ') FROM jsonb_path_query("
        "jsonb_build_array(%(expressions)s), 'strict $.** ? (@.type() == \"string\")') AS found)"
    )
    output_field = TextField()


def having_words(sources: QuerySet[Source], q: str) -> QuerySet[Source]:
    """Those with every word of `q` in key, record, further titles and names, or provenance.

    Neither case nor accents count: “Tawaddul” finds “Ṭāwaddul”.
    """
    words = q.replace("\0", " ").split()[:MOST_WORDS]
    if not words:
        return sources
    told = _Words(_Told(F("csl")), "variants", "citation_key", "provenance")
    sources = sources.alias(words=told)
    for word in words:
        sources = sources.filter(words__unaccent__icontains=word)
    return sources


def search_sources(
    user: User | AnonymousUser, workspace: Workspace, *, q: str = ""
) -> QuerySet[Source]:
    """Sources with every word of `q`, by citation key; each with `text_count`."""
    found = Source.objects.visible_to(user).filter(workspace=workspace)
    return (
        having_words(found, q)
        .select_related("workspace")
        .annotate(text_count=Count("texts", filter=Q(texts__deleted_at=None)))
        .order_by(Lower("citation_key"), "pk")
    )


def texts_of(source: Source, user: User | AnonymousUser) -> list[Text]:
    """The texts of a source with their versions, the newest first and without content."""
    versions = (
        TextVersion.objects.existing()
        .defer("content", "blocks", "marks")
        .select_related("created_by")
        .order_by("-number")
    )
    texts = list(
        Text.objects.visible_to(user)
        .filter(source=source)
        .prefetch_related(Prefetch("versions", versions))
    )
    for text in texts:
        text.workspace = source.workspace
        for version in text.versions.all():
            version.workspace = source.workspace
            version.text = text
    return texts


def imports_of(source: Source, user: User | AnonymousUser) -> list[Import]:
    """The imports of a source, the newest first, originals at hand."""
    return list(
        Import.objects.visible_to(user)
        .filter(source=source)
        .select_related("original", "created_by", "workspace")
    )
