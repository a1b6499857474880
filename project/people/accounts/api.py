"""The signed-in person over the API."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.accounts import services
from project.people.api import KnownFieldsMixin
from project.people.models import User


class MeSerializer(KnownFieldsMixin, serializers.ModelSerializer[User]):
    """What one says about oneself, and how pages are shown."""

    orcid = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=60,
        help_text="An ORCID iD or its address; kept as 0000-0002-1825-0097.",
    )

    class Meta:
        model = User
        fields = (
            *("uid", "email", "email_confirmed_at", "created_at"),
            *("display_name", "handle", "orcid", "language", "time_zone", "digest"),
        )
        read_only_fields = ("uid", "email", "email_confirmed_at", "created_at")


class MeView(GenericAPIView[User]):
    """You: whoever the access token or the session belongs to."""

    serializer_class = MeSerializer
    http_method_names = ["get", "patch", "head", "options"]

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """Strangers are nobody here."""
        super().initial(request, *args, **kwargs)
        if not request.user.is_authenticated:
            raise NotAuthenticated

    def get(self, request: Request) -> Response:
        """Who you are here."""
        return Response(self.get_serializer(request.user).data)

    def patch(self, request: Request) -> Response:
        """Change the fields that are sent."""
        assert isinstance(request.user, User)
        serializer = self.get_serializer(request.user, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        changed = services.change_profile(actor=request.user, **serializer.validated_data)
        return Response(self.get_serializer(changed).data)
