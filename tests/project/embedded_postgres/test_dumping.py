"""A database saved and brought back."""

from pathlib import Path

import pytest

from project.embedded_postgres import dumping
from project.embedded_postgres.base import DatabaseWrapper
from project.embedded_postgres.errors import ProgramFailedError


def test_a_saved_database_comes_back(connection: DatabaseWrapper, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 'Алматы' AS place")
        dumping.dump(connection, tmp_path / "a.dump")
        cursor.execute("UPDATE kept SET place = 'lost'")
        dumping.restore(connection, tmp_path / "a.dump")
        cursor.execute("SELECT place FROM kept")
        assert cursor.fetchall() == [("Алматы",)]


def test_a_file_that_is_no_dump_changes_nothing(
    connection: DatabaseWrapper, tmp_path: Path
) -> None:
    (tmp_path / "a.dump").write_text("nonsense")
    with pytest.raises(ProgramFailedError, match="pg_restore failed"):
        dumping.restore(connection, tmp_path / "a.dump")
