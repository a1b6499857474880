"""Claims over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from rest_framework import serializers

from annotations.claims import services
from annotations.claims.models import Claim
from annotations.disputes.models import Account, Question
from annotations.disputes.services import set_accounts
from project.people.api import (
    ROW_FIELDS,
    EditingViewSet,
    RowSerializer,
    UidField,
    UidsField,
    merged,
)
from project.people.rows import WorkspaceRowQuerySet


class ClaimSerializer(RowSerializer[Claim]):
    """A claim. With a question it has a `value` of the question's kind, such as
    `{"kind": "date", "edtf": "1949-08-24"}`, and may belong to accounts of that dispute.
    """

    route = "claim"

    question = UidField(queryset=Question.objects.all(), required=False, allow_null=True)
    value = serializers.DictField(required=False, allow_null=True)
    accounts = UidsField(queryset=Account.objects.all(), required=False)

    class Meta:
        model = Claim
        fields = (*ROW_FIELDS, "statement", "question", "value", "accounts")


class ClaimFilter(filters.FilterSet):
    """By the question or the dispute that it answers."""

    question = filters.UUIDFilter(field_name="question__uid", label="uid of a question")
    dispute = filters.UUIDFilter(field_name="question__dispute__uid", label="uid of a dispute")


class ClaimViewSet(EditingViewSet[Claim]):
    """Assertions, and how they answer questions."""

    queryset = Claim.objects.all()
    serializer_class = ClaimSerializer
    filterset_class = ClaimFilter

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """With their question and accounts, as far as these are there to be seen."""
        user = self.request.user
        shown: list[Prefetch[Any, Any, Any]] = [
            Prefetch("question", Question.objects.visible_to(user)),
            Prefetch("accounts", Account.objects.visible_to(user)),
        ]
        return super().get_queryset().prefetch_related(*shown)

    def create_row(self, fields: dict[str, Any]) -> Claim:
        """A claim, in its accounts."""
        accounts = fields.pop("accounts", [])
        claim = services.create_claim(actor=self.actor, workspace=self.workspace, **fields)
        set_accounts(actor=self.actor, claim=claim, accounts=accounts)
        return claim

    def change_row(self, row: Claim, fields: dict[str, Any]) -> None:
        """Statement, question, value and accounts."""
        services.change_claim(
            actor=self.actor, claim=row, **merged(row, fields, "statement", "question", "value")
        )
        if "accounts" in fields:
            set_accounts(actor=self.actor, claim=row, accounts=fields["accounts"])
