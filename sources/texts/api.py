"""Texts and their versions over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    KnownFieldsMixin,
    RowSerializer,
    UidField,
    WorkspaceRowViewSet,
    merged,
)
from project.people.rows import WorkspaceRowQuerySet
from sources.deleting import delete
from sources.records.models import Source
from sources.texts import services
from sources.texts.directions import WritingMode
from sources.texts.models import Text, TextVersion
from sources.texts.structure import (
    BlockType,
    Direction,
    Document,
    MarkType,
    StructureError,
    from_plain,
)

#: What a list of versions leaves in the database.
LARGE = ("content", "blocks", "marks")


class BlockSerializer(serializers.Serializer[Any]):
    """A block in the OpenAPI document; `sources.texts.structure` does the checking."""

    type = serializers.ChoiceField(choices=list(BlockType))
    start = serializers.IntegerField(min_value=0, help_text="Code points.")
    end = serializers.IntegerField(min_value=0, help_text="Code points, not included.")
    level = serializers.IntegerField(required=False)
    # The class attribute that DRF calls `label` is set by the metaclass and no longer there.
    label = serializers.CharField(required=False)  # type: ignore[assignment]
    language = serializers.CharField(required=False, help_text="BCP 47.")
    direction = serializers.ChoiceField(choices=list(Direction), required=False)
    image = serializers.CharField(required=False, help_text="For figures alone: a SHA-256.")


class MarkSerializer(serializers.Serializer[Any]):
    """A mark in the OpenAPI document."""

    type = serializers.ChoiceField(choices=list(MarkType))
    start = serializers.IntegerField(min_value=0, help_text="Code points.")
    end = serializers.IntegerField(min_value=0, help_text="Code points, not included.")
    href = serializers.CharField(required=False, help_text="For links alone.")
    label = serializers.CharField(  # type: ignore[assignment]  # as in a block
        required=False, help_text="For note references alone: the label of the note."
    )
    language = serializers.CharField(required=False, help_text="For foreign words alone: BCP 47.")


@extend_schema_field(BlockSerializer(many=True))
class BlocksField(serializers.JSONField):
    """The blocks of a text."""


@extend_schema_field(MarkSerializer(many=True))
class MarksField(serializers.JSONField):
    """The marks of a text."""


class ContentField(serializers.CharField):
    """The characters of a text, as they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)


class VersionSerializer(RowSerializer[TextVersion]):
    """A version without its content."""

    route = "version"

    text = UidField(read_only=True)

    class Meta:
        model = TextVersion
        fields: tuple[str, ...] = (*ROW_FIELDS, "text", "number", "note", "sha256")
        read_only_fields = ("number", "note", "sha256")


class WholeVersionSerializer(VersionSerializer):
    """A version with its content. Offsets count code points; `sha256` is of the UTF-8."""

    blocks = BlocksField(read_only=True)
    marks = MarksField(read_only=True)

    class Meta(VersionSerializer.Meta):
        fields = (*VersionSerializer.Meta.fields, *LARGE)


class NewVersionSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """A new version. Without `blocks`, blocks and marks are carried over from the last one."""

    content = ContentField()
    blocks = BlocksField(required=False)
    marks = MarksField(required=False)
    based_on = serializers.IntegerField(
        help_text="The number of the version that this one was made from."
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


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
        document = _document(fields)
        return services.create_text(actor=self.actor, document=document, **fields)

    def change_row(self, row: Text, fields: dict[str, Any]) -> None:
        """What the text is; its words change by a new version."""
        if fixed := fields.keys() & {"source", *LARGE}:
            raise serializers.ValidationError(
                {name: ["This cannot be changed. Post a new version."] for name in fixed}
            )
        details = merged(row, fields, "kind", "title", "language", "direction", "writing_mode")
        services.change_text(actor=self.actor, text=row, **details)

    def perform_destroy(self, instance: Text) -> None:
        """409 while citations rest on its passages."""
        delete(actor=self.actor, row=instance)


class VersionViewSet(RetrieveModelMixin, WorkspaceRowViewSet[TextVersion]):
    """Immutable versions, with their content."""

    queryset = TextVersion.objects.select_related("text")
    serializer_class = WholeVersionSerializer


class TextVersionsViewSet(ListModelMixin, WorkspaceRowViewSet[TextVersion]):
    """The versions of one text."""

    queryset = TextVersion.objects.select_related("text").defer(*LARGE)
    serializer_class = VersionSerializer

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """Those of the text in the address."""
        return super().get_queryset().filter(text=self.text)

    @cached_property
    def text(self) -> Text:
        """The text in the address. Raises NotFound."""
        texts = Text.objects.visible_to(self.request.user).select_related("workspace")
        text = texts.filter(workspace=self.workspace, uid=self.kwargs["text_uid"]).first()
        if text is None:
            raise NotFound("There is no such text.")
        return text

    @extend_schema(
        request=NewVersionSerializer, responses={201: VersionSerializer, 200: VersionSerializer}
    )
    def create(self, request: Request, **_: Any) -> Response:
        """Save a new version. 200 with the latest one where nothing differs from it, 409 where
        `based_on` is no longer the latest.
        """
        text = self.text
        sent = NewVersionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        latest = text.latest
        version = self._save(text, sent.validated_data)
        shown = self.get_serializer(self.get_queryset().get(pk=version.pk)).data
        if version.pk == latest.pk:
            return Response(shown)
        return Response(shown, status=status.HTTP_201_CREATED, headers={"Location": shown["url"]})

    def _save(self, text: Text, fields: dict[str, Any]) -> TextVersion:
        if "blocks" not in fields and "marks" not in fields:
            return services.edit_text(actor=self.actor, text=text, **fields)
        document = _document(fields)
        return services.save_version(actor=self.actor, text=text, document=document, **fields)


def _document(fields: dict[str, Any]) -> Document:
    """Take content, blocks and marks out of `fields`. Raises ValidationError."""
    content, blocks, marks = (fields.pop(name, None) for name in LARGE)
    if blocks is None:
        if marks:
            raise serializers.ValidationError({"marks": ["Marks need the blocks too."]})
        document = from_plain(content)
    else:
        try:
            document = Document.from_json(content, blocks, marks or [])
        except StructureError as error:
            raise serializers.ValidationError({"blocks": [str(error)]}) from error
    if not document.content.strip():
        raise serializers.ValidationError({"content": ["A text cannot be empty."]})
    return document
