"""What every row of a workspace has: identity, visibility, honest deletion.

A row has a surrogate key inside the database and outside it a `uid` (UUIDv7) that is unique
in its workspace. Links between rows go through `SameWorkspace`, a composite foreign key, so
the database itself refuses a link between two workspaces.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.ddl_references import Statement
from django.db.models import BaseConstraint, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from project.people.permissions import Permission, may

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

Row = TypeVar("Row", bound="WorkspaceRow")


class SameWorkspace(BaseConstraint):
    """The row that `field` points to lies in the same workspace as the row itself.

    In SQL: FOREIGN KEY (workspace_id, field_id) REFERENCES other (workspace_id, id),
    checked at the end of the transaction like Django's own foreign keys.
    """

    def __init__(self, *, field: str, name: str) -> None:
        self.field = field
        super().__init__(name=name)

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """ALTER TABLE … ADD CONSTRAINT, at the end of the migration.

        The key it refers to may be created after it.
        """
        assert model is not None
        assert schema_editor is not None
        field = model._meta.get_field(self.field)
        quote = schema_editor.quote_name
        statement = Statement(
            "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s"
            " FOREIGN KEY (workspace_id, %(column)s)"
            " REFERENCES %(other)s (workspace_id, id) DEFERRABLE INITIALLY DEFERRED",
            table=quote(model._meta.db_table),
            name=quote(self.name),
            column=quote(str(field.column)),  # type: ignore[union-attr]
            other=quote(field.related_model._meta.db_table),  # type: ignore[union-attr]
        )
        schema_editor.deferred_sql.append(statement)
        return ""

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """Nothing inside CREATE TABLE; see `create_sql`."""
        return self.create_sql(model, schema_editor)

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        """The ALTER TABLE that drops it again."""
        assert model is not None
        assert schema_editor is not None
        quote = schema_editor.quote_name
        table, name = quote(model._meta.db_table), quote(self.name)
        return f"ALTER TABLE {table} DROP CONSTRAINT {name}"

    def validate(
        self,
        model: type[models.Model],
        instance: models.Model,
        exclude: Any = None,
        using: str = "default",
    ) -> None:
        """Raise ValidationError where the two rows' workspaces differ."""
        other = getattr(instance, self.field)
        if other is not None and other.workspace_id != instance.workspace_id:  # type: ignore[attr-defined]
            raise ValidationError({self.field: _("This lies in another workspace.")})

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "field": self.field}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, SameWorkspace):
            return (self.name, self.field) == (other.name, other.field)
        return NotImplemented


def same_workspace(*fields: str) -> list[SameWorkspace]:
    """One `SameWorkspace` for each foreign key named."""
    return [
        SameWorkspace(field=field, name=f"%(app_label)s_%(class)s_{field}_same_workspace")
        for field in fields
    ]


class WorkspaceRowQuerySet(models.QuerySet[Row]):
    """Rows of workspaces; `visible_to` is the one rule under every list, count and search."""

    def existing(self) -> Self:
        """Rows that are not deleted."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Rows that `user` may know of."""
        return self.existing().filter(self.model.visibility(user))


class WorkspaceRow(models.Model):
    """A row that belongs to one workspace."""

    #: What it takes to change or delete such a row.
    edit_permission: ClassVar[Permission]

    uid = models.UUIDField(default=uuid7, editable=False)
    workspace = models.ForeignKey("people.Workspace", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = WorkspaceRowQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[list[BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["workspace", "uid"], name="%(app_label)s_%(class)s_uid"
            ),
            models.UniqueConstraint(
                fields=["workspace", "id"], name="%(app_label)s_%(class)s_workspace_id"
            ),
        ]

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        """Which rows `user` may know of, deleted ones aside. Privacy and parents narrow it."""
        from project.people.workspaces.models import open_to

        return Q(workspace__in=open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> bool:
        """Whether `user` may change or delete this row."""
        return may(user, self.workspace, self.edit_permission)
