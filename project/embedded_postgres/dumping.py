"""Saving a whole database to a file, and bringing it back, with PostgreSQL's own programs."""

import os
import subprocess
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from project.embedded_postgres.account import package_folder
from project.embedded_postgres.errors import ProgramFailedError


def dump(connection: BaseDatabaseWrapper, file: Path) -> None:
    """Write the database to `file` in pg_dump's custom format, as it is at this moment."""
    _run(connection, "pg_dump", "--format=custom", "--no-owner", f"--file={file}")


def restore(connection: BaseDatabaseWrapper, file: Path) -> None:
    """Replace everything in the database by what `file` holds, or change nothing."""
    name = connection.get_connection_params()["dbname"]
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run(connection, "pg_restore", *options, f"--dbname={name}", str(file))


def _run(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> None:
    result = subprocess.run(
        [package_folder() / "pginstall/bin" / program, *arguments],
        env={**os.environ, **_libpq_variables(connection)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise ProgramFailedError(program, result.stdout)


def _libpq_variables(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the connection as environment variables, where no other user can read a password."""
    parameters = connection.get_connection_params()
    names = {"dbname": "PGDATABASE", "host": "PGHOST", "port": "PGPORT", "user": "PGUSER"}
    names |= {"password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
    return {names[key]: str(value) for key, value in parameters.items() if key in names}
