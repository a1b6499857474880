"""The project's database backend; only the tables are emptied in another way.

Django empties them after each transactional test, which all journeys are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import operations

from project.embedded_postgres import base

#: Tables that Django's own flush passes over: those of jobs, and the cache.
NO_MODELS = (
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "cache",
)


class DatabaseOperations(operations.DatabaseOperations):
    """Deletes the few rows that a test has made, where Django has TRUNCATE.

    That writes a hundred tables and all their indexes anew, and takes as long as many a test.
    """

    def sql_flush(
        self,
        style: Any,
        tables: Sequence[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        """Return what empties these tables, and those of `NO_MODELS`, in one transaction."""
        names = [self.quote_name(table) for table in (*tables, *NO_MODELS)]
        return [
            # Whoever still writes is waited for, as TRUNCATE does.
            f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE",
            # No trigger fires and no foreign key is checked: everything goes.
            "SET LOCAL session_replication_role = replica",
            *(f"DELETE FROM {name}" for name in names),
        ]


class DatabaseWrapper(base.DatabaseWrapper):
    """See `project.embedded_postgres.base`."""

    ops_class = DatabaseOperations
