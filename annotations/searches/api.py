"""Searches that found nothing, over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from rest_framework import serializers

from annotations.searches import services
from annotations.searches.models import SearchLog
from project.people.api import ROW_FIELDS, EditingViewSet, RowSerializer, UidField, merged
from project.people.rows import WorkspaceRowQuerySet
from sources.records.models import Source


class SearchLogSerializer(RowSerializer[SearchLog]):
    """A search that found nothing. To change one, send the `revision` that the change is based
    on.
    """

    route = "search-log"

    date = serializers.CharField(max_length=100, help_text="When, in EDTF.")
    source = UidField(  # type: ignore[assignment]  # a field of ours, not the serializer's source
        queryset=Source.objects.all(),
        required=False,
        allow_null=True,
        help_text="uid of the source in which it was made.",
    )
    revision = serializers.IntegerField(required=False)

    class Meta:
        model = SearchLog
        fields = (*ROW_FIELDS, "searched", "sought", "date", "limits", "source", "revision")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Insist on the revision, which a partial update would let pass."""
        if self.instance is not None and "revision" not in attrs:
            raise serializers.ValidationError({"revision": ["This field is required."]})
        return super().validate(attrs)


class SearchLogFilter(filters.FilterSet):
    """By the source in which it was made."""

    source = filters.UUIDFilter(field_name="source__uid", label="uid of a source")


class SearchLogViewSet(EditingViewSet[SearchLog]):
    """Searches that found nothing: negative evidence."""

    queryset = SearchLog.objects.all()
    serializer_class = SearchLogSerializer
    filterset_class = SearchLogFilter

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """With the source, as far as it is there to be seen."""
        seen = Source.objects.visible_to(self.request.user)
        return super().get_queryset().prefetch_related(Prefetch("source", seen))

    def create_row(self, fields: dict[str, Any]) -> SearchLog:
        """Log a search."""
        fields.pop("revision", None)
        return services.log_search(actor=self.actor, workspace=self.workspace, **fields)

    def change_row(self, row: SearchLog, fields: dict[str, Any]) -> None:
        """Correct what was logged; 409 where `revision` is not the current one."""
        services.change_search(
            actor=self.actor,
            search=row,
            revision=fields["revision"],
            **merged(row, fields, "searched", "date", "sought", "limits", "source"),
        )

    def perform_destroy(self, instance: SearchLog) -> None:
        """409 while it is cited."""
        services.delete_search(actor=self.actor, search=instance)
