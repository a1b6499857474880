"""Merging and splitting claims over the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims.acts_api import Asked, ClaimActs
from annotations.claims.merging import services as merging
from annotations.claims.merging import splitting
from annotations.claims.merging.services import Keep
from annotations.claims.models import Citation, Claim
from annotations.disputes.models import Account, Question
from project.people.api import UidField, UidsField


class MergeClaimsSerializer(Asked):
    """`merged` says the same, and gives all it has to the claim in the address."""

    merged = UidField(queryset=Claim.objects.select_related("workspace"))
    keep = serializers.DictField(
        child=serializers.ChoiceField(choices=[keep.value for keep in Keep]),
        required=False,
        help_text="Where both cite the same: uid of the survivor's citation to `survivor`,"
        " `merged` or `both` (unless told).",
    )

    def validate_keep(self, keep: dict[str, str]) -> dict[UUID, str]:
        """By uid."""
        try:
            return {UUID(uid): asked for uid, asked in keep.items()}
        except ValueError as error:
            raise serializers.ValidationError(_("Name citations by their uids.")) from error


class SplitClaimSerializer(Asked):
    """The claim that is split off, and what goes to it."""

    statement = serializers.CharField(max_length=2_000)
    question = UidField(queryset=Question.objects.all(), required=False, allow_null=True)
    value = serializers.DictField(required=False, allow_null=True)
    citations = UidsField(queryset=Citation.objects.all(), required=False)
    accounts = UidsField(queryset=Account.objects.all(), required=False)
    modality = serializers.ChoiceField(choices=Claim.Modality.choices, required=False)
    polarity = serializers.ChoiceField(choices=Claim.Polarity.choices, required=False)
    certainty = serializers.ChoiceField(
        choices=Claim.Certainty.choices, required=False, allow_blank=True
    )


class MergingMixin(ClaimActs):
    """Two claims become one, and one becomes two; each can be undone."""

    @extend_schema(request=MergeClaimsSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **_: Any) -> Response:
        """Merge another claim into this one."""
        asked = self.asked(MergeClaimsSerializer, request)
        survivor = self.get_object()
        asked["merged"].workspace = self.workspace
        merging.merge(actor=self.actor, survivor=survivor, **asked)
        return self.answer(survivor)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, uid: UUID, **_: Any) -> Response:
        """Make a claim that was merged away one by itself again; its own uid is asked for."""
        merged = Claim.objects.filter(
            Claim.visibility(request.user), workspace=self.workspace, uid=uid
        )
        found = merged.filter(merged_into__isnull=False).first()
        if found is None:
            raise Http404
        found.workspace = self.workspace
        return self.answer(merging.unmerge(actor=self.actor, claim=found))

    @extend_schema(request=SplitClaimSerializer)
    @action(detail=True, methods=["post"])
    def split(self, request: Request, **_: Any) -> Response:
        """Split a claim off; merging it into this one again undoes it."""
        asked = self.asked(SplitClaimSerializer, request)
        new = splitting.split(actor=self.actor, claim=self.get_object(), **asked)
        return self.answer(new, status.HTTP_201_CREATED)
