"""Disputes, their questions and accounts over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from rest_framework import serializers

from annotations.disputes import services
from annotations.disputes.conflicts.api import QuestionComparisonMixin
from annotations.disputes.models import Account, Dispute, Question
from annotations.reviews.rules import reviewers_of
from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    RowSerializer,
    UidField,
    merged,
)
from project.people.models import User
from project.people.rows import WorkspaceRowQuerySet


class ReviewerField(serializers.SlugRelatedField[User]):
    """A reviewer or owner of the workspace, by uid; anybody else is as absent as nobody."""

    default_error_messages = {
        "does_not_exist": _("Choose a reviewer or an owner."),
        "invalid": _("Give a uid."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uid", queryset=User.objects.none(), **kwargs)

    def get_queryset(self) -> Any:
        """The people to choose from."""
        return reviewers_of(self.context["view"].workspace)


class DisputeSerializer(RowSerializer[Dispute]):
    """A dispute; its `description` is Markdown. `adjudicator` is the uid of a reviewer or owner.
    To be told of changes by others, send the `revision` that a change is based on.
    """

    route = "dispute"

    adjudicator = ReviewerField(required=False, allow_null=True)
    revision = serializers.IntegerField(required=False)

    class Meta:
        model = Dispute
        fields: tuple[str, ...] = (
            *ROW_FIELDS,
            *("title", "description", "adjudicator", "revision"),
        )


class QuestionSerializer(RowSerializer[Question]):
    """A question. Its `kind` stays, since values of that kind answer it. `group` is the heading
    that it stands under in the comparison, "" for none. `revision` as with disputes.
    """

    route = "question"
    fixed = ("dispute", "kind")

    revision = serializers.IntegerField(required=False)

    dispute = UidField(queryset=Dispute.objects.select_related("workspace"))
    options = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=100
    )

    class Meta:
        model = Question
        fields = (
            *ROW_FIELDS,
            "dispute",
            "position",
            "wording",
            "group",
            "kind",
            "unit",
            "options",
            "exclusivity",
            "revision",
        )
        read_only_fields = ("position",)


class AccountSerializer(RowSerializer[Account]):
    """One coherent version of events. `holders` says who tells it so. `revision` as with
    disputes.
    """

    route = "account"
    fixed = ("dispute",)

    revision = serializers.IntegerField(required=False)

    dispute = UidField(queryset=Dispute.objects.select_related("workspace"))

    class Meta:
        model = Account
        fields = (
            *ROW_FIELDS,
            *("dispute", "position", "title", "holders", "description", "revision"),
        )
        read_only_fields = ("position",)


class WholeDisputeSerializer(DisputeSerializer):
    """A dispute with its questions and accounts, in order."""

    questions = QuestionSerializer(many=True, read_only=True)
    accounts = AccountSerializer(many=True, read_only=True)

    class Meta(DisputeSerializer.Meta):
        fields = (*DisputeSerializer.Meta.fields, "questions", "accounts")


class PartFilter(filters.FilterSet):
    """By dispute."""

    dispute = filters.UUIDFilter(field_name="dispute__uid", label="uid of a dispute")


class DisputeViewSet(EditingViewSet[Dispute]):
    """Contested events and matters."""

    queryset = Dispute.objects.select_related("adjudicator")
    serializer_class = DisputeSerializer

    def get_serializer_class(self) -> type[DisputeSerializer]:
        """Questions and accounts come with a single dispute."""
        return DisputeSerializer if self.action == "list" else WholeDisputeSerializer

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """With questions and accounts where these are shown."""
        disputes = super().get_queryset()
        if self.action == "list":
            return disputes
        parts: list[Prefetch[Any, Any, Any]] = [
            Prefetch(name, rows.visible_to(self.request.user).select_related("created_by"))
            for name, rows in (
                ("questions", Question.objects.all()),
                ("accounts", Account.objects.all()),
            )
        ]
        return disputes.prefetch_related(*parts)

    def create_row(self, fields: dict[str, Any]) -> Dispute:
        """A dispute without questions yet."""
        fields.pop("revision", None)
        return services.create_dispute(actor=self.actor, workspace=self.workspace, **fields)

    def change_row(self, row: Dispute, fields: dict[str, Any]) -> None:
        """Title, description and adjudicator; 409 where `revision` is not the current one."""
        services.change_dispute(
            actor=self.actor,
            dispute=row,
            revision=fields.get("revision"),
            **merged(row, fields, "title", "description", "adjudicator"),
        )


class QuestionViewSet(QuestionComparisonMixin, EditingViewSet[Question]):
    """What the accounts of a dispute answer."""

    queryset = Question.objects.select_related("dispute")
    serializer_class = QuestionSerializer
    filterset_class = PartFilter

    def create_row(self, fields: dict[str, Any]) -> Question:
        """A question at the end of its dispute."""
        fields.pop("revision", None)
        return services.create_question(actor=self.actor, **fields)

    def change_row(self, row: Question, fields: dict[str, Any]) -> None:
        """All but the kind; 409 where `revision` is not the current one."""
        services.change_question(
            actor=self.actor,
            question=row,
            revision=fields.get("revision"),
            **merged(row, fields, "wording", "group", "unit", "options", "exclusivity"),
        )

    def perform_destroy(self, instance: Question) -> None:
        """409 while claims answer it."""
        services.delete_question(actor=self.actor, question=instance)


class AccountViewSet(EditingViewSet[Account]):
    """The versions of events that a dispute holds side by side."""

    queryset = Account.objects.select_related("dispute")
    serializer_class = AccountSerializer
    filterset_class = PartFilter

    def create_row(self, fields: dict[str, Any]) -> Account:
        """An account at the end of its dispute."""
        fields.pop("revision", None)
        return services.create_account(actor=self.actor, **fields)

    def change_row(self, row: Account, fields: dict[str, Any]) -> None:
        """Title, holders and description; 409 where `revision` is not the current one."""
        services.change_account(
            actor=self.actor,
            account=row,
            revision=fields.get("revision"),
            **merged(row, fields, "title", "holders", "description"),
        )
