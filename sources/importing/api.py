"""Imports of one file for a source, over the API."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import DestroyModelMixin, ListModelMixin, RetrieveModelMixin
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import (
    ROW_FIELDS,
    RowSerializer,
    UidField,
    WorkspaceRowViewSet,
)
from project.people.parsing import StrictJSONParser
from sources.importing import services
from sources.importing.models import Import, Original
from sources.importing.reports import remark
from sources.importing.sending import Asked, ContentField, accepted, checked
from sources.records.models import Source


class OriginalSerializer(serializers.ModelSerializer[Original]):
    """A file as it came."""

    class Meta:
        model = Original
        fields = ("filename", "media_type", "size", "sha256")
        read_only_fields = fields


class _AskedOfOne(Asked):
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


class ImportFilter(filters.FilterSet):
    """Imports of one batch, source or state."""

    batch = filters.UUIDFilter(field_name="batch__uid")
    source = filters.UUIDFilter(field_name="source__uid")

    class Meta:
        model = Import
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
        asked = checked(request, ImportUploadSerializer, ImportBodySerializer, self)
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
        return accepted(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)
