"""Bundles over the API.

POST …/disputes/{uid}/bundles/ answers 202 with the bundle's address in `Location`; that gives
its state and, when it is ready, `download`.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.utils.functional import cached_property
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.bundles.downloads import download_response
from annotations.bundles.models import Bundle
from annotations.bundles.services import request_bundle
from annotations.disputes.models import Dispute
from project.people.api import ROW_FIELDS, RowSerializer, UidField, WorkspaceRowViewSet
from project.people.rows import WorkspaceRowQuerySet

#: Seconds after which it is worth asking for the state again.
RETRY_AFTER = "1"


class BundleSerializer(RowSerializer[Bundle]):
    """A bundle's state. `download`, `sha256` and `size` are null until it is ready."""

    route = "bundle"

    dispute = UidField(read_only=True)
    download = serializers.SerializerMethodField()
    sha256 = serializers.SerializerMethodField()

    class Meta:
        model = Bundle
        fields = (*ROW_FIELDS, "dispute", "state", "error", "download", "sha256", "size")
        read_only_fields = fields

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_download(self, bundle: Bundle) -> str | None:
        """Where the file is, at the host that the client used."""
        if bundle.state != Bundle.State.READY:
            return None
        workspace = self.context["view"].workspace
        return reverse(
            "api:bundle-download", [workspace.uid, bundle.uid], request=self.context["request"]
        )

    def get_sha256(self, bundle: Bundle) -> str | None:
        """SHA-256 of the file."""
        return bundle.sha256 or None


class ZipRenderer(JSONRenderer):
    """Lets a client ask for application/zip; what goes wrong is still said in JSON."""

    media_type = "application/zip"
    format = "zip"


class DisputeBundleViewSet(ListModelMixin, WorkspaceRowViewSet[Bundle]):
    """The bundles of one dispute."""

    queryset = Bundle.objects.select_related("dispute")
    serializer_class = BundleSerializer

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """Those of the dispute in the address."""
        return super().get_queryset().filter(dispute=self.dispute)

    @cached_property
    def dispute(self) -> Dispute:
        """The dispute in the address. Raises NotFound."""
        return self.row_above(Dispute.objects.all(), "dispute_uid")

    @extend_schema(request=None, responses={202: BundleSerializer})
    def create(self, _request: Request, **_: Any) -> Response:
        """Ask for a bundle of what is shared of the dispute. Send no body."""
        bundle = request_bundle(actor=self.actor, dispute=self.dispute)
        shown = self.get_serializer(bundle).data
        return Response(
            shown,
            status=status.HTTP_202_ACCEPTED,
            headers={"Location": shown["url"], "Retry-After": RETRY_AFTER},
        )


class BundleViewSet(RetrieveModelMixin, WorkspaceRowViewSet[Bundle]):
    """One bundle: its state, and its file."""

    queryset = Bundle.objects.select_related("dispute")
    serializer_class = BundleSerializer

    @extend_schema(
        responses={
            (200, "application/zip"): OpenApiTypes.BINARY,
            409: OpenApiResponse(description="It is not ready."),
        }
    )
    @action(detail=True, renderer_classes=[JSONRenderer, ZipRenderer])
    def download(self, request: Request, **_: Any) -> HttpResponseBase:
        """The ZIP file. Its ETag is its SHA-256."""
        return download_response(request, self.get_object())
