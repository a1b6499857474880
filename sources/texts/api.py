"""Texts over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    RowSerializer,
    UidField,
    merged,
)
from sources.deleting import delete
from sources.records.models import Source
from sources.texts import services
from sources.texts.content_fields import LARGE, BlocksField, ContentField, MarksField, document_of
from sources.texts.directions import WritingMode
from sources.texts.models import Text, TextVersion
from sources.texts.structure import (
    Direction,
)
from sources.texts.version_api import VersionSerializer


class TextSerializer(RowSerializer[Text]):
    """A text. `content` makes its first version: with `blocks` as they say, and otherwise
    normalised and cut into paragraphs at blank lines.
    """

    route = "text"

    source = UidField(queryset=Source.objects.select_related("workspace"))  # type: ignore[assignment]
    direction = serializers.ChoiceField(choices=list(Direction))
    writing_mode = serializers.ChoiceField(
        choices=list(WritingMode),
        required=False,
        help_text="Left out, as is usual for the language: vertical for Mongolian script.",
    )
    content = ContentField(write_only=True)
    blocks = BlocksField(write_only=True, required=False)
    marks = MarksField(write_only=True, required=False)
    latest_version = serializers.SerializerMethodField()

    class Meta:
        model = Text
        fields = (
            *ROW_FIELDS,
            "source",
            "kind",
            "title",
            "language",
            "direction",
            "writing_mode",
            "latest_version",
            *LARGE,
        )

    @extend_schema_field(VersionSerializer)
    def get_latest_version(self, text: Any) -> Any:
        """The newest version, without its content."""
        return VersionSerializer(text.newest[0], context=self.context).data


class TextFilter(filters.FilterSet):
    """By source."""

    source = filters.UUIDFilter(field_name="source__uid", label="uid of a source")


class TextViewSet(EditingViewSet[Text]):
    """Transcriptions, translations and editions of sources."""

    queryset = Text.objects.select_related("source").prefetch_related(
        Prefetch(
            "versions",
            TextVersion.objects.order_by("text_id", "-number")
            .distinct("text_id")
            .defer(*LARGE)
            .select_related("created_by"),
            to_attr="newest",
        )
    )
    serializer_class = TextSerializer
    filterset_class = TextFilter

    def create_row(self, fields: dict[str, Any]) -> Text:
        """A text with its first version."""
        document = document_of(fields)
        return services.create_text(actor=self.actor, document=document, **fields)

    def change_row(self, row: Text, fields: dict[str, Any]) -> None:
        """What the text is; its words change by a new version."""
        if fixed := fields.keys() & {"source", *LARGE}:
            raise serializers.ValidationError(
                {name: [_("This cannot be changed. Post a new version.")] for name in fixed}
            )
        details = merged(row, fields, "kind", "title", "language", "direction", "writing_mode")
        services.change_text(actor=self.actor, text=row, **details)

    def perform_destroy(self, instance: Text) -> None:
        """409 while citations rest on its passages."""
        delete(actor=self.actor, row=instance)
