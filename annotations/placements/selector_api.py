"""Finding the place of a W3C selector in any text, over the API. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotAuthenticated, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from annotations.placements.selectors import InvalidSelector, select
from project.people.api import KnownFieldsMixin


class TooLong(APIException):
    """The text is longer than is searched here."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE

    def __init__(self, length: int) -> None:
        told = _("The text has %(length)s characters; at most %(most)s are searched.")
        super().__init__(told % {"length": length, "most": settings.SELECTORS_MAX_CHARACTERS})


class SelectorsRate(UserRateThrottle):
    """How often one person may ask."""

    scope = "selectors"

    def get_rate(self) -> str:
        """Such as 600/minute."""
        return str(settings.SELECTORS_RATE)


class SelectionSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """A text, and what to find in it."""

    text = serializers.CharField(
        trim_whitespace=False,
        allow_blank=True,
        help_text=gettext_lazy("Looked at as it is sent; offsets are its code points."),
    )
    selector = serializers.JSONField(
        help_text=gettext_lazy(
            "A W3C TextQuoteSelector (exact, prefix, suffix) or TextPositionSelector (start, end),"
            " perhaps with refinedBy, or a list of them that describe one place."
        )
    )


class RangesSerializer(serializers.Serializer[Any]):
    """Where the selector's stretches lie."""

    ranges = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text=gettext_lazy(
            "[start, end] of each equally good place in code points; none where it is nowhere."
        ),
    )


class SelectorsView(APIView):
    """W3C selectors, resolved as this program does it for its own passages."""

    throttle_classes = [SelectorsRate]

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """For whoever has an account."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and not request.user.is_authenticated:
            raise NotAuthenticated

    @extend_schema(request=SelectionSerializer, responses={200: RangesSerializer})
    def post(self, request: Request) -> Response:
        """Find what a selector selects in a text. 413 where the text is too long."""
        sent = SelectionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        text = sent.validated_data["text"]
        if len(text) > settings.SELECTORS_MAX_CHARACTERS:
            raise TooLong(len(text))
        try:
            found = select(text, sent.validated_data["selector"])
        except InvalidSelector as error:
            raise ValidationError({"selector": [str(error)]}) from error
        return Response({"ranges": found})


@extend_schema(exclude=True)
class SelectorsViewWithoutSlash(SelectorsView):
    """The same at the address that programs may know: `/api/v1/tools/selectors`."""
