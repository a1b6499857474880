"""Django's PostgreSQL backend, with the server started when it is first needed."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from project.embedded_postgres import sharing
from project.embedded_postgres.client import DatabaseClient


class DatabaseWrapper(base.DatabaseWrapper):
    """`FOLDER` says where the cluster lies, `CONFIGURATION` (optional) its server's settings."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Return psycopg's parameters; the server runs when this returns."""
        parameters: dict[str, Any] = super().get_connection_params()
        return {**parameters, **self.join().parameters()}

    def join(self) -> sharing.Share:
        """Return this process' share in the server, started if none runs."""
        folder = Path(self.settings_dict["FOLDER"])
        return sharing.join(folder, self.settings_dict.get("CONFIGURATION"))
