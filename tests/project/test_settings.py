"""The start under various environments, in a process of its own as for a real start."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEY = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a management command with nothing but `environment` set."""
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is not set: set it to a long random text"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set: set it to a long random text"),
        ({"SECRET_KEY": KEY, "DEBUG": "perhaps"}, '"DEBUG" invalid: Not a valid boolean'),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "sqlite:///x"}, "must name a PostgreSQL database"),
        ({"SECRET_KEY": KEY, "DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "pigeon://loft"}, "EMAIL_URL must be console:"),
        ({"SECRET_KEY": KEY, "EMAIL_URL": "smtp://host:port"}, "EMAIL_URL cannot be read"),
    ],
)
def test_a_wrong_environment_stops_the_start_with_one_sentence(
    environment: dict[str, str], sentence: str
) -> None:
    result = manage("check", **environment)
    assert result.returncode != 0
    assert sentence in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_production_settings_are_clean(tmp_path: Path) -> None:
    result = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="testimonia.example.org",
        DATA_DIR=str(tmp_path),
    )
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout + result.stderr


def test_a_command_that_needs_no_database_starts_none(tmp_path: Path) -> None:
    assert manage("check", SECRET_KEY=KEY, DATA_DIR=str(tmp_path)).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_the_generated_key_is_kept_and_private(tmp_path: Path) -> None:
    shown = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = (
        manage("shell", "--no-imports", "-c", shown, LOCAL="1", DATA_DIR=str(tmp_path))
        for _ in range(2)
    )
    assert len(first.stdout.strip()) >= 50, first.stderr
    assert first.stdout == second.stdout
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"SECRET_KEY": KEY}, "False True True 31536000"),
        ({"LOCAL": "1"}, "False False False 0"),
        ({"DEBUG": "1"}, "True False False 0"),
    ],
)
def test_https_is_demanded_except_on_ones_own_machine(
    environment: dict[str, str], expected: str, tmp_path: Path
) -> None:
    names = ["DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS"]
    shown = f"from django.conf import settings; print(*(getattr(settings, n) for n in {names}))"
    result = manage("shell", "--no-imports", "-c", shown, DATA_DIR=str(tmp_path), **environment)
    assert result.stdout.strip() == expected, result.stderr
