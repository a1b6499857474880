"""Editions over the API.

POST …/disputes/{uid}/editions/ publishes the dispute as it stands. GET
…/disputes/{uid}/editions/draft/ shows what that would be, with a hash: where that is sent along
as `seen`, nothing else is published. Both take `whole`, the texts that are published in full.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.disputes.models import Dispute
from annotations.editions import services
from annotations.editions.models import Edition
from project.people.api import (
    ROW_FIELDS,
    KnownFieldsMixin,
    RowSerializer,
    UidField,
    UidsField,
    WorkspaceRowViewSet,
)
from project.people.permissions import Permission, require
from project.people.rows import WorkspaceRowQuerySet
from sources.texts.models import Text


class WithdrawalSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """When and why an edition was withdrawn."""

    at = serializers.DateTimeField(source="created_at", read_only=True)
    reason = serializers.CharField(max_length=2_000)


class EditionChangeSerializer(serializers.Serializer[Any]):
    """How one kind of thing differs from the edition before."""

    kind = serializers.CharField()
    added = serializers.ListField(child=serializers.CharField(), help_text="Identities.")
    changed = serializers.ListField(child=serializers.CharField(), help_text="Identities.")
    removed = serializers.IntegerField(help_text="How many.")


class EditionSerializer(RowSerializer[Edition]):
    """A published edition. `page` and `content` are its addresses, open to anybody."""

    route = "edition"

    dispute = UidField(read_only=True)
    page = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()
    changes = EditionChangeSerializer(many=True, read_only=True)
    withdrawal = serializers.SerializerMethodField()

    class Meta:
        model = Edition
        fields = (
            *ROW_FIELDS,
            "dispute", "number", "title", "note", "sha256", "changes", "page", "content",
            "withdrawal",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.URLField())
    def get_page(self, edition: Edition) -> str:
        """Where people read it."""
        return self._address(edition, "published:edition")

    @extend_schema_field(serializers.URLField())
    def get_content(self, edition: Edition) -> str:
        """Where the content is as JSON; `sha256` is of these bytes."""
        return self._address(edition, "published:json")

    @extend_schema_field(WithdrawalSerializer(allow_null=True))
    def get_withdrawal(self, edition: Edition) -> Any:
        """Null while it stands."""
        return WithdrawalSerializer(edition.withdrawal).data if edition.is_withdrawn else None

    def to_representation(self, instance: Edition) -> dict[str, Any]:
        """Of a withdrawn edition neither title nor note, nor what changed."""
        shown = super().to_representation(instance)
        return shown | {"title": "", "note": "", "changes": []} if instance.is_withdrawn else shown

    def _address(self, edition: Edition, name: str) -> str:
        workspace = self.context["view"].workspace
        args = [workspace.uid, edition.dispute.uid, edition.number]
        return reverse(name, args, request=self.context["request"])


class WholeSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """Which texts to publish in full."""

    whole = UidsField(
        queryset=Text.objects.select_related("source"),
        required=False,
        help_text="Texts to publish in full; their sources must say something of the rights.",
    )


class PublishSerializer(WholeSerializer):
    """What to publish a dispute with."""

    title = serializers.CharField(max_length=300)
    note = serializers.CharField(
        required=False, allow_blank=True, max_length=5_000, help_text="What changed."
    )
    seen = serializers.CharField(
        required=False, max_length=64, help_text="The hash of the draft that was looked at."
    )


class DraftSerializer(serializers.Serializer[Any]):
    """What an edition would say now."""

    sha256 = serializers.CharField()
    content = serializers.JSONField()


#: Beside the title and what goes with it, which are sent.
CONFLICT = OpenApiResponse(description="The dispute has changed since the draft was looked at.")


class DisputeEditionViewSet(ListModelMixin, WorkspaceRowViewSet[Edition]):
    """The editions of one dispute."""

    queryset = Edition.objects.select_related("dispute", "withdrawal").defer("content")
    serializer_class = EditionSerializer

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """Those of the dispute in the address."""
        return super().get_queryset().filter(dispute=self.dispute)

    @cached_property
    def dispute(self) -> Dispute:
        """The dispute in the address. Raises NotFound."""
        return self.row_above(Dispute.objects.all(), "dispute_uid")

    @extend_schema(request=PublishSerializer, responses={201: EditionSerializer, 409: CONFLICT})
    def create(self, request: Request, **_: Any) -> Response:
        """Publish the dispute as it stands, for anybody to read, for good."""
        given = PublishSerializer(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        edition = services.publish(actor=self.actor, dispute=self.dispute, **given.validated_data)
        shown = self.get_serializer(edition).data
        return Response(shown, status=status.HTTP_201_CREATED, headers={"Location": shown["url"]})

    @extend_schema(parameters=[WholeSerializer], responses=DraftSerializer)
    @action(detail=False, pagination_class=None)
    def draft(self, request: Request, **_: Any) -> Response:
        """What an edition would say now, with these texts in full, for whoever may publish it."""
        require(request.user, self.workspace, Permission.PUBLISH, reading=True)
        asked = WholeSerializer(data=request.query_params, context=self.get_serializer_context())
        asked.is_valid(raise_exception=True)
        content = services.draft(actor=self.actor, dispute=self.dispute, **asked.validated_data)
        return Response({"sha256": services.digest(content), "content": content})


class EditionViewSet(RetrieveModelMixin, WorkspaceRowViewSet[Edition]):
    """One edition: its addresses, its hash, and what changed."""

    queryset = Edition.objects.select_related("dispute", "withdrawal").defer("content")
    serializer_class = EditionSerializer

    @extend_schema(
        request=WithdrawalSerializer,
        responses={
            200: EditionSerializer,
            409: OpenApiResponse(description="It has been withdrawn before."),
        },
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, **_: Any) -> Response:
        """Take it down for good, for the reason given."""
        edition = self.get_object()
        given = WithdrawalSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        services.withdraw(actor=self.actor, edition=edition, **given.validated_data)
        return Response(self.get_serializer(self.get_object()).data)
