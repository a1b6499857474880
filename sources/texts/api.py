"""Texts and their versions over the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
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
from sources.texts.differences import Comparison
from sources.texts.directions import WritingMode
from sources.texts.models import Text, TextVersion
from sources.texts.previewing import PREVIEW_FACTS, Proposal
from sources.texts.proposing import from_content
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


class CountsSerializer(serializers.Serializer[Any]):
    """How much differs from the version before, in blocks and words."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()
    reset = serializers.IntegerField(help_text="The same words, otherwise divided or set.")
    moved = serializers.IntegerField()
    words_added = serializers.IntegerField()
    words_removed = serializers.IntegerField()
    markers = serializers.BooleanField(help_text="Whether labels of pages or times differ.")


class VersionSerializer(RowSerializer[TextVersion]):
    """A version without its content."""

    route = "version"

    text = UidField(read_only=True)
    changes = CountsSerializer(
        read_only=True, allow_null=True, help_text="Null where it was not counted."
    )

    class Meta:
        model = TextVersion
        fields: tuple[str, ...] = (*ROW_FIELDS, "text", "number", "note", "sha256", "changes")
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
        required=False,
        help_text=(
            "The number of the version that this one was made from. Needed unless the header"
            " If-Match has its ETag."
        ),
    )
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class PreviewSerializer(serializers.Serializer[Any]):
    """What saving would do. Rooms that keep something about versions add members of their own."""

    based_on = serializers.IntegerField()
    same = serializers.BooleanField(help_text="Nothing differs, and nothing would be saved.")
    changes = CountsSerializer()


class NotTheLatest(APIException):
    """412: the header If-Match names another version than the latest."""

    status_code = status.HTTP_412_PRECONDITION_FAILED

    def __init__(self, latest: TextVersion) -> None:
        self.members = {"latest_version": latest.number}
        told = _("The latest version is %(number)s.") % {"number": latest.number}
        super().__init__(told)


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
                {name: [_("This cannot be changed. Post a new version.")] for name in fixed}
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

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A version with its content; its ETag is for If-Match when saving a newer one."""
        response = super().retrieve(request, *args, **kwargs)
        response["ETag"] = _etag(response.data["number"])
        return response


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
        return self.row_above(Text.objects.all(), "text_uid")

    @extend_schema(
        request=NewVersionSerializer, responses={201: VersionSerializer, 200: VersionSerializer}
    )
    def create(self, request: Request, **_kwargs: Any) -> Response:
        """Save a new version. 200 with the latest one where nothing differs from it, 409 where
        `based_on` is no longer the latest, 412 where If-Match says so; both tell the number of
        the latest as `latest_version`.
        """
        text = self.text
        latest = text.latest
        version = self._save(text, self._sent(latest))
        shown = self.get_serializer(self.get_queryset().get(pk=version.pk)).data
        headers = {"ETag": _etag(version.number)}
        if version.pk == latest.pk:
            return Response(shown, headers=headers)
        headers["Location"] = shown["url"]
        return Response(shown, status=status.HTTP_201_CREATED, headers=headers)

    @extend_schema(request=NewVersionSerializer, responses=PreviewSerializer)
    @action(detail=False, methods=["post"], pagination_class=None)
    def preview(self, request: Request, **_kwargs: Any) -> Response:
        """What saving such a version would change and move. Answers as saving does, and saves
        nothing.
        """
        text = self.text
        latest = text.latest
        latest.text, latest.workspace = text, self.workspace
        fields = self._sent(latest)
        if fields["based_on"] != latest.number:
            raise services.StaleVersion(latest)
        proposal = Proposal(latest, _proposed(latest, fields))
        counts = Comparison(latest.document, proposal.document).counts()
        told: dict[str, Any] = {
            "based_on": latest.number,
            "same": latest.document == proposal.document,
            "changes": asdict(counts),
        }
        for name, fact in PREVIEW_FACTS.items():
            told[name] = fact(request.user, proposal)
        return Response(told)

    def _sent(self, latest: TextVersion) -> dict[str, Any]:
        """The fields with `based_on`, from the body or If-Match. Raises `NotTheLatest`."""
        sent = NewVersionSerializer(data=self.request.data)
        sent.is_valid(raise_exception=True)
        fields: dict[str, Any] = sent.validated_data
        if given := self.request.headers.get("If-Match"):
            tags = {tag.strip() for tag in given.split(",")}
            if not tags & {"*", _etag(latest.number)}:
                raise NotTheLatest(latest)
            fields.setdefault("based_on", latest.number)
        if "based_on" not in fields:
            raise serializers.ValidationError({"based_on": [_("This field is required.")]})
        return fields

    def _save(self, text: Text, fields: dict[str, Any]) -> TextVersion:
        if "blocks" not in fields and "marks" not in fields:
            return services.edit_text(actor=self.actor, text=text, **fields)
        document = _document(fields)
        return services.save_version(actor=self.actor, text=text, document=document, **fields)


def _etag(number: int) -> str:
    return f'"v{number}"'


def _proposed(latest: TextVersion, fields: dict[str, Any]) -> Document:
    """What a new version would say. Raises ValidationError."""
    if "blocks" not in fields and "marks" not in fields:
        return from_content(latest, fields["content"])
    return _document(fields)


def _document(fields: dict[str, Any]) -> Document:
    """Take content, blocks and marks out of `fields`. Raises ValidationError."""
    content, blocks, marks = (fields.pop(name, None) for name in LARGE)
    if blocks is None:
        if marks:
            raise serializers.ValidationError({"marks": [_("Marks need the blocks too.")]})
        document = from_plain(content)
    else:
        try:
            document = Document.from_json(content, blocks, marks or [])
        except StructureError as error:
            raise serializers.ValidationError({"blocks": [str(error)]}) from error
    if not document.content.strip():
        raise serializers.ValidationError({"content": [_("A text cannot be empty.")]})
    return document
