"""A server of somebody else's, by DATABASE_URL: Debian's PostgreSQL 15."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from project.embedded_postgres.account import account_for

from .conftest import ROOT

BIN = Path("/usr/lib/postgresql/15/bin")
REQUIRED = os.environ.get("TESTIMONIA_REQUIRE_POSTGRESQL_15") == "1"
pytestmark = pytest.mark.skipif(
    not REQUIRED and not BIN.exists(), reason=f"no PostgreSQL 15 in {BIN}"
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A scratch server; yields the folder of its socket as it stands in an address."""
    with tempfile.TemporaryDirectory(prefix="testimonia-15-") as name:
        home = Path(name)
        home.chmod(0o755)
        account = account_for(home / "none")
        account.make_folder(home / "server")
        data = home / "server/data"
        made = account.run(
            BIN / "initdb", "-D", data, "-U", "historian", "-E", "UTF8", "--locale=C.UTF-8"
        )
        assert made.returncode == 0, made.stdout
        options = f"-c listen_addresses='' -c fsync=off -k {shlex.quote(str(home / 'server'))}"
        log = home / "server/log"
        started = account.run(BIN / "pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", options)
        assert started.returncode == 0, started.stdout
        # Root may pass through the folder; others cannot. The socket itself is open to its user.
        yield quote(str(home / "server"), safe="")
        account.run(BIN / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", data)


def manage(url: str, data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a management command on the database at `url`."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "SECRET_KEY": "a key for tests alone",
            "DATABASE_URL": url,
            "DATA_DIR": str(data),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_migrations_and_queries_on_postgresql_15(server: str, tmp_path: Path) -> None:
    url = f"postgres://historian@{server}/postgres"
    migrated = manage(url, tmp_path, "migrate", "--verbosity=0")
    assert migrated.returncode == 0, migrated.stderr
    asked = """
from django.db import connection
from project.people.models import User
User.objects.filter(email="historian@example.org").first()
print(connection.pg_version // 10000, User.objects.count())
"""
    result = manage(url, tmp_path, "shell", "--no-imports", "-c", asked)
    assert result.stdout.split() == ["15", "0"], result.stderr
    assert not (tmp_path / "postgres").exists()


def test_a_database_without_letters_is_refused_before_it_is_used(
    server: str, tmp_path: Path
) -> None:
    url = f"postgres://historian@{server}"
    made = manage(
        f"{url}/postgres",
        tmp_path,
        *("shell", "--no-imports", "-c"),
        "from django.db import connection; connection.cursor().execute("
        "\"CREATE DATABASE ascii TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'\")",
    )
    assert made.returncode == 0, made.stderr
    refused = manage(f"{url}/ascii", tmp_path, "migrate")
    assert refused.returncode != 0
    assert "its LC_CTYPE is C" in refused.stderr
    assert "CREATE DATABASE testimonia TEMPLATE template0" in refused.stderr
