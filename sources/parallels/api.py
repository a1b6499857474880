"""Translations and editions of texts over the API, and which of their blocks correspond."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    KnownFieldsMixin,
    RowSerializer,
    UidField,
    merged,
)
from sources.parallels import services
from sources.parallels.beads import BadBeads, read_beads, written
from sources.parallels.models import TextRelation
from sources.parallels.queries import Aligned, alignment_of
from sources.texts.models import Text, TextVersion


class TextRelationSerializer(RowSerializer[TextRelation]):
    """`text` is a translation or another edition of `original`."""

    route = "text-relation"
    fixed = ("text", "original")

    text = UidField(queryset=Text.objects.select_related("workspace"))
    original = UidField(queryset=Text.objects.select_related("workspace"))

    class Meta:
        model = TextRelation
        fields = (*ROW_FIELDS, "text", "original", "kind")


BEADS_SCHEMA = {
    "type": "array",
    "items": {"type": "array", "items": {}, "minItems": 2, "maxItems": 3},
    "description": (
        "In the order of both texts: [blocks of the original, blocks of the text, whether a"
        " person checked it]. Markers, such as page breaks, are not counted; together the beads"
        " cover every block."
    ),
}


@extend_schema_field(BEADS_SCHEMA)
class BeadsField(serializers.JSONField):
    """Beads, as `sources.parallels.beads` reads them."""


class AlignmentSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """Which blocks of two versions correspond. `state` is "proposed" before anybody kept one,
    "carried" where it is known for older versions, and else "kept".
    """

    original_version = serializers.IntegerField(min_value=1, required=False)
    version = serializers.IntegerField(min_value=1, required=False)
    revision = serializers.IntegerField(min_value=0)
    state = serializers.ChoiceField(choices=["proposed", "carried", "kept"], read_only=True)
    beads = BeadsField()


class TextRelationFilter(filters.FilterSet):
    """By either text."""

    text = filters.UUIDFilter(field_name="text__uid", label="uid of a text")
    original = filters.UUIDFilter(field_name="original__uid", label="uid of its original")


class TextRelationViewSet(EditingViewSet[TextRelation]):
    """Which texts are translations or other editions of which."""

    queryset = TextRelation.objects.select_related("text", "original")
    serializer_class = TextRelationSerializer
    filterset_class = TextRelationFilter

    def create_row(self, fields: dict[str, Any]) -> TextRelation:
        """422 where it is recorded already, or the other way round."""
        return services.relate(actor=self.actor, **fields)

    def change_row(self, row: TextRelation, fields: dict[str, Any]) -> None:
        """What the text is to its original; both stay."""
        services.change_relation(actor=self.actor, relation=row, **merged(row, fields, "kind"))

    @extend_schema(responses=AlignmentSerializer)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def alignment(self, _request: Request, **_: Any) -> Response:
        """Which blocks of the latest versions correspond; `?version=` and `?original_version=`
        ask for others by their numbers.
        """
        return Response(_told(self._aligned(self.get_object(), self.request.query_params)))

    @extend_schema(request=AlignmentSerializer, responses=AlignmentSerializer)
    @alignment.mapping.put
    def save_alignment(self, request: Request, **_: Any) -> Response:
        """Keep an alignment. `revision` is the one that was read; 409 where it is not current."""
        relation = self.get_object()
        sent = AlignmentSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        fields = sent.validated_data
        original = _version(relation.original, fields.get("original_version"))
        version = _version(relation.text, fields.get("version"))
        counts = len(original.document.text_blocks), len(version.document.text_blocks)
        try:
            beads = read_beads(fields["beads"], *counts)
        except BadBeads as error:
            raise serializers.ValidationError({"beads": [str(error)]}) from error
        kept = services.save_alignment(
            actor=self.actor,
            relation=relation,
            original_version=original,
            version=version,
            beads=beads,
            revision=fields["revision"],
        )
        return Response(_told(Aligned(original, version, beads, kept)))

    def _aligned(self, relation: TextRelation, asked: Any) -> Aligned:
        original = _version(relation.original, asked.get("original_version"))
        return alignment_of(relation, original, _version(relation.text, asked.get("version")))


def _version(text: Text, number: Any) -> TextVersion:
    """That version, or the latest. Raises ValidationError."""
    if number in (None, ""):
        return text.latest
    found = None
    if str(number).isascii() and str(number).isdigit() and len(str(number)) < 10:
        found = text.versions.filter(number=int(number)).first()
    if found is None:
        raise serializers.ValidationError({"version": ["There is no such version."]})
    return found


def _told(aligned: Aligned) -> dict[str, Any]:
    state = "kept" if aligned.kept else "proposed" if aligned.is_proposed else "carried"
    return {
        "original_version": aligned.original_version.number,
        "version": aligned.version.number,
        "revision": aligned.revision,
        "state": state,
        "beads": written(aligned.beads),
    }
