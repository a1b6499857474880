"""What every test shares: a database server of the run's own, gone when the run ends."""

import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import hypothesis
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import translation

from project.embedded_postgres import sharing

# Speed is measured by tests/bench; here a busy machine must fail nothing.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

pytest_plugins = ["tests.browser", "tests.cast"]


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A request of the test before may have left its own language."""
    translation.activate("en")


def pytest_configure() -> None:
    signal.signal(signal.SIGTERM, _leave)
    # Static files are served from where they are built; WhiteNoise still looks here.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    post_migrate.connect(_leave_no_jobs, sender=apps.get_app_config("procrastinate"))


def _leave(number: int, _frame: FrameType | None) -> None:
    """End in good order when killed, so that the server is stopped too."""
    sys.exit(128 + number)


def _leave_no_jobs(using: str, **_: Any) -> None:
    """Empty the tables of jobs with the others when a transactional test ends.

    They are not Django's, so its flush passes them over; but it sends the signal of `migrate`.
    """
    with connections[using].cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def pytest_unconfigure() -> None:
    folder = Path(settings.DATABASES["default"]["FOLDER"])
    kept_elsewhere = folder.resolve()
    sharing.leave(folder)
    for place in (kept_elsewhere, Path(settings.DATA_DIR)):
        shutil.rmtree(place, ignore_errors=True)
