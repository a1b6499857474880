"""Members and invitations over the API, for the owners of a workspace."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import InWorkspaceViewSet, KnownFieldsMixin, PersonSerializer
from project.people.models import Invitation, Membership, User
from project.people.permissions import Permission, Role, require
from project.people.workspaces import invitations, mails, services


class OwnersViewSet(InWorkspaceViewSet[Any]):
    """What owners alone see and change of the workspace in the address."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authorise before anything in the body is looked at."""
        super().initial(request, *args, **kwargs)
        workspace = self.workspace
        if self.action is not None:
            require(request.user, workspace, Permission.MANAGE)


class MemberSerializer(KnownFieldsMixin, serializers.ModelSerializer[Membership]):
    """A person's role in the workspace. The uid is the person's."""

    uid = serializers.UUIDField(read_only=True)
    user = PersonSerializer(read_only=True)
    email = serializers.EmailField(
        write_only=True, help_text=gettext_lazy("The address that the person signs in with.")
    )
    role = serializers.ChoiceField(choices=Role.choices)

    class Meta:
        model = Membership
        fields = ("uid", "user", "email", "role")

    def validate_email(self, email: str) -> str:
        """Find the person, who is not a member yet. Raises ValidationError."""
        if self.instance is not None:
            raise serializers.ValidationError(_("This cannot be changed afterwards."))
        self.found = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.found is None:
            raise serializers.ValidationError(_("Nobody signs in here with this address."))
        if self.context["view"].workspace.memberships.filter(user=self.found).exists():
            raise serializers.ValidationError(_("This person is a member already."))
        return email


class MemberViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    mixins.DestroyModelMixin,
    OwnersViewSet,
):
    """Who takes part in the workspace, and in which role."""

    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    queryset = Membership.objects.all()
    serializer_class = MemberSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """The members, under the uids of the people."""
        found = Membership.objects.filter(workspace=self.workspace).select_related("user")
        return found.annotate(uid=F("user__uid"))

    def perform_create(self, serializer: serializers.BaseSerializer[Any]) -> None:
        """Make somebody who can already sign in a member."""
        assert isinstance(serializer, MemberSerializer)
        assert serializer.found is not None
        self._set_role(serializer, serializer.found)

    def perform_update(self, serializer: serializers.BaseSerializer[Any]) -> None:
        """Change the role. The last owner stays one."""
        assert serializer.instance is not None
        if "role" in serializer.validated_data:
            self._set_role(serializer, serializer.instance.user)

    def perform_destroy(self, instance: Membership) -> None:
        """End the membership. The last owner stays."""
        services.remove_member(actor=self.actor, workspace=self.workspace, user=instance.user)

    def _set_role(self, serializer: serializers.BaseSerializer[Any], user: User) -> None:
        role = Role(serializer.validated_data["role"])
        services.set_role(actor=self.actor, workspace=self.workspace, user=user, role=role)
        serializer.instance = self.get_queryset().get(user=user)


class InvitationSerializer(KnownFieldsMixin, serializers.ModelSerializer[Invitation]):
    """An invitation that is still open."""

    created_by = PersonSerializer(read_only=True)
    days = serializers.ChoiceField(
        choices=invitations.DAYS, write_only=True, help_text=gettext_lazy("How long it works.")
    )
    role = serializers.ChoiceField(choices=Role.choices)
    email = serializers.EmailField(
        required=False,
        allow_blank=True,
        help_text=gettext_lazy("If given, the link is sent there and nobody else can use it."),
    )

    class Meta:
        model = Invitation
        fields = ("uid", "created_at", "created_by", "role", "email", "days", "expires_at")
        read_only_fields = ("uid", "created_at", "expires_at")


class NewInvitationSerializer(InvitationSerializer):
    """An invitation just made, with its link, which cannot be had again."""

    link = serializers.URLField(read_only=True)

    class Meta(InvitationSerializer.Meta):
        fields = (*InvitationSerializer.Meta.fields, "link")  # type: ignore[assignment]


@extend_schema_view(
    create=extend_schema(
        request=InvitationSerializer, responses={status.HTTP_201_CREATED: NewInvitationSerializer}
    )
)
class InvitationViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.DestroyModelMixin, OwnersViewSet
):
    """Open invitations: links that make whoever opens them a member, once."""

    queryset = Invitation.objects.all()
    serializer_class = InvitationSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """Those that can still be accepted."""
        return Invitation.objects.open().filter(workspace=self.workspace)

    def create(self, request: Request, *_args: Any, **_kwargs: Any) -> Response:
        """Make an invitation. Its link is in this answer alone."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        made, secret = invitations.create_invitation(
            actor=self.actor, workspace=self.workspace, **serializer.validated_data
        )
        if made.email:
            mails.send_invitation(request, made, secret)
        made.link = mails.link_of(request, secret)  # type: ignore[attr-defined]
        shown = NewInvitationSerializer(made, context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_201_CREATED)

    def perform_destroy(self, instance: Invitation) -> None:
        """Withdraw it."""
        invitations.revoke_invitation(actor=self.actor, invitation=instance)
