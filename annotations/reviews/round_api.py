"""Rounds of review over the API, and how far reviewers agree in them."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.disputes.models import Dispute
from annotations.reviews import services
from annotations.reviews.agreement import Undefined
from annotations.reviews.measuring import agreement_in
from annotations.reviews.models import ReviewRound
from project.people.api import (
    ROW_FIELDS,
    CreatingViewSet,
    RowSerializer,
    UidField,
    WorkspaceRowViewSet,
)


class RoundSerializer(RowSerializer[ReviewRound]):
    """A time in which reviewers judge a dispute; `closed_at` is null while it is open.

    The verdicts of a blind one are known to their authors and the adjudicator until it closes.
    """

    route = "round"

    dispute = UidField(queryset=Dispute.objects.select_related("adjudicator"))

    class Meta:
        model = ReviewRound
        fields = (*ROW_FIELDS, "dispute", "number", "is_blind", "note", "closed_at")
        read_only_fields = ("number", "closed_at")


class RoundFilter(filters.FilterSet):
    """By dispute."""

    dispute = filters.UUIDFilter(field_name="dispute__uid", label="uid of a dispute")


class RoundViewSet(CreatingViewSet[ReviewRound]):
    """Rounds of review. The adjudicator of a dispute and the owners open and close them."""

    queryset = ReviewRound.objects.select_related("dispute")
    serializer_class = RoundSerializer
    filterset_class = RoundFilter

    def create_row(self, fields: dict[str, Any]) -> ReviewRound:
        """Open one."""
        dispute = fields.pop("dispute")
        dispute.workspace = self.workspace
        return services.open_round(actor=self.actor, dispute=dispute, **fields)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def close(self, _request: Request, **_: Any) -> Response:
        """Close one for good."""
        found = self.get_object()
        found.dispute.workspace = self.workspace
        services.close_round(actor=self.actor, round=found)
        return Response(self.get_serializer(self.get_object()).data)


class AgreementSerializer(serializers.Serializer[Any]):
    """Krippendorff's alpha for nominal data, null where not defined, and what it rests on."""

    alpha = serializers.FloatField(allow_null=True)
    undefined = serializers.ChoiceField(
        choices=[(why.value, why.name) for why in Undefined], allow_null=True
    )
    reviewers = serializers.IntegerField()
    units = serializers.IntegerField(help_text="What was judged at all.")
    shared_units = serializers.IntegerField(help_text="What was judged by two or more.")
    pairable = serializers.IntegerField(help_text="Verdicts that can be compared.")
    missing = serializers.IntegerField(help_text="Verdicts not given on what others judged.")


class MeasuredSerializer(serializers.Serializer[Any]):
    """Of one round; of all verdicts that stand now where `round` is null."""

    round = serializers.UUIDField(source="round.uid", default=None)
    is_hidden = serializers.BooleanField(help_text="Blind, open, and you do not adjudicate it.")
    claims = AgreementSerializer(allow_null=True)
    questions = AgreementSerializer(allow_null=True)


class DisputeAgreementViewSet(WorkspaceRowViewSet[ReviewRound]):
    """How far the reviewers of one dispute agree."""

    queryset = ReviewRound.objects.all()
    serializer_class = MeasuredSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=MeasuredSerializer(many=True))
    def list(self, request: Request, **_: Any) -> Response:
        """First of all verdicts that stand now, then of each round, the newest first."""
        measured = agreement_in(self.dispute, request.user)
        return Response(MeasuredSerializer(measured, many=True).data)

    @cached_property
    def dispute(self) -> Dispute:
        """The dispute in the address. Raises NotFound."""
        return self.row_above(Dispute.objects.all(), "dispute_uid")
