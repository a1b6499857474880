"""Sources over the API: CSL-JSON items with a citation key and an EDTF date."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    RowSerializer,
    merged,
)
from project.people.merged import survivor_of
from sources.deleting import delete
from sources.records import citation_keys, edtf, services
from sources.records.items import FIELDS, taken_apart
from sources.records.models import Source
from sources.records.queries import search_sources


class SourceSerializer(RowSerializer[Source]):
    """A source. `csl` is the whole CSL-JSON item.

    Posted `id` and `issued` become `citation_key` and `date`, unless these are given too:
    they say more than CSL can. An `id` that is no citation key is left out. What stands under
    `testimonia` in the item's `custom` likewise becomes `variants`, `originality`, `provenance`
    and `rights`.
    """

    route = "source"

    csl = serializers.DictField(source="csl_item", help_text="The CSL-JSON item.")
    date = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="EDTF, such as 1949-08-24."
    )
    citation_key = serializers.CharField(
        required=False, max_length=80, help_text="Made from the workspace's pattern if left out."
    )
    variants = serializers.DictField(
        required=False,
        help_text="Titles and names in further scripts and languages, by CSL variable.",
    )
    originality = serializers.ChoiceField(
        choices=Source.Originality.choices,
        required=False,
        allow_blank=True,
        help_text="What it is as a source; empty where that is not determined.",
    )

    class Meta:
        model = Source
        fields = (*ROW_FIELDS, "citation_key", "date", "csl", *FIELDS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Turn the item as sent into the fields that the service takes."""
        attrs = super().validate(attrs)
        if "csl_item" in attrs:
            attrs["csl"], apart = taken_apart(attrs.pop("csl_item"))
            key, issued = apart.pop("id", None), apart.pop("issued", None)
            if _is_key(key):
                attrs.setdefault("citation_key", key)
            if issued is not None and "date" not in attrs:
                attrs["date"] = self._date(issued)
            for name, value in self._own(apart).items():
                attrs.setdefault(name, value)
        if not self.partial:
            for name in ("date", "originality", "provenance", "rights"):
                attrs.setdefault(name, "")
            attrs.setdefault("variants", {})
        return attrs

    def _own(self, apart: dict[str, Any]) -> dict[str, Any]:
        """What the item's `custom` holds for us, checked like the fields themselves."""
        try:
            return {name: self.fields[name].run_validation(apart[name]) for name in apart}
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"csl": error.detail}) from error

    def _date(self, issued: Any) -> str:
        # CSL's form of a date says less than EDTF; sent back unchanged it changes nothing.
        if self.instance is not None and issued == self.instance.csl_item().get("issued"):
            return self.instance.date
        if not isinstance(issued, dict):
            raise _invalid_date("“issued” must be a CSL-JSON date, such as {“raw”: “1949-08”}.")
        try:
            return edtf.from_csl(issued)
        except ValueError as error:
            raise _invalid_date(f"“issued”: {error}") from error


class SourceFilter(filters.FilterSet):
    """By type, citation key, and words."""

    type = filters.CharFilter(field_name="csl__type", label="CSL type, such as `report`")
    q = filters.CharFilter(method="search", label="Words of the citation key, title or names")

    class Meta:
        model = Source
        fields = ("citation_key",)

    def search(self, sources: QuerySet[Source], _name: str, value: str) -> QuerySet[Source]:
        """As the search above the list of sources does."""
        request: Any = self.request
        workspace = request.parser_context["view"].workspace
        found = search_sources(request.user, workspace, q=value)
        return sources.filter(pk__in=found.order_by().values("pk"))


class SourceViewSet(EditingViewSet[Source]):
    """Bibliographic records."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = SourceFilter

    def create_row(self, fields: dict[str, Any]) -> Source:
        """A source; its citation key is made where none is given."""
        return services.create_source(actor=self.actor, workspace=self.workspace, **fields)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One source; 302 to the one that it was merged into, which can be undone."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            survivor = survivor_of(request.user, Source, self.workspace, kwargs["uid"])
            if survivor is None:
                raise
            location = self.get_serializer(survivor).data["url"]
            return Response(status=HTTPStatus.FOUND, headers={"Location": location})

    def update(self, request: Request, **_: Any) -> Response:
        """Replace the item; what is not sent is gone, but the citation key stays."""
        return self.change(request, partial=False)

    def change_row(self, row: Source, fields: dict[str, Any]) -> None:
        """All that a source has."""
        names = ("csl", "date", "citation_key", *FIELDS)
        services.change_source(actor=self.actor, source=row, **merged(row, fields, *names))

    def perform_destroy(self, instance: Source) -> None:
        """409 while citations rest on its passages."""
        delete(actor=self.actor, row=instance)


def _is_key(key: Any) -> bool:
    return isinstance(key, str) and len(key) <= 80 and bool(citation_keys.PATTERN.match(key))


def _invalid_date(message: str) -> serializers.ValidationError:
    return serializers.ValidationError({"csl": [message]})
