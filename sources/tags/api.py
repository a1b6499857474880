"""The vocabulary of tags over the API."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import ROW_FIELDS, EditingViewSet, RowSerializer, UidField, merged
from sources.tags import services
from sources.tags.models import Tag


class TagSerializer(RowSerializer[Tag]):
    """A tag of the vocabulary, for highlights and sources alike."""

    route = "tag"

    name = serializers.CharField(max_length=services.LONGEST)
    broader = UidField(
        queryset=Tag.objects.all(),
        required=False,
        allow_null=True,
        help_text="uid of the more general tag above it.",
    )
    description = serializers.CharField(required=False, allow_blank=True, max_length=2_000)

    class Meta:
        model = Tag
        fields = (*ROW_FIELDS, "name", "colour", "description", "broader")


class MergeSerializer(serializers.Serializer[Any]):
    """Which tag takes over all that bears another one."""

    into = UidField(queryset=Tag.objects.all(), help_text="uid of the tag that stays.")


class TagFilter(filters.FilterSet):
    """By name and broader tag."""

    name = filters.CharFilter(lookup_expr="iexact", label="A name, in whatever case")
    broader = filters.UUIDFilter(field_name="broader__uid", label="uid of the tag right above")

    class Meta:
        model = Tag
        fields = ("colour",)


class TagViewSet(EditingViewSet[Tag]):
    """The workspace's vocabulary. Tags are also coined by giving them to highlights and sources."""

    queryset = Tag.objects.select_related("broader")
    locks_workspace = True
    serializer_class = TagSerializer
    filterset_class = TagFilter

    def create_row(self, fields: dict[str, Any]) -> Tag:
        """A name is one tag, whatever its case."""
        return services.create_tag(actor=self.actor, workspace=self.workspace, **fields)

    def change_row(self, row: Tag, fields: dict[str, Any]) -> None:
        """Name, colour, description, and the tag above; never one below itself."""
        names = ("name", "colour", "description", "broader")
        services.change_tag(actor=self.actor, tag=row, **merged(row, fields, *names))

    @extend_schema(request=MergeSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **_: Any) -> Response:
        """Have another tag take over all that bears this one, and delete this one."""
        given = MergeSerializer(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        tag = self.get_object()
        services.merge_tags(actor=self.actor, tag=tag, into=given.validated_data["into"])
        return Response(status=status.HTTP_204_NO_CONTENT)
