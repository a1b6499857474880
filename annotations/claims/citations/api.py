"""Citations over the API."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from annotations.claims.citations import services
from annotations.claims.citations.locators import TERMS
from annotations.claims.citations.queries import with_quotes
from annotations.claims.models import Citation, Claim
from annotations.highlights.models import Highlight, Placement
from annotations.searches.models import SearchLog
from project.people.api import ROW_FIELDS, EditingViewSet, RowSerializer, UidField, merged
from project.people.rows import WorkspaceRowQuerySet
from sources.records.models import Source

TARGETS = ("highlight", "source", "search_log")
CHANGEABLE = (
    *("stance", "strength", "source_grade", "information", "evidence", "rationale"),
    *("locator_label", "locator"),
)


class PlaceSerializer(serializers.Serializer[Any]):
    """Where in its source a citation stands: as somebody wrote, or as the text's labels tell."""

    label = serializers.CharField(  # type: ignore[assignment]  # a field of ours
        help_text="A locator term of CSL, such as `page`."
    )
    value = serializers.CharField()
    shown = serializers.CharField(help_text="In words, such as “p. 12”.")
    is_corrected = serializers.BooleanField(
        help_text="Whether somebody wrote another than the text's labels tell."
    )


class QuoteCheckSerializer(serializers.Serializer[Any]):
    """Whether the quote still stands in the latest version of its text."""

    status = serializers.ChoiceField(choices=Placement.Status.choices)
    version = serializers.IntegerField(
        allow_null=True,
        help_text="Number of the version it was checked in; null while that is not done.",
    )
    word_for_word = serializers.BooleanField()


class CitationSerializer(RowSerializer[Citation]):
    """A citation of exactly one of `highlight`, `source` (with a locator) and `search_log`.

    `share` agrees that citing a private highlight shares it. To change a citation, send the
    `revision` that the change is based on. Without `source_grade` it is the source's
    originality, without `evidence` that of a search is negative.
    """

    route = "citation"
    fixed = ("claim", *TARGETS, "share")

    claim = UidField(queryset=Claim.objects.all())
    highlight = UidField(queryset=Highlight.objects.all(), required=False, allow_null=True)
    source = UidField(  # type: ignore[assignment]  # a field of ours, not the serializer's source
        queryset=Source.objects.all(), required=False, allow_null=True
    )
    search_log = UidField(queryset=SearchLog.objects.all(), required=False, allow_null=True)
    locator_label = serializers.ChoiceField(
        choices=[(term, names[0]) for term, names in TERMS.items()],
        required=False,
        allow_blank=True,
        help_text="A locator term of CSL; `page` unless told.",
    )
    locator = serializers.CharField(
        max_length=200,
        required=False,
        allow_blank=True,
        help_text="Where in the source. That of a highlight corrects what its text's labels tell.",
    )
    place = serializers.SerializerMethodField()
    quote_check = serializers.SerializerMethodField()
    revision = serializers.IntegerField(required=False)
    share = serializers.BooleanField(required=False, write_only=True)

    class Meta:
        model = Citation
        fields = (
            *(*ROW_FIELDS, "claim", *TARGETS, "locator_label", "locator", "place"),
            *("stance", "strength", "source_grade", "information", "evidence", "rationale"),
            *("quote_check", "revision", "share"),
        )
        # That one place is cited once is for the service to say.
        validators: list[Any] = []

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_place(self, citation: Citation) -> dict[str, Any] | None:
        """Null for a search, and where nothing tells."""
        return PlaceSerializer(citation.place).data if citation.place else None

    @extend_schema_field(QuoteCheckSerializer(allow_null=True))
    def get_quote_check(self, citation: Citation) -> dict[str, Any] | None:
        """Null where no words are cited."""
        return QuoteCheckSerializer(citation.quote.check).data if citation.quote else None


class CitationFilter(filters.FilterSet):
    """By claim, target and stance."""

    claim = filters.UUIDFilter(field_name="claim__uid", label="uid of a claim")
    highlight = filters.UUIDFilter(field_name="highlight__uid", label="uid of a highlight")
    source = filters.UUIDFilter(field_name="source__uid", label="uid of a source cited itself")
    search_log = filters.UUIDFilter(field_name="search_log__uid", label="uid of a search")

    class Meta:
        model = Citation
        fields = ("stance",)


class CitationViewSet(EditingViewSet[Citation]):
    """Highlights, places in sources, and searches cited for, against or on claims."""

    queryset = Citation.objects.select_related("claim", "highlight", "source", "search_log")
    serializer_class = CitationSerializer
    filterset_class = CitationFilter

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """With all that quotes and places need."""
        return with_quotes(super().get_queryset())

    def create_row(self, fields: dict[str, Any]) -> Citation:
        """Cite a highlight, a source or a search."""
        fields.pop("revision", None)
        return services.cite(actor=self.actor, **fields)

    def change_row(self, row: Citation, fields: dict[str, Any]) -> None:
        """Grades, rationale and locator; 409 where `revision` is sent and not the current one."""
        services.change_citation(
            actor=self.actor,
            citation=row,
            revision=fields.get("revision"),
            **merged(row, fields, *CHANGEABLE),
        )
