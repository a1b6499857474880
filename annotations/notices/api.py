"""One's own notices over the API, in all workspaces."""

from __future__ import annotations

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from annotations.notices import digest, queries, wording
from annotations.notices.models import Notice
from annotations.notices.services import mark_read
from project.people.api import KnownFieldsMixin, PersonSerializer, TrueOrFalse
from project.people.models import User


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    """Something that somebody did and that concerns you. The rows it is about are those set."""

    created_by = PersonSerializer(read_only=True)
    workspace = serializers.UUIDField(source="workspace.uid", read_only=True)
    sentence = serializers.SerializerMethodField(help_text="What happened, in words.")
    page = serializers.SerializerMethodField(help_text="Where it can be seen in the browser.")
    highlight = serializers.UUIDField(source="highlight.uid", read_only=True, default=None)
    reply = serializers.UUIDField(source="reply.uid", read_only=True, default=None)
    source = serializers.UUIDField(  # type: ignore[assignment]  # a field of ours
        source="source.uid", read_only=True, default=None
    )
    version = serializers.UUIDField(source="version.uid", read_only=True, default=None)
    claim = serializers.UUIDField(source="claim.uid", read_only=True, default=None)
    dispute = serializers.UUIDField(source="dispute.uid", read_only=True, default=None)
    citation = serializers.UUIDField(source="citation.uid", read_only=True, default=None)
    review = serializers.UUIDField(source="review.uid", read_only=True, default=None)
    resolution = serializers.UUIDField(source="resolution.uid", read_only=True, default=None)
    round = serializers.UUIDField(source="round.uid", read_only=True, default=None)

    class Meta:
        model = Notice
        fields = (
            *("uid", "kind", "created_at", "created_by", "workspace", "sentence", "page"),
            *("highlight", "reply", "source", "version", "claim", "dispute", "citation"),
            *("review", "resolution", "round", "read_at"),
        )
        read_only_fields = ("uid", "kind", "created_at", "read_at")

    def get_sentence(self, notice: Notice) -> str:
        """In the language that was asked for."""
        return wording.sentence(notice)

    @extend_schema_field(serializers.URLField())
    def get_page(self, notice: Notice) -> str:
        """The address of the page."""
        address: str = self.context["request"].build_absolute_uri(wording.target(notice))
        return address


class MailSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """How often notices come by mail, and of which kinds."""

    digest = serializers.ChoiceField(choices=User.Digest.choices)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Notice.Kind.choices))


class NoticeFilter(filters.FilterSet):
    """Unread ones or read ones."""

    unread = TrueOrFalse(
        field_name="read_at", lookup_expr="isnull", label="Only unread ones, or only read ones"
    )

    class Meta:
        model = Notice
        fields = ("kind",)


class NoticeViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet[Notice]):
    """What others did that concerns you. Nothing is told that you may no longer see."""

    queryset = Notice.objects.none()
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter
    permission_classes = (IsAuthenticated,)
    lookup_field = "uid"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> Any:
        """One's own, each with all that it tells of."""
        if not isinstance(self.request.user, User):
            return Notice.objects.none()
        return queries.notices_of(self.request.user)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def read(self, request: Request, **_: Any) -> Response:
        """Mark one as read."""
        assert isinstance(request.user, User)
        notices = Notice.objects.filter(pk=self.get_object().pk)
        mark_read(actor=request.user, notices=notices)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="notices_read_all", request=None, responses={204: None}, filters=False
    )
    @action(detail=False, methods=["post"], url_path="read", url_name="read-all")
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        assert isinstance(request.user, User)
        mark_read(actor=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=MailSerializer, responses=MailSerializer, filters=False)
    @action(detail=False, methods=["get", "patch"], pagination_class=None)
    def mail(self, request: Request) -> Response:
        """How notices come by mail; PATCH changes what is sent."""
        user = request.user
        assert isinstance(user, User)
        chosen: dict[str, Any] = {"digest": user.digest, "kinds": digest.mailed(user)}
        if request.method == "PATCH":
            sent = MailSerializer(data=request.data, partial=True)
            sent.is_valid(raise_exception=True)
            chosen |= sent.validated_data
            digest.choose(actor=user, **chosen)
        return Response(MailSerializer(chosen).data)
