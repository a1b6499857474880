"""`manage.py restore_database FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from project.embedded_postgres import dumping


class Command(BaseCommand):
    """Replace the whole database by one that dump_database saved."""

    help = "Replace the whole database by one that dump_database saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's name."""
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        """Raise ProgramFailedError with what PostgreSQL's program said."""
        dumping.restore(connection, file)
