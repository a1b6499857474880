"""Highlights over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from annotations.highlights import services
from annotations.highlights.models import Highlight, Passage, Placement
from annotations.replies.api import SettlingMixin
from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    PersonSerializer,
    RowSerializer,
    UidField,
    merged,
)
from project.people.rows import WorkspaceRowQuerySet
from sources.tags.models import Tag
from sources.texts.models import TextVersion


class PlacementSerializer(serializers.ModelSerializer[Placement]):
    """Where a passage lies in one version: code points, or null where it was not found."""

    version = UidField(read_only=True)

    class Meta:
        model = Placement
        fields = (
            *("uid", "version", "start", "end", "status", "method", "confidence"),
            *("revision", "settled_at"),
        )
        read_only_fields = fields


class PassageSerializer(serializers.ModelSerializer[Passage]):
    """One stretch with the selectors it was made with: W3C's TextPositionSelector (`start`,
    `end`, in code points of `version`) and TextQuoteSelector (`exact`, `prefix`, `suffix`).
    """

    version = UidField(read_only=True)

    class Meta:
        model = Passage
        fields: tuple[str, ...] = (
            "uid",
            "version",
            "start",
            "end",
            "exact",
            "prefix",
            "suffix",
        )
        read_only_fields = fields


class PlacedPassageSerializer(PassageSerializer):
    """A passage and where it lies in every version."""

    placements = PlacementSerializer(many=True, read_only=True)

    class Meta(PassageSerializer.Meta):
        fields = (*PassageSerializer.Meta.fields, "placements")


class TagsField(serializers.ListField):
    """Tags by their names."""

    child = serializers.CharField(max_length=80)

    def to_representation(self, data: Any) -> list[str]:
        """Sorted names."""
        return sorted(tag.name for tag in data.all())


class HighlightSerializer(RowSerializer[Highlight]):
    """A highlight. To change one, send the `revision` that the change is based on."""

    route = "highlight"

    text = UidField(read_only=True)
    comment = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=20_000,
        trim_whitespace=False,
        help_text="Markdown, kept as written.",
    )
    tags = TagsField(required=False, max_length=50)
    revision = serializers.IntegerField()
    resolved_by = PersonSerializer(read_only=True, help_text="Who settled the talk about it.")
    passages = PassageSerializer(many=True, read_only=True)

    class Meta:
        model = Highlight
        fields: tuple[str, ...] = (
            *ROW_FIELDS,
            "text",
            "comment",
            "tags",
            "sharing",
            "revision",
            "resolved_at",
            "resolved_by",
            "passages",
        )
        read_only_fields: tuple[str, ...] = ("resolved_at",)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Insist on the revision, which a partial update would let pass."""
        if self.instance is not None and "revision" not in attrs:
            raise serializers.ValidationError({"revision": ["This field is required."]})
        return super().validate(attrs)


class PlacedHighlightSerializer(HighlightSerializer):
    """A highlight with the placements of its passages."""

    passages = PlacedPassageSerializer(many=True, read_only=True)


class NewHighlightSerializer(PlacedHighlightSerializer):
    """A highlight to be made."""

    version = UidField(
        queryset=TextVersion.objects.select_related("workspace"),
        write_only=True,
        help_text="uid of the version that the ranges count in.",
    )
    ranges = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        min_length=1,
        max_length=100,
        write_only=True,
        help_text="One [start, end] for each passage, in code points.",
    )
    exact = serializers.ListField(
        child=serializers.CharField(trim_whitespace=False),
        required=False,
        write_only=True,
        help_text="What you believe stands in each range; a difference is refused.",
    )
    revision = serializers.IntegerField(read_only=True)

    class Meta(HighlightSerializer.Meta):
        fields = (*HighlightSerializer.Meta.fields, "version", "ranges", "exact")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One quotation for each range, or none at all."""
        if len(attrs.get("exact", attrs["ranges"])) != len(attrs["ranges"]):
            raise serializers.ValidationError({"exact": ["Give one for each range."]})
        return super().validate(attrs)


class HighlightFilter(filters.FilterSet):
    """By text, tag and sharing."""

    text = filters.UUIDFilter(field_name="text__uid", label="uid of a text")
    tag = filters.CharFilter(method="bearing", label="A tag, in whatever case")

    class Meta:
        model = Highlight
        fields = ("sharing",)

    def bearing(
        self, rows: WorkspaceRowQuerySet[Any], _: str, name: str
    ) -> WorkspaceRowQuerySet[Any]:
        """Those that bear the tag. Deleted tags are borne by nothing."""
        return rows.filter(tags__in=Tag.objects.existing().filter(name__iexact=name))


class HighlightViewSet(SettlingMixin, EditingViewSet[Highlight]):
    """Marked passages with comments and tags. Private ones exist for their author alone."""

    queryset = Highlight.objects.select_related("text", "resolved_by")
    serializer_class = HighlightSerializer
    filterset_class = HighlightFilter

    def get_serializer_class(self) -> type[HighlightSerializer]:
        """Placements come with a single highlight, the fields of passages when making one."""
        by_action: dict[str | None, type[HighlightSerializer]] = {
            "create": NewHighlightSerializer,
            "list": HighlightSerializer,
        }
        return by_action.get(self.action, PlacedHighlightSerializer)

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """With all that is shown of them."""
        versions = TextVersion.objects.only("uid")
        shown: list[str | Prefetch[Any, Any, Any]] = [
            "passages",
            Prefetch("passages__version", versions),
            Prefetch("tags", Tag.objects.existing()),
        ]
        if self.action != "list":
            placements = Placement.objects.order_by("version_id")
            shown += [
                Prefetch("passages__placements", placements),
                Prefetch("passages__placements__version", versions),
            ]
        return super().get_queryset().prefetch_related(*shown)

    @extend_schema(request=NewHighlightSerializer, responses={201: PlacedHighlightSerializer})
    def create(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Mark one or more stretches of a version."""
        return super().create(request, *args, **kwargs)

    def create_row(self, fields: dict[str, Any]) -> Highlight:
        """Passages are checked against the version's content."""
        return services.create_highlight(actor=self.actor, **fields)

    def change_row(self, row: Highlight, fields: dict[str, Any]) -> None:
        """Comment, tags and sharing; 409 where `revision` is not the current one."""
        tags = fields.get("tags", [tag.name for tag in row.tags.all()])
        services.change_highlight(
            actor=self.actor,
            highlight=row,
            revision=fields["revision"],
            tags=tags,
            **merged(row, fields, "comment", "sharing"),
        )

    def perform_destroy(self, instance: Highlight) -> None:
        """409 while it is cited."""
        services.delete_highlight(actor=self.actor, highlight=instance)
