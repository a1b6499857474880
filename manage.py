#!/usr/bin/env python
"""Testimonia's command line: `manage.py help` lists what it can do."""

import os
import secrets
import signal
import sys
from types import FrameType

#: Commands that read files and print: they start no database and keep nothing, so that a key made
#: for the moment will do.
STANDALONE = ("reanchor_cases", "verify_bundle")


def leave(number: int, _frame: FrameType | None) -> None:
    """End in good order: only then does the last process stop the embedded database."""
    sys.exit(128 + number)


def main() -> None:
    """Run one management command; a problem the user can solve is one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    if sys.argv[1:2] and sys.argv[1] in STANDALONE:
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs import EnvError

    from project.embedded_postgres.errors import EmbeddedPostgresError

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EnvError, EmbeddedPostgresError) as problem:
        sys.exit(f"testimonia: {problem}")


if __name__ == "__main__":
    main()
