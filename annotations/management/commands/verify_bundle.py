"""Verify a citation bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.bundles.archive import verify


class Command(BaseCommand):
    """Says whether a bundle is as it was made, and fails with what differs."""

    help = "Check a bundle's files against its manifest."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if differences := verify(file):
            raise CommandError("\n".join(map(str, differences)))
        self.stdout.write("Every file is as the manifest says.")
