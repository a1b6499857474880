"""Reads of sources that are more than a queryset method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Func, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Lower, NullIf

from project.people.models import Workspace
from sources.importing.models import Import
from sources.records.csl import TYPES
from sources.records.models import Source
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

#: Words of a search that count: each costs the database as much as the first.
MOST_WORDS = 20
#: Those who made a source, whatever their part in it.
_CREATORS = "$.author[*].*, $.editor[*].*, $.translator[*].*, $.recipient[*].*".split(", ")


class _JsonValues(Func):
    """All values at a JSON path, as one text: keys such as “family” are not searched."""

    template = (
        "(SELECT string_agg(found #>> '{}', ' ')"
        " FROM jsonb_path_query(%(expressions)s, '%(path)s') AS found)"
    )
    output_field = TextField()


def search_sources(
    user: User | AnonymousUser,
    workspace: Workspace,
    *,
    q: str = "",
    type: str = "",  # noqa: A002 (CSL's word)
    sort: str = "key",
) -> QuerySet[Source]:
    """Sources with every word of `q` in key, title or names; each with `text_count`.

    `sort` is key, date (as EDTF is written, undated last) or title.
    """
    found = (
        Source.objects.visible_to(user)
        .filter(workspace=workspace)
        .select_related("workspace")
        .annotate(
            csl_title=KeyTextTransform("title", "csl"),
            text_count=Count("texts", filter=Q(texts__deleted_at=None)),
            **_creator_texts(),
        )
    )
    for word in q.split()[:MOST_WORDS]:
        found = found.filter(_has(word))
    if type:
        found = found.filter(csl__type=type)
    return found.order_by(*_ORDERS.get(sort, _ORDERS["key"]))


def _creator_texts() -> dict[str, _JsonValues]:
    return {
        f"names_{number}": _JsonValues(F("csl"), path=path) for number, path in enumerate(_CREATORS)
    }


def _has(word: str) -> Q:
    fields = ["citation_key", "csl_title", *(f"names_{n}" for n in range(len(_CREATORS)))]
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": word})
    return found


_ORDERS = {
    "key": (Lower("citation_key"), "pk"),
    "title": (Lower("csl_title"), "pk"),
    "date": (NullIf(F("date"), Value("")).asc(nulls_last=True), "pk"),
}


def types_in_use(user: User | AnonymousUser, workspace: Workspace) -> list[tuple[str, str]]:
    """Type and its word, of the types that the workspace's sources have."""
    used = (
        Source.objects.visible_to(user)
        .filter(workspace=workspace)
        .order_by()
        .values_list("csl__type", flat=True)
        .distinct()
    )
    return sorted(((t, TYPES.get(t, t)) for t in used), key=lambda entry: entry[1])


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
