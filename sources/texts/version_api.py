"""Versions of texts over the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    KnownFieldsMixin,
    RowSerializer,
    UidField,
    WorkspaceRowViewSet,
)
from project.people.rows import WorkspaceRowQuerySet
from sources.texts import services
from sources.texts.content_fields import LARGE, BlocksField, ContentField, MarksField, document_of
from sources.texts.differences import Comparison
from sources.texts.models import Text, TextVersion
from sources.texts.previewing import PREVIEW_FACTS, Proposal
from sources.texts.proposing import from_content
from sources.texts.structure import (
    Document,
)


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
        document = document_of(fields)
        return services.save_version(actor=self.actor, text=text, document=document, **fields)


def _etag(number: int) -> str:
    return f'"v{number}"'


def _proposed(latest: TextVersion, fields: dict[str, Any]) -> Document:
    """What a new version would say. Raises ValidationError."""
    if "blocks" not in fields and "marks" not in fields:
        return from_content(latest, fields["content"])
    return document_of(fields)
