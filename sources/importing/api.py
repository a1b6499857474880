"""Imports over the API: one file for a source, or a batch of them.

POST answers 202 with the address in `Location`; that gives the state, and at last the text or what
was wrong. Files are sent as multipart/form-data, or in JSON as base64.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import DestroyModelMixin, ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    KnownFieldsMixin,
    RowSerializer,
    UidField,
    WorkspaceRowViewSet,
)
from project.people.parsing import StrictJSONParser
from sources.importing import batches, services
from sources.importing.base import Options
from sources.importing.gathering import File
from sources.importing.models import Batch, Import, Original
from sources.importing.option_fields import WORDS
from sources.importing.reports import Progress, files_of, progress_of, remark
from sources.records.models import Source
from sources.texts.languages import validate_language_tag
from sources.texts.models import Text

#: Seconds after which it is worth asking for the state again.
RETRY_AFTER = "1"


class ContentField(serializers.CharField):
    """Bytes as base64 (RFC 4648)."""

    default_error_messages = {"base64": _("Give the bytes as base64.")}

    def to_internal_value(self, data: Any) -> bytes:  # type: ignore[override]
        """The bytes."""
        try:
            return base64.b64decode(super().to_internal_value(data), validate=True)
        except (binascii.Error, ValueError):
            self.fail("base64")


class OriginalSerializer(serializers.ModelSerializer[Original]):
    """A file as it came."""

    class Meta:
        model = Original
        fields = ("filename", "media_type", "size", "sha256")
        read_only_fields = fields


class _Asked(KnownFieldsMixin, serializers.Serializer[Any]):
    """What is asked of every import."""

    language = serializers.CharField(
        max_length=35, validators=[validate_language_tag], help_text="BCP 47."
    )
    kind = serializers.ChoiceField(choices=Text.Kind.choices, default=Text.Kind.TRANSCRIPTION)
    options = serializers.MultipleChoiceField(
        choices=[(name, str(label)) for name, (label, _help) in WORDS.items()],
        default=set,
        help_text="How files are to be read; a format takes what it has a use for.",
    )
    again = serializers.BooleanField(
        default=False, help_text="Whether a file comes in that is a text here already."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """With the options as the services take them."""
        return attrs | {"options": Options(**dict.fromkeys(attrs["options"], True))}


class _AskedOfOne(_Asked):
    """One file for a source."""

    source = UidField(queryset=Source.objects.select_related("workspace"))  # type: ignore[assignment]
    title = serializers.CharField(required=False, allow_blank=True, max_length=300)
    direction = serializers.ChoiceField(choices=["", "ltr", "rtl"], required=False)


class ImportUploadSerializer(_AskedOfOne):
    """An import as multipart/form-data."""

    file = serializers.FileField(allow_empty_file=True)


class ImportBodySerializer(_AskedOfOne):
    """An import as JSON."""

    filename = serializers.CharField(max_length=255)
    content = ContentField(help_text="The file as base64.")


class FileSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """One file of a batch."""

    path = serializers.CharField(max_length=500, help_text="Its name, with folders before it.")
    content = ContentField(help_text="The file as base64.", allow_blank=True)


class BatchUploadSerializer(_Asked):
    """A batch as multipart/form-data."""

    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True),
        help_text="Files, or one ZIP of them.",
    )
    table = serializers.FileField(required=False, help_text="CSV: what the files are.")
    name = serializers.CharField(required=False, max_length=255)


class BatchBodySerializer(_Asked):
    """A batch as JSON."""

    files = FileSerializer(many=True)
    table = serializers.CharField(required=False, help_text="CSV: what the files are.")
    name = serializers.CharField(required=False, max_length=255)


class ImportSerializer(RowSerializer[Import]):
    """How far one file is, and what became of it."""

    route = "import"

    source = UidField(read_only=True, allow_null=True)  # type: ignore[assignment]
    batch = UidField(read_only=True, allow_null=True)
    text = UidField(read_only=True, allow_null=True)
    same_as = UidField(read_only=True, allow_null=True)
    original = OriginalSerializer(read_only=True)
    remark = serializers.SerializerMethodField()

    class Meta:
        model = Import
        fields = (
            *ROW_FIELDS, "state", "source", "text", "batch", "path", "original", "language",
            "kind", "title", "error", "warnings", "same_as", "remark",
        )  # fmt: skip
        read_only_fields = fields

    def get_remark(self, found: Import) -> str:
        """Error, warnings and where the file is already, in one sentence or more."""
        return remark(found)


class ProgressSerializer(serializers.Serializer[Progress]):
    """How far a batch is."""

    all = serializers.IntegerField()
    ended = serializers.IntegerField()
    percent = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField(), help_text="Files by state.")


class BatchSerializer(RowSerializer[Batch]):
    """How far a batch is. What became of each file: `report`, or imports with `?batch=`."""

    route = "batch"

    progress = serializers.SerializerMethodField()
    problems = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Batch
        fields = (
            *ROW_FIELDS, "name", "state", "language", "kind", "progress", "problems",
            "finished_at",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ProgressSerializer)
    def get_progress(self, batch: Batch) -> Any:
        """Files by their state."""
        return ProgressSerializer(progress_of(batch)).data


class ImportFilter(filters.FilterSet):
    """Imports of one batch, source or state."""

    batch = filters.UUIDFilter(field_name="batch__uid")
    source = filters.UUIDFilter(field_name="source__uid")

    class Meta:
        model = Import
        fields = ("state",)


class BatchFilter(filters.FilterSet):
    """Batches in one state."""

    class Meta:
        model = Batch
        fields = ("state",)


class ImportViewSet(
    ListModelMixin, RetrieveModelMixin, DestroyModelMixin, WorkspaceRowViewSet[Import]
):
    """Files on their way to becoming texts. One that made no text can be deleted."""

    queryset = Import.objects.select_related(
        "original", "source", "batch", "text__source", "same_as__text__source"
    )
    serializer_class = ImportSerializer
    filterset_class = ImportFilter
    parser_classes = (StrictJSONParser, MultiPartParser)

    @extend_schema(
        request={
            "multipart/form-data": ImportUploadSerializer,
            "application/json": ImportBodySerializer,
        },
        responses={202: ImportSerializer},
    )
    def create(self, request: Request, **_: Any) -> Response:
        """Import a file as a text of a source. 422 where it is one already, unless `again`."""
        asked = _checked(request, ImportUploadSerializer, ImportBodySerializer, self)
        if "file" in asked:
            file = asked.pop("file")
            asked |= {"data": file.read(), "filename": file.name}
        else:
            asked["data"] = asked.pop("content")
        return self._accepted(services.start_import(actor=self.actor, **asked))

    @extend_schema(request=None, responses={200: ImportSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, _request: Request, **_: Any) -> Response:
        """End an import that waits or runs; no text is made. Send no body."""
        row = services.cancel(actor=self.actor, pending=self.get_object())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(request=None, responses={202: ImportSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, _request: Request, **_: Any) -> Response:
        """Try again an import that made no text. Send no body."""
        return self._accepted(services.try_again(actor=self.actor, failed=self.get_object()))

    def perform_destroy(self, instance: Import) -> None:
        """Delete by the service."""
        services.remove(actor=self.actor, ended=instance)

    def _accepted(self, row: Import) -> Response:
        return _accepted(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


class BatchViewSet(
    ListModelMixin, RetrieveModelMixin, DestroyModelMixin, WorkspaceRowViewSet[Batch]
):
    """Files that come in together. Deleting one leaves the texts that it made."""

    queryset = Batch.objects.all()
    serializer_class = BatchSerializer
    filterset_class = BatchFilter
    parser_classes = (StrictJSONParser, MultiPartParser)

    @extend_schema(
        request={
            "multipart/form-data": BatchUploadSerializer,
            "application/json": BatchBodySerializer,
        },
        responses={202: BatchSerializer},
    )
    def create(self, request: Request, **_: Any) -> Response:
        """Import files, or one ZIP of them, each as a source with a text."""
        asked = _checked(request, BatchUploadSerializer, BatchBodySerializer, self)
        sent = list(_files(asked.pop("files")))
        is_zip = len(sent) == 1 and sent[0].path.lower().endswith(".zip")
        batch = batches.start_batch(
            actor=self.actor,
            workspace=self.workspace,
            files=() if is_zip else sent,
            archive=sent[0] if is_zip else None,
            table=_table(asked.pop("table", None)),
            **asked,
        )
        return self._accepted(batch)

    @extend_schema(responses={200: ImportSerializer(many=True)}, filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def report(self, request: Request, **_: Any) -> Response:
        """What became of each file, by path, all at once."""
        files = files_of(self.get_object(), request.user).select_related("batch", "created_by")
        context = self.get_serializer_context()
        return Response(ImportSerializer(files, many=True, context=context).data)

    @extend_schema(request=None, responses={200: BatchSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, _request: Request, **_: Any) -> Response:
        """End a batch that waits or runs; what came in stays. Send no body."""
        row = batches.cancel_batch(actor=self.actor, batch=self.get_object())
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(request=None, responses={202: BatchSerializer})
    @action(detail=True, methods=["post"])
    def retry(self, _request: Request, **_: Any) -> Response:
        """Try again what was refused or cancelled. Send no body."""
        return self._accepted(batches.retry_batch(actor=self.actor, batch=self.get_object()))

    def perform_destroy(self, instance: Batch) -> None:
        """Delete by the service."""
        batches.remove_batch(actor=self.actor, batch=instance)

    def _accepted(self, row: Batch) -> Response:
        return _accepted(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


def _checked(
    request: Request, upload: type[_Asked], body: type[_Asked], view: Any
) -> dict[str, Any]:
    is_form = request.content_type.startswith("multipart/")
    serializer = (upload if is_form else body)(
        data=request.data, context=view.get_serializer_context()
    )
    serializer.is_valid(raise_exception=True)
    fields: dict[str, Any] = serializer.validated_data
    return fields


def _accepted(shown: Any) -> Response:
    return Response(
        shown,
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": shown["url"], "Retry-After": RETRY_AFTER},
    )


def _files(sent: list[Any]) -> Iterator[File]:
    for each in sent:
        if isinstance(each, UploadedFile):
            yield File(each.name or "file", each.read())
        else:
            yield File(each["path"], each["content"] or b"")


def _table(sent: Any) -> File | None:
    if isinstance(sent, UploadedFile):
        return File(sent.name or "table.csv", sent.read())
    return File("table.csv", sent.encode()) if sent else None
