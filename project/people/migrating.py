"""An operation for migrations of many steps."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class AtOnce(Operation):
    """Operations that alter tables which exist by then: columns, constraints, triggers.

    Django makes the classes of a table and of all its neighbours anew after every operation,
    and here every table is a neighbour of the workspace's, so that the first start would wait
    for that alone. These share the state before the first and the one after the last of them;
    so no two of them may alter the same column, and none of them creates a table.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations
        # Django reads it of the instance.
        self.reversible = all(each.reversible for each in operations)  # type: ignore[misc]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state without any classes, which are made on the next use of them."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """For `migrate --plan` and the like."""
        return "; ".join(operation.describe() for operation in self.operations)
