"""Imports of several files together, over the API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import DestroyModelMixin, ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    KnownFieldsMixin,
    RowSerializer,
    WorkspaceRowViewSet,
)
from project.people.parsing import StrictJSONParser
from sources.importing import batches
from sources.importing.api import ImportSerializer
from sources.importing.gathering import File
from sources.importing.models import Batch
from sources.importing.reports import Progress, files_of, progress_of
from sources.importing.sending import Asked, ContentField, accepted, checked


class FileSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """One file of a batch."""

    path = serializers.CharField(max_length=500, help_text="Its name, with folders before it.")
    content = ContentField(help_text="The file as base64.", allow_blank=True)


class BatchUploadSerializer(Asked):
    """A batch as multipart/form-data."""

    files = serializers.ListField(
        child=serializers.FileField(allow_empty_file=True),
        help_text="Files, or one ZIP of them.",
    )
    table = serializers.FileField(required=False, help_text="CSV: what the files are.")
    name = serializers.CharField(required=False, max_length=255)


class BatchBodySerializer(Asked):
    """A batch as JSON."""

    files = FileSerializer(many=True)
    table = serializers.CharField(required=False, help_text="CSV: what the files are.")
    name = serializers.CharField(required=False, max_length=255)


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


class BatchFilter(filters.FilterSet):
    """Batches in one state."""

    class Meta:
        model = Batch
        fields = ("state",)


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
        asked = checked(request, BatchUploadSerializer, BatchBodySerializer, self)
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
        return accepted(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)


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
