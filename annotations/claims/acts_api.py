"""What the acts on a claim over the API have in common: what they take, and the claim they give."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims.models import Claim
from project.people.api import KnownFieldsMixin, WorkspaceRowViewSet


class Asked(KnownFieldsMixin, serializers.Serializer[Any]):
    """What an act is asked to do."""


class ClaimActs(WorkspaceRowViewSet[Claim]):
    """Claims that something is done with, beyond changing and deleting them."""

    def asked(self, of: type[Asked], request: Request) -> dict[str, Any]:
        """What was sent, valid. Raises ValidationError by field."""
        serializer = of(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data  # type: ignore[no-any-return]

    def answer(self, claim: Claim, code: int = status.HTTP_200_OK) -> Response:
        """The claim as any reader would see it."""
        found = self.get_queryset().get(pk=claim.pk)
        return Response(self.get_serializer(found).data, status=code)
