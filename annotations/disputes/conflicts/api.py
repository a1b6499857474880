"""Conflicts over the API: those of a workspace, of a claim, and all answers to a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from annotations.claims.models import Claim
from annotations.claims.roots import Lines
from annotations.disputes.conflicts.forms import ConflictFilter
from annotations.disputes.conflicts.garbage import uncollected
from annotations.disputes.conflicts.queries import (
    Conflict,
    conflicts_of,
    with_changes,
    with_lines,
)
from annotations.disputes.conflicts.question_queries import (
    OtherAnswer,
    QuestionAnswers,
    answers_of,
    conflicts_with_claim,
)
from annotations.disputes.conflicts.slices import Slices
from annotations.disputes.models import Question
from annotations.disputes.relations.comparing import claim_pairs
from annotations.disputes.relations.relating import DistinctAnswer, Relation
from annotations.reviews.queries import Standing as Outcome
from project.people.api import WorkspaceRowViewSet

#: Relations whose pairs are listed; the others are counted.
LISTED = [relation for relation in Relation if relation != Relation.NOT_COMPARABLE]


class ComputedPagination(LimitOffsetPagination):
    """Pages of what is computed rather than read: `?limit=` and `?offset=`."""

    default_limit = 50
    max_limit = 200


class LinesSerializer(serializers.Serializer[Lines]):
    """How many citations there are, and how many roots they are known to go back to, as
    asserted, not proven.
    """

    citations = serializers.IntegerField()
    known_roots = serializers.SerializerMethodField()
    without_source = serializers.IntegerField(
        source="rootless", help_text="Citations of searches that were made in no one source."
    )

    def get_known_roots(self, lines: Lines) -> int:
        """Sources, or groups of one witness, that nothing is known to lie behind."""
        return len(lines.roots)


class AnswerSerializer(serializers.Serializer[DistinctAnswer]):
    """A distinct answer to a question, with the number of claims that give it."""

    reference = serializers.CharField(help_text="Names it in the addresses of pairs of claims.")
    value = serializers.DictField(source="value.to_json", help_text="As claims have it.")
    shown = serializers.CharField(help_text="The answer for people.")
    denied = serializers.BooleanField()
    claims = serializers.IntegerField()
    citations = serializers.IntegerField()
    stances = serializers.SerializerMethodField()

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_stances(self, answer: DistinctAnswer) -> dict[str, int]:
        """The number of citations by stance."""
        return dict(answer.stances)


class PairSerializer(serializers.Serializer[Any]):
    """Two distinct answers, and why they stand to each other as they do."""

    first = AnswerSerializer()
    second = AnswerSerializer()
    reason = serializers.CharField()


class OtherAnswerSerializer(serializers.Serializer[OtherAnswer]):
    """An answer that conflicts with a claim's own, and why."""

    answer = AnswerSerializer()
    relation = serializers.ChoiceField(choices=[relation.value for relation in Relation])
    reason = serializers.CharField()


class ClaimPairSerializer(serializers.Serializer[Any]):
    """A claim that gives the one answer, and a claim that gives the other, by their uids."""

    first = serializers.UUIDField()
    second = serializers.UUIDField()


class ComparisonSerializer(serializers.Serializer[QuestionAnswers]):
    """All answers to a question in numbers."""

    exclusivity = serializers.CharField(source="question.exclusivity")
    answers = serializers.SerializerMethodField()
    claims = serializers.SerializerMethodField()
    lines = LinesSerializer()
    relations = serializers.SerializerMethodField()

    def get_answers(self, found: QuestionAnswers) -> int:
        """Distinct answers."""
        return len(found.related.answers)

    def get_claims(self, found: QuestionAnswers) -> int:
        """Claims that give them; those that were retracted or merged away do not count."""
        return sum(answer.claims for answer in found.related.answers)

    @extend_schema_field(serializers.DictField(child=serializers.IntegerField()))
    def get_relations(self, found: QuestionAnswers) -> dict[str, int]:
        """How many pairs of distinct answers stand so to each other."""
        return {relation.value: found.related.count(relation) for relation in Relation}


class ConflictSerializer(serializers.Serializer[Conflict]):
    """A question whose answers cannot all be true."""

    question = serializers.UUIDField(source="question.uid")
    url = serializers.SerializerMethodField()
    wording = serializers.CharField(source="question.wording")
    dispute = serializers.UUIDField(source="question.dispute.uid")
    reason = serializers.CharField(help_text="Why the first two of its answers conflict.")
    conflicts = serializers.IntegerField(
        source="count", help_text="Pairs of distinct answers that conflict."
    )
    answers = serializers.IntegerField()
    claims = serializers.IntegerField()
    lines = LinesSerializer()
    arose_at = serializers.DateTimeField(
        help_text="When the youngest claim that takes part was stated."
    )
    outcome = serializers.ChoiceField(
        choices=[Outcome.ANSWERED, Outcome.NONE_OF_THEM, Outcome.UNRESOLVED],
        source="question.outcome",
        allow_null=True,
        help_text="What the adjudicator recorded; null while it is open.",
    )
    changed_since = serializers.BooleanField(
        help_text="Whether what the outcome is about is not as it was any more."
    )

    def get_url(self, conflict: Conflict) -> str:
        """The address of its comparison."""
        return reverse(
            "api:question-comparison",
            [conflict.workspace.uid, conflict.question.uid],
            request=self.context["request"],
        )


class ConflictViewSet(WorkspaceRowViewSet[Question]):
    """The conflicts of a workspace."""

    queryset = Question.objects.all()
    serializer_class: Any = ConflictSerializer
    pagination_class = ComputedPagination

    @extend_schema(
        parameters=[
            OpenApiParameter("status", enum=["open", "resolved"]),
            OpenApiParameter("dispute", OpenApiTypes.UUID),
            OpenApiParameter("question", OpenApiTypes.UUID),
            OpenApiParameter("reviewer", OpenApiTypes.UUID),
            OpenApiParameter(
                "awaiting",
                enum=["1"],
                description="Those that the reviewer has not judged, rather than those they have.",
            ),
        ]
    )
    def list(self, request: Request, **_: Any) -> Response:
        """The questions whose answers conflict, the newest conflict first."""
        form = ConflictFilter(request.query_params, workspace=self.workspace, user=request.user)
        wanted = form.wanted
        if form.errors:
            raise serializers.ValidationError({name: [*told] for name, told in form.errors.items()})
        page: Any = self.paginate_queryset(conflicts_of(request.user, self.workspace, **wanted))
        with_lines(page, request.user, self.workspace)
        with_changes(page, request.user)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class QuestionComparisonMixin:
    """All answers to a question, compared by distinct values."""

    @extend_schema(responses=ComparisonSerializer)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    @uncollected()
    def comparison(self, request: Request, **_: Any) -> Response:
        """How many answers there are, and how many pairs stand how to each other."""
        return Response(ComparisonSerializer(self._answers(request)).data)

    @extend_schema(responses=AnswerSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=ComputedPagination)
    @uncollected()
    def answers(self, request: Request, **_: Any) -> Response:
        """The distinct answers, from the earliest or smallest."""
        return paged(self, self._answers(request).related.answers, AnswerSerializer)

    @extend_schema(
        parameters=[OpenApiParameter("relation", enum=LISTED, default=Relation.CONFLICT)],
        responses=PairSerializer(many=True),
    )
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=ComputedPagination)
    @uncollected()
    def pairs(self, request: Request, **_: Any) -> Response:
        """The pairs of distinct answers that stand so to each other."""
        related = self._answers(request).related
        asked = request.query_params.get("relation", Relation.CONFLICT)
        if asked not in LISTED:
            words = gettext("Choose one of: %(choices)s.") % {"choices": ", ".join(LISTED)}
            raise serializers.ValidationError({"relation": [words]})
        relation = Relation(asked)
        pairs = Slices(
            related.count(relation),
            lambda offset, limit: related.pairs(relation, offset=offset, limit=limit),
        )
        return paged(self, pairs, PairSerializer)

    @extend_schema(
        parameters=[
            OpenApiParameter("first", required=True, description="`reference` of an answer."),
            OpenApiParameter("second", required=True, description="`reference` of another."),
        ],
        responses=ClaimPairSerializer(many=True),
    )
    @action(
        detail=True,
        methods=["get"],
        url_path="claim-pairs",
        filterset_class=None,
        pagination_class=ComputedPagination,
    )
    @uncollected()
    def claim_pairs(self, request: Request, **_: Any) -> Response:
        """The pairs of claims behind two answers."""
        related = self._answers(request).related
        both = [related.find(request.query_params.get(name, "")) for name in ("first", "second")]
        claims = [related.claims(answer) for answer in both if answer]
        if len(claims) < len(both):
            raise Http404
        first, second = claims
        pairs = Slices(
            len(first) * len(second),
            lambda offset, limit: [
                {"first": one, "second": two}
                for one, two in claim_pairs(first, second, offset=offset, limit=limit)
            ],
        )
        return paged(self, pairs, ClaimPairSerializer)

    def _answers(self, request: Request) -> QuestionAnswers:
        question: Question = self.get_object()  # type: ignore[attr-defined]
        return answers_of(question, request.user)


class ClaimConflictsMixin:
    """What a claim conflicts with."""

    @extend_schema(responses=OtherAnswerSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=ComputedPagination)
    def conflicts(self, request: Request, **_: Any) -> Response:
        """The answers to its question that cannot be true together with its own."""
        claim: Claim = self.get_object()  # type: ignore[attr-defined]
        return paged(self, conflicts_with_claim(claim, request.user), OtherAnswerSerializer)


def paged(
    view: Any, things: Sequence[Any], serializer: type[serializers.Serializer[Any]]
) -> Response:
    """One page of things that are computed."""
    page = view.paginate_queryset(things)
    answer: Response = view.get_paginated_response(serializer(page, many=True).data)
    return answer
