"""Derivations over the API."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from rest_framework import serializers

from project.people.api import ROW_FIELDS, EditingViewSet, RowSerializer, UidField, merged
from sources.derivations import services
from sources.records.models import Derivation, Source


class DerivationSerializer(RowSerializer[Derivation]):
    """`source` depends on `origin`, as somebody asserts; `rationale` says why. To be told of
    changes by others, send the `revision` that a change is based on.
    """

    route = "derivation"
    fixed = ("source",)

    source = UidField(queryset=Source.objects.select_related("workspace"))  # type: ignore[assignment]
    origin = UidField(queryset=Source.objects.select_related("workspace"))
    rationale = serializers.CharField(
        source="reason", required=False, allow_blank=True, max_length=2_000
    )
    revision = serializers.IntegerField(required=False)

    class Meta:
        model = Derivation
        fields = (*ROW_FIELDS, "source", "origin", "kind", "certainty", "rationale", "revision")
        # The service says in words what is recorded already.
        validators: tuple[Any, ...] = ()


class DerivationFilter(filters.FilterSet):
    """By either source, and how one depends on the other."""

    source = filters.UUIDFilter(field_name="source__uid", label="uid of what depends")
    origin = filters.UUIDFilter(field_name="origin__uid", label="uid of what it depends on")

    class Meta:
        model = Derivation
        fields = ("kind", "certainty")


class DerivationViewSet(EditingViewSet[Derivation]):
    """Which source depends on which; never in a circle."""

    queryset = Derivation.objects.select_related("source", "origin")
    locks_workspace = True
    serializer_class = DerivationSerializer
    filterset_class = DerivationFilter

    def create_row(self, fields: dict[str, Any]) -> Derivation:
        """An assertion."""
        fields.pop("revision", None)
        return services.add_derivation(actor=self.actor, **fields)

    def change_row(self, row: Derivation, fields: dict[str, Any]) -> None:
        """All but the source; 409 where `revision` is sent and is not the current one."""
        services.change_derivation(
            actor=self.actor,
            derivation=row,
            revision=fields.get("revision", row.revision),
            **merged(row, fields, "origin", "kind", "certainty", "reason"),
        )
