"""Claims over the API."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims import services
from annotations.claims.grounds.api import GroundsMixin
from annotations.claims.history.api import HistoryMixin
from annotations.claims.merging.api import MergingMixin
from annotations.claims.models import Claim, ClaimGround
from annotations.claims.retracting.api import RetractingMixin
from annotations.disputes.conflicts.api import ClaimConflictsMixin
from annotations.disputes.models import Account, Question
from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    RowSerializer,
    TrueOrFalse,
    UidField,
    UidsField,
    merged,
)
from project.people.merged import survivor_of
from project.people.rows import WorkspaceRowQuerySet
from sources.records.models import Source

ASSERTION = ("kind", "source", "modality", "polarity", "certainty", "argument")


class ClaimSerializer(RowSerializer[Claim]):
    """A claim: extracted from one `source`, or concluded, with an `argument` and `grounds`.

    With a question it has a `value` of the question's kind, such as
    `{"kind": "date", "edtf": "1949-08-24"}`, and may belong to accounts of that dispute. To be
    told of changes by others, send the `revision` that a change is based on.
    """

    route = "claim"

    source = UidField(  # type: ignore[assignment]  # a field of ours, not the serializer's source
        queryset=Source.objects.all(), required=False, allow_null=True
    )
    question = UidField(queryset=Question.objects.all(), required=False, allow_null=True)
    value = serializers.DictField(required=False, allow_null=True)
    accounts = UidsField(queryset=Account.objects.all(), required=False)
    grounds = serializers.ListField(
        child=serializers.UUIDField(),
        source="ground_uids",
        read_only=True,
        help_text="uids of the claims that it is based on; `grounds/` changes them.",
    )
    split_from = UidField(read_only=True, help_text="The claim that this one was a part of.")
    revision = serializers.IntegerField(required=False)

    class Meta:
        model = Claim
        fields = (
            *(*ROW_FIELDS, "statement", *ASSERTION, "question", "value", "accounts", "grounds"),
            *("split_from", "retracted_at", "retraction_reason", "revision"),
        )
        read_only_fields = ("retracted_at", "retraction_reason")


class ClaimFilter(filters.FilterSet):
    """By what it answers, whose it is and how sure."""

    question = filters.UUIDFilter(field_name="question__uid", label="uid of a question")
    dispute = filters.UUIDFilter(field_name="question__dispute__uid", label="uid of a dispute")
    source = filters.UUIDFilter(field_name="source__uid", label="uid of the source it is from")
    retracted = TrueOrFalse(
        field_name="retracted_at", lookup_expr="isnull", exclude=True, label="Retracted or not"
    )

    class Meta:
        model = Claim
        fields = ("kind", "modality", "polarity", "certainty")


@extend_schema_view(split=extend_schema(responses={201: ClaimSerializer}))
class ClaimViewSet(
    MergingMixin,
    RetractingMixin,
    GroundsMixin,
    HistoryMixin,
    ClaimConflictsMixin,
    EditingViewSet[Claim],
):
    """Assertions, and how they answer questions."""

    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """With their question, source, accounts and grounds, as far as these are there to be
        seen.
        """
        user = self.request.user
        links = ClaimGround.objects.visible_to(user).filter(claim=OuterRef("pk"))
        grounds = ArraySubquery(links.order_by("pk").values("ground__uid"))
        shown: list[Prefetch[Any, Any, Any]] = [
            Prefetch("question", Question.objects.visible_to(user)),
            Prefetch("source", Source.objects.visible_to(user)),
            Prefetch("split_from", Claim.objects.visible_to(user)),
            Prefetch("accounts", Account.objects.visible_to(user)),
        ]
        return super().get_queryset().annotate(ground_uids=grounds).prefetch_related(*shown)

    @extend_schema(responses={200: ClaimSerializer, 302: OpenApiResponse(description="Merged")})
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One claim; 302 to the one that it was merged into, which can be undone."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            survivor = survivor_of(request.user, Claim, self.workspace, kwargs["uid"])
            if survivor is None:
                raise
            location = self.get_serializer(self.get_queryset().get(pk=survivor.pk)).data["url"]
            return Response(status=HTTPStatus.FOUND, headers={"Location": location})

    def create_row(self, fields: dict[str, Any]) -> Claim:
        """A claim, in its accounts."""
        fields.pop("revision", None)
        return services.create_claim(actor=self.actor, workspace=self.workspace, **fields)

    def change_row(self, row: Claim, fields: dict[str, Any]) -> None:
        """All that it says; 409 where `revision` is sent and is not the current one."""
        services.change_claim(
            actor=self.actor,
            claim=row,
            accounts=fields.get("accounts"),
            revision=fields.get("revision"),
            **merged(row, fields, "statement", "question", "value"),
            **{name: fields[name] for name in ASSERTION if name in fields},
        )
