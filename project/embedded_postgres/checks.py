"""What Testimonia asks of a PostgreSQL server, its own or a foreign one."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

MINIMUM_VERSION = 15
#: One word each in Cyrillic, Arabic script and Chinese.
WORDS = ("Алматы", "ئەخمەتجان", "阿合买提江")


def check_databases(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Return what is wrong with each of `databases` (Django passes them to `migrate`)."""
    return [
        message for alias in databases or () for message in check_connection(connections[alias])
    ]


def check_connection(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """Return what is wrong with the database behind `connection`, which is left as it was."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return [Error(f"The database cannot be reached: {error}", id="testimonia.E001")]
    version = connection.pg_version // 10000  # type: ignore[attr-defined]
    if version < MINIMUM_VERSION:
        return [_too_old(version)]
    with transaction.atomic(using=connection.alias):
        messages = _check_encoding(connection) or _check_trigrams(connection)
        transaction.set_rollback(True, using=connection.alias)
    return messages


def _too_old(version: int) -> CheckMessage:
    return Error(
        f"The database server is PostgreSQL {version}.",
        hint=f"Use PostgreSQL {MINIMUM_VERSION} or newer.",
        id="testimonia.E002",
    )


def _check_encoding(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        encoding = cursor.fetchone()[0]
    if encoding == "UTF8":
        return []
    return [
        Error(
            f"The database is encoded as {encoding} and cannot hold every script.",
            hint="Make the database anew with ENCODING 'UTF8'.",
            id="testimonia.E003",
        )
    ]


def _check_trigrams(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE EXTENSION pg_trgm")
            lost = [word for word in WORDS if _trigrams(cursor, word) == 0]
    except DatabaseError as error:
        return [
            Error(
                f"The extension pg_trgm cannot be used: {error}",
                hint="Install PostgreSQL's contrib package, and have an administrator run "
                "CREATE EXTENSION pg_trgm in the database.",
                id="testimonia.E004",
            )
        ]
    if not lost:
        return []
    return [
        Error(
            "The database does not know letters outside ASCII (its LC_CTYPE is C), so searching "
            f"would silently find nothing in {', '.join(lost)}.",
            hint="Make the database anew with a UTF-8 locale: CREATE DATABASE testimonia "
            "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'.",
            id="testimonia.E005",
        )
    ]


def _trigrams(cursor: Any, word: str) -> int:
    cursor.execute("SELECT cardinality(show_trgm(%s))", [word])
    count: int = cursor.fetchone()[0]
    return count
