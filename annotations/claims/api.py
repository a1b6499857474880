"""Claims and citations over the API."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django_filters import rest_framework as filters
from rest_framework import serializers

from annotations.claims import services
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Account, Question
from annotations.disputes.services import set_accounts
from annotations.highlights.models import Highlight
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


class CitationSerializer(RowSerializer[Citation]):
    """A citation. `share` agrees that citing a private highlight shares it."""

    route = "citation"
    fixed = ("claim", "highlight", "share")

    claim = UidField(queryset=Claim.objects.all())
    highlight = UidField(queryset=Highlight.objects.all())
    share = serializers.BooleanField(required=False, write_only=True)

    class Meta:
        model = Citation
        fields = (*ROW_FIELDS, "claim", "highlight", "stance", "strength", "rationale", "share")
        # That a passage is cited once is for the service to say.
        validators: list[Any] = []


class ClaimFilter(filters.FilterSet):
    """By the question or the dispute that it answers."""

    question = filters.UUIDFilter(field_name="question__uid", label="uid of a question")
    dispute = filters.UUIDFilter(field_name="question__dispute__uid", label="uid of a dispute")


class CitationFilter(filters.FilterSet):
    """By claim, highlight and stance."""

    claim = filters.UUIDFilter(field_name="claim__uid", label="uid of a claim")
    highlight = filters.UUIDFilter(field_name="highlight__uid", label="uid of a highlight")

    class Meta:
        model = Citation
        fields = ("stance",)


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


class CitationViewSet(EditingViewSet[Citation]):
    """Highlights cited for, against or on claims."""

    queryset = Citation.objects.select_related("claim", "highlight")
    serializer_class = CitationSerializer
    filterset_class = CitationFilter

    def create_row(self, fields: dict[str, Any]) -> Citation:
        """Cite a highlight."""
        return services.cite(actor=self.actor, **fields)

    def change_row(self, row: Citation, fields: dict[str, Any]) -> None:
        """Stance, strength and rationale."""
        services.change_citation(
            actor=self.actor, citation=row, **merged(row, fields, "stance", "strength", "rationale")
        )
