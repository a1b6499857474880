"""Verdicts and outcomes over the API. They are added, never changed: PATCH and DELETE are 405."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services
from annotations.reviews.models import Resolution, Review
from annotations.reviews.queries import mark_moved_on
from annotations.reviews.queue import Why, awaiting, loaded
from annotations.reviews.states import digest, states_of_claims, states_of_questions
from project.people.api import ROW_FIELDS, CreatingViewSet, RowSerializer, UidField
from project.people.permissions import Permission, require
from project.people.rows import WorkspaceRow

#: Entries of the queue in one answer.
LEAST, MOST = 50, 200
SEEN = _("SHA-256 of the state you looked at; 409 where it has changed since. Optional.")


class JudgementSerializer(RowSerializer[Any]):
    """What verdicts and outcomes share."""

    value = serializers.DictField(
        required=False, allow_null=True, help_text="The answer, with “answered”."
    )
    reasons = serializers.CharField(max_length=20_000, help_text="Markdown.")
    seen = serializers.CharField(
        required=False, write_only=True, max_length=64, default="", help_text=str(SEEN)
    )
    changed_since = serializers.BooleanField(
        read_only=True, help_text="Whether what was judged is not as it was any more."
    )
    judged = serializers.DictField(read_only=True, help_text="The state that was judged.")

    class Meta:
        fields: tuple[str, ...] = (
            *("value", "reasons", "seen"),
            *("changed_since", "judged", "judged_sha256"),
        )
        read_only_fields = ("judged_sha256",)


class ReviewSerializer(JudgementSerializer):
    """A verdict on exactly one of a claim and a question.

    Of a claim: accepted, rejected, unresolved. Of a question: answered (with the `value` found
    right), none_of_them, unresolved. A later one of the same reviewer replaces it in view.
    """

    route = "review"

    claim = UidField(
        queryset=Claim.objects.select_related("question__dispute"), required=False, allow_null=True
    )
    question = UidField(
        queryset=Question.objects.select_related("dispute"), required=False, allow_null=True
    )
    round = UidField(read_only=True, help_text="The round that was open, or null.")

    class Meta(JudgementSerializer.Meta):
        model = Review
        fields = (
            *(*ROW_FIELDS, "claim", "question", "round", "verdict"),
            *JudgementSerializer.Meta.fields,
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Insist on one thing to be judged."""
        if (attrs.get("claim") is None) == (attrs.get("question") is None):
            raise serializers.ValidationError({"claim": [_("Give a claim or a question.")]})
        return super().validate(attrs)


class ResolutionSerializer(JudgementSerializer):
    """The outcome for a question: answered (with the `value`), none_of_them or unresolved."""

    route = "resolution"

    question = UidField(queryset=Question.objects.select_related("dispute"))

    class Meta(JudgementSerializer.Meta):
        model = Resolution
        fields = (*ROW_FIELDS, "question", "outcome", *JudgementSerializer.Meta.fields)


class ReviewFilter(filters.FilterSet):
    """By what was judged, by reviewer and by round."""

    claim = filters.UUIDFilter(field_name="claim__uid", label="uid of a claim")
    question = filters.UUIDFilter(field_name="question__uid", label="uid of a question")
    round = filters.UUIDFilter(field_name="round__uid", label="uid of a round")
    reviewer = filters.UUIDFilter(field_name="created_by__uid", label="uid of a person")

    class Meta:
        model = Review
        fields = ("verdict",)


class ResolutionFilter(filters.FilterSet):
    """By question and dispute."""

    question = filters.UUIDFilter(field_name="question__uid", label="uid of a question")
    dispute = filters.UUIDFilter(field_name="question__dispute__uid", label="uid of a dispute")


class JudgementViewSet(CreatingViewSet[Any]):
    """GET and POST; each with `changed_since`."""

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page, each of which knows whether what it judged has changed."""
        found = super().paginate_queryset(queryset)
        mark_moved_on(found or [])
        return found

    def get_object(self) -> Any:
        """One, in the same way."""
        found = super().get_object()
        mark_moved_on([found])
        return found


class QueueQuerySerializer(serializers.Serializer[Any]):
    """What narrows the queue."""

    dispute = serializers.UUIDField(required=False)
    limit = serializers.IntegerField(default=LEAST, min_value=1, max_value=MOST)


class AwaitingSerializer(serializers.Serializer[Any]):
    """A claim or question that awaits your verdict. `seen` goes with the verdict."""

    claim = serializers.SerializerMethodField()
    question = serializers.SerializerMethodField()
    dispute = serializers.UUIDField(source="dispute.uid")
    words = serializers.CharField(source="subject", help_text="The statement or the wording.")
    why = serializers.ChoiceField(choices=[(why.value, why.name) for why in Why])
    seen = serializers.SerializerMethodField()

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_claim(self, item: Any) -> str | None:
        """Uid of the claim; null for a question."""
        return str(item.subject.uid) if item.is_claim else None

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_question(self, item: Any) -> str | None:
        """Uid of the question; null for a claim."""
        return None if item.is_claim else str(item.subject.uid)

    def get_seen(self, item: Any) -> str:
        """SHA-256 of the present state."""
        sha256: str = self.context["states"][item.is_claim, item.subject.pk]
        return sha256


class QueueSerializer(serializers.Serializer[Any]):
    """How many await you, and the first of them."""

    count = serializers.IntegerField()
    results = AwaitingSerializer(many=True)


class ReviewViewSet(JudgementViewSet):
    """Verdicts of reviewers. Of a blind round that is open you see your own."""

    queryset = Review.objects.select_related("claim", "question", "round")
    serializer_class = ReviewSerializer
    filterset_class = ReviewFilter

    def create_row(self, fields: dict[str, Any]) -> WorkspaceRow:
        """Judge a claim or a question as it stands."""
        claim, question = (fields.pop(name, None) for name in ("claim", "question"))
        subject = claim or question
        subject.workspace = self.workspace
        return services.judge(actor=self.actor, subject=subject, **fields)

    @extend_schema(
        filters=False,
        parameters=[
            OpenApiParameter("dispute", OpenApiTypes.UUID, description="uid of a dispute"),
            OpenApiParameter("limit", OpenApiTypes.INT, description="how many, up to 200"),
        ],
        responses=QueueSerializer,
    )
    @action(detail=False, pagination_class=None)
    def queue(self, request: Request, **_: Any) -> Response:
        """What awaits your verdict: no verdict of yours yet, or none in the round that is open, or
        changed since.
        """
        require(request.user, self.workspace, Permission.REVIEW, reading=True)
        query = QueueQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        dispute = self._dispute(query.validated_data.get("dispute"))
        entries = awaiting(request.user, self.workspace, dispute=dispute)
        first = loaded(entries[: query.validated_data["limit"]], self.workspace)
        of_claims = states_of_claims([item.subject.pk for item in first if item.is_claim])
        of_questions = states_of_questions([i.subject.pk for i in first if not i.is_claim])
        states = {(True, pk): digest(state) for pk, state in of_claims.items()}
        states |= {(False, pk): digest(state) for pk, state in of_questions.items()}
        found = {"count": len(entries), "results": first}
        return Response(QueueSerializer(found, context={"states": states}).data)

    def _dispute(self, uid: Any) -> Dispute | None:
        if uid is None:
            return None
        here = Dispute.objects.visible_to(self.request.user).filter(workspace=self.workspace)
        found = here.filter(uid=uid).first()
        if found is None:
            raise serializers.ValidationError({"dispute": [_("There is no such dispute.")]})
        return found


class ResolutionViewSet(JudgementViewSet):
    """What adjudicators made of questions. The latest of a question counts."""

    queryset = Resolution.objects.select_related("question")
    serializer_class = ResolutionSerializer
    filterset_class = ResolutionFilter

    def create_row(self, fields: dict[str, Any]) -> WorkspaceRow:
        """Record the outcome for a question, as the adjudicator of its dispute."""
        question = fields.pop("question")
        question.workspace = question.dispute.workspace = self.workspace
        return services.resolve(actor=self.actor, question=question, **fields)
