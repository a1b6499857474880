"""A database saved and brought back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from project.embedded_postgres import dumping, sharing
from project.embedded_postgres.base import DatabaseWrapper
from project.embedded_postgres.errors import ProgramFailedError


@pytest.fixture
def connection(folder: Path) -> Iterator[DatabaseWrapper]:
    """A connection to an embedded server of its own."""
    wrapper = DatabaseWrapper(
        {
            "FOLDER": folder,
            "NAME": "testimonia",
            "HOST": "",
            "PORT": "",
            "USER": "",
            "PASSWORD": "",
            "OPTIONS": {},
            "AUTOCOMMIT": True,
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": False,
            "TIME_ZONE": None,
            "TEST": {},
        },
        alias="dumped",
    )
    yield wrapper
    wrapper.close()
    sharing.leave(folder)


def test_a_saved_database_comes_back(
    connection: DatabaseWrapper, tmp_path: Path, django_db_blocker: pytest.FixtureRequest
) -> None:
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
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
