"""What is done with claims over the API: merging, splitting, retracting, grounds, history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims import grounds, merging, retracting, splitting
from annotations.claims.history import history_of
from annotations.claims.merging import Keep
from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Account, Question
from project.people.activity.events import VERBS
from project.people.api import (
    KnownFieldsMixin,
    PersonSerializer,
    UidField,
    UidsField,
    WorkspaceRowViewSet,
)


class _Asked(KnownFieldsMixin, serializers.Serializer[Any]):
    """What an act is asked to do."""


class MergeClaimsSerializer(_Asked):
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


class SplitClaimSerializer(_Asked):
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


class RetractSerializer(_Asked):
    """Why a claim is taken back."""

    reason = serializers.CharField(max_length=2_000)


class GroundsSerializer(_Asked):
    """The claims that a concluded claim is based on."""

    grounds = UidsField(queryset=Claim.objects.select_related("workspace"))


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


class ClaimActsMixin(WorkspaceRowViewSet[Claim]):
    """Merging, splitting, retracting, basing on others; each can be undone."""

    @extend_schema(request=MergeClaimsSerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **_: Any) -> Response:
        """Merge another claim into this one."""
        asked = self._asked(MergeClaimsSerializer, request)
        survivor = self.get_object()
        asked["merged"].workspace = self.workspace
        merging.merge(actor=self.actor, survivor=survivor, **asked)
        return self._answer(survivor)

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
        return self._answer(merging.unmerge(actor=self.actor, claim=found))

    @extend_schema(request=SplitClaimSerializer)
    @action(detail=True, methods=["post"])
    def split(self, request: Request, **_: Any) -> Response:
        """Split a claim off; merging it into this one again undoes it."""
        asked = self._asked(SplitClaimSerializer, request)
        new = splitting.split(actor=self.actor, claim=self.get_object(), **asked)
        return self._answer(new, status.HTTP_201_CREATED)

    @extend_schema(request=RetractSerializer)
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, **_: Any) -> Response:
        """Take a claim back; it stays visible, and counts in no conflict."""
        asked = self._asked(RetractSerializer, request)
        return self._answer(retracting.retract(actor=self.actor, claim=self.get_object(), **asked))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def unretract(self, request: Request, **_: Any) -> Response:
        """Let a retracted claim stand again."""
        return self._answer(retracting.unretract(actor=self.actor, claim=self.get_object()))

    @extend_schema(request=GroundsSerializer)
    @action(detail=True, methods=["post"])
    def grounds(self, request: Request, **_: Any) -> Response:
        """Base a concluded claim on others."""
        asked = self._asked(GroundsSerializer, request)
        claim = self.get_object()
        for ground in asked["grounds"]:
            ground.workspace = self.workspace
        grounds.add_grounds(actor=self.actor, claim=claim, grounds=asked["grounds"])
        return self._answer(claim)

    @extend_schema(
        request=None,
        responses={204: None},
        parameters=[OpenApiParameter("ground", UUID, OpenApiParameter.PATH)],
    )
    @action(detail=True, methods=["delete"], url_path="grounds/<uuid:ground>")
    def ground(self, request: Request, ground: UUID, **_: Any) -> Response:
        """Take a ground away, by the uid of the claim that it is."""
        links = ClaimGround.objects.visible_to(request.user).select_related("workspace")
        link = links.filter(claim=self.get_object(), ground__uid=ground).first()
        if link is None:
            raise Http404
        grounds.remove_ground(actor=self.actor, link=link)
        return Response(status=status.HTTP_204_NO_CONTENT)

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

    def _asked(self, of: type[_Asked], request: Request) -> dict[str, Any]:
        serializer = of(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data  # type: ignore[no-any-return]

    def _answer(self, claim: Claim, code: int = status.HTTP_200_OK) -> Response:
        """The claim as any reader would see it."""
        found = self.get_queryset().get(pk=claim.pk)
        return Response(self.get_serializer(found).data, status=code)
