"""`manage.py dump_database FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from project.embedded_postgres import dumping


class Command(BaseCommand):
    """Save the whole database to a file; Testimonia may be running."""

    help = "Save the whole database to a file; Testimonia may be running."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's name."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        """Raise ProgramFailedError with what PostgreSQL's program said."""
        dumping.dump(connection, file)
