"""Replies over the API, and settling the threads of highlights."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.highlights.models import Highlight
from annotations.replies import services
from annotations.replies.models import Reply
from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    RowSerializer,
    UidField,
    WorkspaceRowViewSet,
    merged,
)


class ReplySerializer(RowSerializer[Reply]):
    """An answer to a highlight or to another reply on it. To change one, send the `revision`
    that the change is based on.
    """

    route = "reply"
    fixed = ("highlight", "parent")

    highlight = UidField(queryset=Highlight.objects.all(), help_text="uid of the highlight.")
    parent = UidField(  # type: ignore[assignment]  # a field of ours, not the serializer's parent
        queryset=Reply.objects.all(),
        required=False,
        allow_null=True,
        help_text="uid of the reply that is answered.",
    )
    body = serializers.CharField(
        max_length=20_000, trim_whitespace=False, help_text="Markdown, kept as written."
    )
    revision = serializers.IntegerField(required=False)

    class Meta:
        model = Reply
        fields = (*ROW_FIELDS, "highlight", "parent", "body", "sharing", "revision")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Insist on the revision where something changes; a new reply has the first one."""
        if self.instance is None:
            attrs.pop("revision", None)
        elif "revision" not in attrs:
            raise serializers.ValidationError({"revision": [_("This field is required.")]})
        return super().validate(attrs)


class ReplyFilter(filters.FilterSet):
    """By highlight and sharing."""

    highlight = filters.UUIDFilter(field_name="highlight__uid", label="uid of a highlight")

    class Meta:
        model = Reply
        fields = ("sharing",)


class ReplyViewSet(EditingViewSet[Reply]):
    """What is said to highlights. Private replies exist for their author alone."""

    queryset = Reply.objects.select_related("highlight", "parent")
    serializer_class = ReplySerializer
    filterset_class = ReplyFilter

    def create_row(self, fields: dict[str, Any]) -> Reply:
        """What answers a private reply is private too."""
        fields["highlight"].workspace = self.workspace
        return services.add_reply(actor=self.actor, **fields)

    def change_row(self, row: Reply, fields: dict[str, Any]) -> None:
        """Words and sharing; 409 where `revision` is not the current one."""
        services.change_reply(
            actor=self.actor,
            reply=row,
            revision=fields["revision"],
            **merged(row, fields, "body", "sharing"),
        )


class SettlingMixin(WorkspaceRowViewSet[Highlight]):
    """Resolving and reopening the thread of a highlight."""

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def resolve(self, request: Request, **_: Any) -> Response:
        """Settle the thread of the highlight."""
        services.resolve_highlight(actor=self.actor, highlight=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, **_: Any) -> Response:
        """Take the thread of the highlight up again."""
        services.reopen_highlight(actor=self.actor, highlight=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)
