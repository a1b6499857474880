"""What a concluded claim is based on, over the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims.acts_api import Asked, ClaimActs
from annotations.claims.grounds import services as grounds
from annotations.claims.models import Claim, ClaimGround
from project.people.api import UidsField


class GroundsSerializer(Asked):
    """The claims that a concluded claim is based on."""

    grounds = UidsField(queryset=Claim.objects.select_related("workspace"))


class GroundsMixin(ClaimActs):
    """A concluded claim is based on others, or no longer."""

    @extend_schema(request=GroundsSerializer)
    @action(detail=True, methods=["post"])
    def grounds(self, request: Request, **_: Any) -> Response:
        """Base a concluded claim on others."""
        asked = self.asked(GroundsSerializer, request)
        claim = self.get_object()
        for ground in asked["grounds"]:
            ground.workspace = self.workspace
        grounds.add_grounds(actor=self.actor, claim=claim, grounds=asked["grounds"])
        return self.answer(claim)

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
