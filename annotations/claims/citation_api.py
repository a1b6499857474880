"""Citations over the API."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from rest_framework import serializers

from annotations.claims import citation_services as services
from annotations.claims.models import Citation, Claim
from annotations.highlights.models import Highlight
from project.people.api import ROW_FIELDS, EditingViewSet, RowSerializer, UidField, merged


class CitationSerializer(RowSerializer[Citation]):
    """A citation. `share` agrees that citing a private highlight shares it."""

    route = "citation"
    fixed = ("claim", "highlight", "share")

    claim = UidField(queryset=Claim.objects.all())
    highlight = UidField(queryset=Highlight.objects.all())
    share = serializers.BooleanField(required=False, write_only=True)

    class Meta:
        model = Citation
        fields = (*ROW_FIELDS, "claim", "highlight", "stance", "strength", "rationale", "share")
        # That a passage is cited once is for the service to say.
        validators: list[Any] = []


class CitationFilter(filters.FilterSet):
    """By claim, highlight and stance."""

    claim = filters.UUIDFilter(field_name="claim__uid", label="uid of a claim")
    highlight = filters.UUIDFilter(field_name="highlight__uid", label="uid of a highlight")

    class Meta:
        model = Citation
        fields = ("stance",)


class CitationViewSet(EditingViewSet[Citation]):
    """Highlights cited for, against or on claims."""

    queryset = Citation.objects.select_related("claim", "highlight")
    serializer_class = CitationSerializer
    filterset_class = CitationFilter

    def create_row(self, fields: dict[str, Any]) -> Citation:
        """Cite a highlight."""
        return services.cite(actor=self.actor, **fields)

    def change_row(self, row: Citation, fields: dict[str, Any]) -> None:
        """Stance, strength and rationale."""
        services.change_citation(
            actor=self.actor, citation=row, **merged(row, fields, "stance", "strength", "rationale")
        )
