"""The history of a claim over the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims.history.queries import history_of
from annotations.claims.models import Claim
from project.people.activity.events import VERBS
from project.people.api import PersonSerializer, WorkspaceRowViewSet


class ChangeSerializer(serializers.Serializer[Any]):
    """One field in words, before and after; long ones from where they begin to differ."""

    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class HappenedSerializer(serializers.Serializer[Any]):
    """Something that happened to the claim, or to a citation, ground or account of it."""

    when = serializers.DateTimeField()
    actor = PersonSerializer(allow_null=True, help_text="Null for a command, or whoever is gone.")
    verb = serializers.ChoiceField(choices=list(VERBS))
    kind = serializers.CharField(source="kind.name", help_text="Such as `claim` or `account_link`.")
    uid = serializers.UUIDField(source="subject.uid", help_text="Of what it happened to.")
    label = serializers.CharField(  # type: ignore[assignment]  # a field of ours
        help_text="What it happened to in words, such as the account."
    )
    changes = ChangeSerializer(many=True)


class HistorySerializer(serializers.Serializer[Any]):
    """A page of what happened, the newest first."""

    earlier = serializers.CharField(help_text="For `?before=`; empty on the last page.")
    results = HappenedSerializer(many=True)


class HistoryMixin(WorkspaceRowViewSet[Claim]):
    """Who did what to a claim."""

    @extend_schema(
        responses=HistorySerializer,
        parameters=[OpenApiParameter("before", str, description="`earlier` of the page before.")],
    )
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def history(self, request: Request, **_: Any) -> Response:
        """Who changed what of the claim, its citations, grounds and accounts, the newest first."""
        before = request.query_params.get("before", "")
        log, steps = history_of(self.get_object(), request.user, before=before)
        shown = HistorySerializer(
            {"earlier": log.earlier, "results": [step.event for step in steps]}
        )
        return Response(shown.data)
