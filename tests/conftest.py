"""What every test shares: a database server of the run's own, gone when the run ends."""

import gc
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from project.embedded_postgres import sharing

# Speed is measured by tests/bench; here a busy machine must fail nothing, and a test that passed
# must pass again. `--hypothesis-profile=default` looks at other examples every time.
hypothesis.settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("steady")

#: The files that take longest, in this order.
LONGEST = (
    "test_accessibility.py",
    "test_hostile_input.py",
    "test_access.py",
    "test_payloads.py",
    "test_sharing.py",
    "test_serve.py",
)

pytest_plugins = ["tests.browser", "tests.cast"]


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A request of the test before may have left its own language."""
    translation.activate("en")


def pytest_configure() -> None:
    signal.signal(signal.SIGTERM, _leave)
    # Static files are served from where they are built; WhiteNoise still looks here.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: the files of `LONGEST`, then the other browser tests.

    `make test` hands whole files to its processes, in this order. Begun last, as Django's order
    has the browser tests, one file would keep one process busy for minutes after the other's end.
    """

    def place(item: pytest.Item) -> tuple[int, bool]:
        file = item.path.name
        lasts = LONGEST.index(file) if file in LONGEST else len(LONGEST)
        return lasts, item.get_closest_marker("browser") is None

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Spare the collector the program and the tests, which stay: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _leave(number: int, _frame: FrameType | None) -> None:
    """End in good order when killed, so that the server is stopped too."""
    sys.exit(128 + number)


def pytest_unconfigure() -> None:
    folder = Path(settings.DATABASES["default"]["FOLDER"])
    kept_elsewhere = folder.resolve()
    sharing.leave(folder)
    for place in (kept_elsewhere, Path(settings.DATA_DIR)):
        shutil.rmtree(place, ignore_errors=True)
