from typing import Any

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def create_table(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the table of CACHES, where tries are counted."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_sign_up_and_invitations"),
    ]

    operations = [
        migrations.RunPython(create_table, migrations.RunPython.noop),
    ]
