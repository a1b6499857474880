"""The orders of the list of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.lookups import Unaccent
from django.db.models import F, Func, IntegerField, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils.translation import gettext_lazy as _

from sources.records.models import Source

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: What the list can be ordered by, with the words for it. A minus before it turns it round.
ORDERS: dict[str, StrPromise] = {
    "key": _("Citation key"),
    "title": _("Title"),
    "creators": _("By whom"),
    "date": _("Date"),
    "added": _("Added"),
    "changed": _("Changed"),
}
DEFAULT = "key"


class _FirstYear(Func):
    """The first year in an EDTF text; 194X counts as 1940."""

    template = "replace(substring(%(expressions)s from '-?[0-9][0-9X]{3}'), 'X', '0')::integer"
    output_field = IntegerField()


def in_order(sources: QuerySet[Source], sort: str) -> QuerySet[Source]:
    """The sources as `sort` wants them; what lacks the thing comes last either way."""
    name = sort.removeprefix("-")
    down = sort.startswith("-")
    if name == "changed":
        sources = sources.annotate(changed=last_change())
    terms = [_turned(term, down=down) for term in _terms(name)]
    return sources.order_by(*terms, "pk")


def last_change() -> Subquery:
    """When a source's record was last written."""
    events = Source.events.rel.related_model.objects.filter(pgh_obj=OuterRef("pk"))  # type: ignore[attr-defined]
    latest = events.order_by().values("pgh_obj").annotate(last=Max("pgh_created_at"))
    return Subquery(latest.values("last"))


def _turned(term: Combinable, *, down: bool) -> Combinable:
    term = NullIf(term, Value("")) if isinstance(term, Lower) else term
    return term.desc(nulls_last=True) if down else term.asc(nulls_last=True)  # type: ignore[attr-defined, no-any-return]


def _terms(name: str) -> list[Combinable]:
    if name == "title":
        return [Lower(Unaccent(KeyTextTransform("title", "csl")))]
    if name == "creators":
        first = KeyTransform(
            "0", Coalesce(KeyTransform("author", "csl"), KeyTransform("editor", "csl"))
        )
        named = Coalesce(KeyTextTransform("family", first), KeyTextTransform("literal", first))
        return [Lower(Unaccent(named))]
    if name == "date":
        return [_FirstYear(F("date")), NullIf(F("date"), Value(""))]
    if name in ("added", "changed"):
        return [F("created_at" if name == "added" else "changed")]
    return [Lower("citation_key")]
