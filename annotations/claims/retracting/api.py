"""Retracting claims over the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.claims.acts_api import Asked, ClaimActs
from annotations.claims.retracting import services as retracting


class RetractSerializer(Asked):
    """Why a claim is taken back."""

    reason = serializers.CharField(max_length=2_000)


class RetractingMixin(ClaimActs):
    """A claim is taken back, and stands again."""

    @extend_schema(request=RetractSerializer)
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, **_: Any) -> Response:
        """Take a claim back; it stays visible, and counts in no conflict."""
        asked = self.asked(RetractSerializer, request)
        return self.answer(retracting.retract(actor=self.actor, claim=self.get_object(), **asked))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def unretract(self, request: Request, **_: Any) -> Response:
        """Let a retracted claim stand again."""
        return self.answer(retracting.unretract(actor=self.actor, claim=self.get_object()))
