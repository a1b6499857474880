"""`manage.py serve`: the web server and the job worker in the foreground."""

import os
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from project.embedded_postgres import sharing
from project.serving.supervisor import ProgramEndedError, Supervisor

#: Fewer than the connection pool's `max_size`, so that a request does not wait for a connection.
THREADS = 4


class Command(BaseCommand):
    """Runs granian and procrastinate's worker until Ctrl-C, SIGTERM, or until one of them ends."""

    requires_system_checks = []  # handle() runs them, with those of the database
    help = "Serve the web site and work off its jobs, in the foreground."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address from the command line, and otherwise from HOST and PORT."""
        parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1")
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8765)
        parser.add_argument("--workers", type=int, default=os.environ.get("WEB_WORKERS") or 1)
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first migrate, load the demo unless it is there, and gather static files",
        )

    def handle(self, *, host: str, port: int, workers: int, prepare: bool, **_: Any) -> None:
        """Serve until told to stop; CommandError where something ends by itself."""
        _check_free(host, port)
        if prepare:
            self._prepare()
        self.check(databases=["default"])
        healthy = _database_watch()
        connections.close_all()
        supervisor = Supervisor()
        try:
            supervisor.start("web server", _web_server(host, port, workers), dict(os.environ))
            supervisor.start("job worker", _worker(), dict(os.environ))
            if supervisor.wait_until(lambda: _answers(host, port)):
                self.stdout.write(f"Testimonia is at http://{_shown(host)}:{port}/")
                self.stdout.write("Ctrl-C stops it.")
                self.stdout.flush()
            supervisor.wait(healthy)
        except ProgramEndedError as ended:
            raise CommandError(str(ended)) from ended
        finally:
            supervisor.stop()

    def _prepare(self) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_demo", stdout=self.stdout)
        call_command("collectstatic", interactive=False, verbosity=0)


def _check_free(host: str, port: int) -> None:
    """Raise CommandError where something already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"cannot listen on {host}, port {port} ({error.strerror}): "
                "set PORT or HOST to another"
            ) from error


def _web_server(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "project.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(THREADS)),
        *("--log-level", "warning", "--workers-kill-timeout", "5s"),
        *("--working-dir", str(settings.BASE_DIR)),
    ]


def _worker() -> list[str]:
    # What succeeded is of no further use, and every 20 seconds a job looks after the others.
    return _manage("procrastinate", "worker", "--delete-jobs", "successful")


def _manage(*arguments: str) -> list[str]:
    return [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments]


def _database_watch() -> Callable[[], bool]:
    """Return what says whether our own server lives; a foreign one is its owner's business."""
    database = settings.DATABASES["default"]
    if "FOLDER" not in database:
        return lambda: True
    folder = Path(database["FOLDER"])
    sharing.join(folder, database.get("CONFIGURATION"))
    return lambda: sharing.is_running(folder)


def _answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((_shown(host).strip("[]"), port), timeout=1).close()
    except OSError:
        return False
    return True


def _shown(host: str) -> str:
    """Return the host as it stands in an address a person can open on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host
