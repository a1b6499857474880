from django.apps import AppConfig
from django.core import checks


class EmbeddedPostgresConfig(AppConfig):
    """The database server that comes along, and what Testimonia asks of any server."""

    name = "project.embedded_postgres"

    def ready(self) -> None:
        """Register the check of the database's locale."""
        from project.embedded_postgres.checks import check_databases

        checks.register(check_databases, checks.Tags.database)
