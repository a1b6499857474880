"""`manage.py dbshell` with the psql that comes with the server."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.db.backends.postgresql import client

if TYPE_CHECKING:
    from project.embedded_postgres.base import DatabaseWrapper


class DatabaseClient(client.DatabaseClient):
    """Connects where the embedded server listens, with its password in the environment."""

    def settings_to_cmd_args_env(  # type: ignore[override]
        self, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        """Return the command line and environment of psql."""
        share = cast("DatabaseWrapper", self.connection).join()
        known = {name.upper(): value for name, value in share.parameters().items()}
        settings = {**settings_dict, **known, "OPTIONS": {}}
        command, environment = super().settings_to_cmd_args_env(settings, list(parameters))
        return [str(share.cluster.bin / "psql"), *command[1:]], environment
