"""Workspaces over the API."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from project.people.api import KnownFieldsMixin
from project.people.models import Membership, User, Workspace
from project.people.permissions import Permission, Role, require
from project.people.workspaces import services as workspaces

#: What owners change; a request says some of them.
SETTINGS = ("name", "description", "visibility", "citation_key_pattern", "own_claims_reviewable")


class WorkspaceSerializer(KnownFieldsMixin, serializers.ModelSerializer[Workspace]):
    """A workspace, and the user's role in it."""

    url = serializers.SerializerMethodField()
    role = serializers.ChoiceField(choices=Role.choices, read_only=True, allow_null=True)

    class Meta:
        model = Workspace
        fields = (
            *("uid", "url", "created_at", "name", "description", "visibility"),
            *("citation_key_pattern", "own_claims_reviewable", "archived_at", "role"),
        )
        read_only_fields = ("archived_at",)

    @extend_schema_field(serializers.URLField())
    def get_url(self, workspace: Workspace) -> str:
        """The workspace's own address."""
        return reverse("api:workspace-detail", [workspace.uid], request=self.context["request"])


class WorkspaceViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    GenericViewSet[Workspace],
):
    """Workspaces: the public ones and those that you are a member of."""

    lookup_field = "uid"
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "patch", "head", "options"]
    queryset = Workspace.objects.all()
    serializer_class = WorkspaceSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authorise before anything in the body is looked at."""
        super().initial(request, *args, **kwargs)
        if request.method in SAFE_METHODS or self.action is None:
            return
        if "uid" in kwargs:
            require(request.user, self.get_object(), Permission.MANAGE)
        elif not request.user.is_authenticated:
            raise NotAuthenticated

    def get_queryset(self) -> QuerySet[Workspace]:
        """Those that the user may see, each with the user's `role`."""
        mine = Membership.objects.filter(workspace=OuterRef("pk"), user=self.request.user.pk)
        visible = Workspace.objects.visible_to(self.request.user)
        return visible.annotate(role=Subquery(mine.values("role")))

    @property
    def actor(self) -> User:
        """The person behind a request that writes."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def perform_create(self, serializer: serializers.BaseSerializer[Workspace]) -> None:
        """The creator becomes its owner."""
        made = workspaces.create_workspace(actor=self.actor, **serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=made.pk)

    @transaction.atomic
    def perform_update(self, serializer: serializers.BaseSerializer[Workspace]) -> None:
        """Rename, describe, open or close it."""
        assert serializer.instance is not None
        workspace = Workspace.objects.select_for_update().get(pk=serializer.instance.pk)
        fields = {name: getattr(workspace, name) for name in SETTINGS}
        workspaces.change_workspace(
            actor=self.actor, workspace=workspace, **{**fields, **serializer.validated_data}
        )
        serializer.instance = self.get_queryset().get(pk=workspace.pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def archive(self, _request: Request, **_: Any) -> Response:
        """Close it for writing; it can be read and exported."""
        workspaces.archive(actor=self.actor, workspace=self.get_object())
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def unarchive(self, _request: Request, **_: Any) -> Response:
        """Open it for work again."""
        workspaces.unarchive(actor=self.actor, workspace=self.get_object())
        return Response(self.get_serializer(self.get_object()).data)
