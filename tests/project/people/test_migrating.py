"""Many steps of a migration at once do what they do one by one."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from project.people.migrating import AtOnce

TABLE = "people_ledger"
STEPS = AtOnce(
    [
        migrations.AddField("Ledger", "leaves", models.IntegerField(null=True)),
        migrations.AddConstraint(
            "Ledger",
            models.CheckConstraint(condition=models.Q(leaves__gt=0), name="ledger_has_leaves"),
        ),
    ]
)


def held() -> tuple[set[str], set[str]]:
    """The columns and the checks of the table."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, TABLE)
        columns = connection.introspection.get_table_description(cursor, TABLE)
    return {column.name for column in columns}, {
        name for name, constraint in found.items() if constraint["check"]
    }


@pytest.mark.django_db
def test_steps_are_taken_and_taken_back() -> None:
    before = ProjectState()
    identity = models.BigAutoField(primary_key=True)
    create = migrations.CreateModel("Ledger", [("id", identity)])
    create.state_forwards("people", before)
    after = before.clone()
    assert "apps" not in after.__dict__
    STEPS.state_forwards("people", after)
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(before.apps.get_model("people", "Ledger"))
        STEPS.database_forwards("people", editor, before, after)
        assert held() == ({"id", "leaves"}, {"ledger_has_leaves"})
        STEPS.database_backwards("people", editor, after, before)
        assert held() == ({"id"}, set())
        editor.delete_model(before.apps.get_model("people", "Ledger"))


def test_what_is_planned_names_all_steps() -> None:
    assert STEPS.reversible
    assert STEPS.describe() == (
        "Add field leaves to Ledger; Create constraint ledger_has_leaves on model Ledger"
    )
    undone = AtOnce([migrations.RunSQL("SELECT 1")])
    assert not undone.reversible


def test_the_classes_of_a_state_are_made_anew() -> None:
    state = ProjectState()
    identity = models.BigAutoField(primary_key=True)
    migrations.CreateModel("Ledger", [("id", identity)]).state_forwards("people", state)
    assert not hasattr(state.apps.get_model("people", "Ledger"), "leaves")
    STEPS.state_forwards("people", state)
    assert hasattr(state.apps.get_model("people", "Ledger"), "leaves")
