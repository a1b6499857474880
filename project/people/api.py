"""What every API room shares: the workspace in the address, visibility, writing.

A room declares its serializer and says in `create_row` and `change_row` which service
writes; reading, permissions and deleting are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import GenericViewSet

from project.people import services
from project.people.fetching import workspace_for
from project.people.models import User, Workspace
from project.people.permissions import require
from project.people.rows import WorkspaceRow, WorkspaceRowQuerySet

Row = TypeVar("Row", bound=WorkspaceRow)
Above = TypeVar("Above", bound=WorkspaceRow)
AnyRow = TypeVar("AnyRow", bound=Model)

#: What every row shows first.
ROW_FIELDS = ("uid", "url", "created_at", "created_by")


class KnownFieldsMixin:
    """Refuses fields that the serializer does not have, so that a typing error is noticed.

    Fields that only the server sets may be sent back; they are ignored.
    """

    def to_internal_value(self, data: Any) -> Any:
        """Raises ValidationError by field."""
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]  # type: ignore[attr-defined]
            if unknown:
                raise serializers.ValidationError(
                    {name: [_("There is no such field.")] for name in unknown}
                )
        return super().to_internal_value(data)  # type: ignore[misc]


class TrueOrFalseField(forms.NullBooleanField):
    """`true`, `false`, 1 or 0; None where nothing is given."""

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]
        """Raises ValidationError for anything else."""
        known = {"": None, "true": True, "1": True, "false": False, "0": False}
        try:
            return known[(value or "").strip().lower()]
        except KeyError as error:
            raise ValidationError(_("Give true or false.")) from error


class TrueOrFalse(filters.BooleanFilter):
    """Refuses what is neither, which the filter it is made of leaves out in silence."""

    field_class = TrueOrFalseField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.TextInput, **kwargs)


class PersonSerializer(serializers.ModelSerializer[User]):
    """A person, without the e-mail address."""

    class Meta:
        model = User
        fields = ("uid", "display_name")
        read_only_fields = fields


class RowSerializer(KnownFieldsMixin, serializers.ModelSerializer[Row]):
    """A row of the workspace in the address. `Meta.fields` begins with `ROW_FIELDS`."""

    #: The router's name for such rows.
    route: ClassVar[str]
    #: Fields that can be given when the row is made, and never changed.
    fixed: ClassVar[tuple[str, ...]] = ()

    url = serializers.SerializerMethodField()
    created_by = PersonSerializer(read_only=True)

    @extend_schema_field(serializers.URLField())
    def get_url(self, row: Row) -> str:
        """The row's own address."""
        workspace = self.context["view"].workspace
        return reverse(
            f"api:{self.route}-detail", [workspace.uid, row.uid], request=self.context["request"]
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse changes of `fixed` fields; the same value again is no change."""
        if self.instance is not None:
            changed = [
                name
                for name in self.fixed
                if name in attrs and attrs.pop(name) != getattr(self.instance, name, None)
            ]
            if changed:
                raise serializers.ValidationError(
                    {name: [_("This cannot be changed afterwards.")] for name in changed}
                )
        return attrs


class UidField(serializers.SlugRelatedField[Any]):
    """Another row of the same workspace that the user may see, by its uid.

    What lies elsewhere, or is another's alone, is as absent as what never was.
    """

    default_error_messages = {
        "does_not_exist": _("There is nothing with this uid here."),
        "invalid": _("Give a uid."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(slug_field="uid", **kwargs)

    def get_queryset(self) -> Any:
        """The rows to choose from."""
        return rows_here(self.context, super().get_queryset())


class UidsField(serializers.ListField):
    """Several such rows. `queryset` says of what kind."""

    child = serializers.UUIDField()

    def __init__(self, *, queryset: WorkspaceRowQuerySet[Any], **kwargs: Any) -> None:
        self.queryset = queryset
        super().__init__(max_length=100, **kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        """The rows with these uids. Raises ValidationError where one is not here."""
        uids = set(super().to_internal_value(data))
        found = list(rows_here(self.context, self.queryset).filter(uid__in=uids))
        if len(found) < len(uids):
            missing = sorted(str(uid) for uid in uids - {row.uid for row in found})
            raise serializers.ValidationError(
                _("There is nothing with this uid here: %(uid)s") % {"uid": missing[0]}
            )
        return found

    def to_representation(self, data: Any) -> list[str]:
        """The uids of a relation's rows."""
        return [str(row.uid) for row in data.all()]


def rows_here(context: Mapping[str, Any], rows: Any) -> Any:
    """Those of `rows` that lie in the request's workspace and that its user may see."""
    return (
        rows.all().visible_to(context["request"].user).filter(workspace=context["view"].workspace)
    )


class InWorkspaceViewSet(GenericViewSet[AnyRow]):
    """What lies in the workspace in the address. Outsiders get 404."""

    lookup_field = "uid"
    lookup_value_converter = "uuid"

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace in the address. Raises Http404 for outsiders."""
        return workspace_for(self.request.user, self.kwargs["workspace_uid"])

    @property
    def actor(self) -> User:
        """The person behind a request that writes."""
        assert isinstance(self.request.user, User)
        return self.request.user


class WorkspaceRowViewSet(InWorkspaceViewSet[Row]):
    """Rows of the workspace in the address, as far as the request's user may see them.

    Writing needs the model's `edit_permission`, which the services check again, row by row.
    """

    #: Every row of its kind; `get_queryset` narrows it.
    queryset: WorkspaceRowQuerySet[Any]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authorise before anything in the body is looked at."""
        super().initial(request, *args, **kwargs)
        workspace = self.workspace
        # Without an action the method does not exist here, which is answered with 405.
        if request.method not in SAFE_METHODS and self.action is not None:
            require(request.user, workspace, self.queryset.model.edit_permission)

    def get_queryset(self) -> WorkspaceRowQuerySet[Any]:
        """The rows that the user may see, `workspace` and author at hand."""
        return (
            self.queryset.visible_to(self.request.user)
            .filter(workspace=self.workspace)
            .select_related("workspace", "created_by")
        )

    def row_above(self, rows: WorkspaceRowQuerySet[Above], name: str) -> Above:
        """The row that these lie below: `name` is what the address calls its uid.

        Raises NotFound.
        """
        here = rows.visible_to(self.request.user).filter(workspace=self.workspace)
        found = here.select_related("workspace").filter(uid=self.kwargs[name]).first()
        if found is None:
            raise NotFound(_("There is nothing with this uid here."))
        return found


class CreatingViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    WorkspaceRowViewSet[Row],
):
    """GET of all and of one, and POST: `create_row` calls the service."""

    def create_row(self, fields: dict[str, Any]) -> WorkspaceRow:
        """Write the validated fields by a service."""
        raise NotImplementedError

    @transaction.atomic
    def perform_create(self, serializer: serializers.BaseSerializer[Row]) -> None:
        """Write, then read what was written as any reader would."""
        row = self.create_row(serializer.validated_data)
        serializer.instance = self.get_queryset().get(pk=row.pk)


class EditingViewSet(mixins.DestroyModelMixin, CreatingViewSet[Row]):
    """PATCH too: `change_row` calls the service; and DELETE, which the row's page can undo."""

    #: Whether the service locks the workspace. It does so before any row, and so it is done here.
    locks_workspace: ClassVar[bool] = False

    def change_row(self, row: Any, fields: dict[str, Any]) -> None:
        """Write the validated fields by a service; those not sent stay as they are."""
        raise NotImplementedError

    def partial_update(self, request: Request, **_: Any) -> Response:
        """Change the fields that are sent."""
        return self.change(request, partial=True)

    @transaction.atomic
    def change(self, request: Request, *, partial: bool) -> Response:
        """Validate, write, and answer with what was written as any reader would see it."""
        # Locked: services take all fields at once, and those not sent must not be stale.
        # The key stays as it is: foreign keys to the row are checked without waiting.
        if self.locks_workspace:
            Workspace.objects.select_for_update(no_key=True).get(pk=self.workspace.pk)
        rows = self.queryset.select_related("workspace")
        locked = rows.select_for_update(of=("self",), no_key=True)
        row = self._there(locked.existing().filter(pk=self.get_object().pk))
        serializer = self.get_serializer(row, data=request.data, partial=partial)
        serializer.is_valid(raise_exception=True)
        self.change_row(row, serializer.validated_data)
        # What it belongs to is not locked, and may have gone meanwhile.
        serializer.instance = self._there(self.get_queryset().filter(pk=row.pk))
        return Response(serializer.data)

    def _there(self, rows: WorkspaceRowQuerySet[Any]) -> Any:
        row = rows.first()
        if row is None:
            raise NotFound(_("This was deleted just now."))
        return row

    def perform_destroy(self, instance: Row) -> None:
        """Delete by the service."""
        services.delete(actor=self.actor, row=instance)


def merged(row: WorkspaceRow, fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """The named fields as sent, or else as the row has them."""
    return {name: fields[name] if name in fields else getattr(row, name) for name in names}
