"""Placements over the API: where passages lie in versions, and settling that."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.highlights.models import Placement
from annotations.highlights.passage_api import ExactField, RangeField
from annotations.placements import services
from project.people.api import (
    ROW_FIELDS,
    KnownFieldsMixin,
    PersonSerializer,
    RowSerializer,
    TrueOrFalse,
    UidField,
    WorkspaceRowViewSet,
)
from project.people.rows import WorkspaceRowQuerySet
from sources.texts.models import TextVersion


class PlacementRowSerializer(RowSerializer[Placement]):
    """Where a passage lies in one version: code points, or null where it was not found."""

    route = "placement"

    highlight = serializers.UUIDField(source="passage.highlight.uid", read_only=True)
    passage = UidField(read_only=True)
    version = UidField(read_only=True)
    settled_by = PersonSerializer(
        read_only=True, help_text=_("Who confirmed it, put it elsewhere or declared it gone.")
    )

    class Meta:
        model = Placement
        fields = (
            *ROW_FIELDS,
            *("highlight", "passage", "version", "start", "end", "status", "method"),
            *("confidence", "revision", "settled_at", "settled_by"),
        )
        read_only_fields = fields


class VerdictSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """What a person says of a place, and the revision of the placement it is based on."""

    verdict = serializers.ChoiceField(
        choices=[
            ("confirm", _("It lies where it was found.")),
            ("put", _("It lies at `range`.")),
            ("gone", _("The version does not have it.")),
        ]
    )
    range = RangeField(required=False)
    exact = ExactField(required=False)
    revision = serializers.IntegerField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A range goes with `put`, and with nothing else."""
        if attrs["verdict"] == "put" and "range" not in attrs:
            raise serializers.ValidationError({"range": [_("Say where it lies.")]})
        if attrs["verdict"] != "put" and attrs.keys() & {"range", "exact"}:
            raise serializers.ValidationError({"range": [_("This goes with “put” alone.")]})
        return attrs


class PlacementRevisionSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """The revision of the placement that undoing is based on."""

    revision = serializers.IntegerField()


class PlacementFilter(filters.FilterSet):
    """By text, version, highlight, status and method; `latest` leaves out older versions."""

    text = filters.UUIDFilter(field_name="version__text__uid", label="uid of a text")
    version = filters.UUIDFilter(field_name="version__uid", label="uid of a version")
    highlight = filters.UUIDFilter(field_name="passage__highlight__uid", label="uid of a highlight")
    latest = TrueOrFalse(method="newest", label="In the latest versions of texts alone")

    class Meta:
        model = Placement
        fields = ("status", "method")

    def newest(
        self, rows: WorkspaceRowQuerySet[Any], _name: str, wanted: bool
    ) -> WorkspaceRowQuerySet[Any]:
        """Those in the latest version of their text, or in the older ones."""
        newer = TextVersion.objects.filter(
            text=OuterRef("version__text"), number__gt=OuterRef("version__number")
        )
        return rows.exclude(Exists(newer)) if wanted else rows.filter(Exists(newer))


class PlacementViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, WorkspaceRowViewSet[Placement]
):
    """Where passages lie in every version, how that was found, and how sure it is."""

    queryset = Placement.objects.select_related("passage__highlight", "version", "settled_by")
    serializer_class = PlacementRowSerializer
    filterset_class = PlacementFilter

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """Without the contents of versions."""
        return super().get_queryset().defer("version__content", "version__blocks", "version__marks")

    @extend_schema(request=VerdictSerializer, responses={200: PlacementRowSerializer})
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, **_: Any) -> Response:
        """Confirm a place, put the passage elsewhere, or declare it gone; in the latest version.

        409 where somebody was faster, or saved a newer version.
        """
        sent = VerdictSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        fields: dict[str, Any] = {"actor": self.actor, "placement": self.get_object()}
        fields["revision"] = sent.validated_data["revision"]
        verdict = sent.validated_data["verdict"]
        if verdict == "confirm":
            services.confirm(**fields)
        elif verdict == "gone":
            services.declare_gone(**fields)
        else:
            span = tuple(sent.validated_data["range"])
            services.put(**fields, span=span, exact=sent.validated_data.get("exact"))
        return self._answer()

    @extend_schema(request=PlacementRevisionSerializer, responses={200: PlacementRowSerializer})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, **_: Any) -> Response:
        """Take back the last settling. 409 where there is none, or somebody was faster."""
        sent = PlacementRevisionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        services.undo(
            actor=self.actor,
            placement=self.get_object(),
            revision=sent.validated_data["revision"],
        )
        return self._answer()

    def _answer(self) -> Response:
        return Response(self.get_serializer(self.get_object()).data)
