"""One database cluster on disk, and its server: made, started, recovered, stopped.

Nothing here guards against a second process; `project.embedded_postgres.sharing` does.
"""

import os
import secrets
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from project.embedded_postgres.account import Account, account_for, programs, settle
from project.embedded_postgres.errors import ProgramFailedError, WrongVersionError

NAME = "testimonia"  #: of the superuser and of the database
PATIENCE = 600  #: seconds for crash recovery, and for a server to write everything before it ends
ORPHANS = 30  #: seconds for the children of a killed server to notice and end
SOCKET_PATH = 90  #: bytes; the operating system allows about 107 with the name of the socket

SHORT_FOLDERS = ("/tmp", "/var/tmp")  # noqa: S108  a folder of mode 0700 is made inside

#: With `lc_ctype` C, pg_trgm would drop every letter outside ASCII without a word.
LOCALE = (
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
)
CONFIGURATION = {
    "listen_addresses": "",
    "port": "5432",  # names the socket only: nothing listens on the network
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}


@dataclass(frozen=True)
class Address:
    """What postmaster.pid says of the running server."""

    pid: int
    port: int
    socket_folder: Path


@dataclass(frozen=True)
class Cluster:
    """A cluster in `home` (a folder of mode 0700), with its password, log and locks beside it."""

    home: Path
    account: Account
    configuration: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, configuration: Mapping[str, str]) -> "Cluster":
        """Return the cluster of `folder`, whose real place may be behind a link."""
        account = account_for(folder)
        return cls(settle(folder, account), account, configuration)

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / "cluster"

    @property
    def password(self) -> str:
        """The superuser's password."""
        return (self.home / "password").read_text()

    def create(self) -> None:
        """Make the cluster and its database, unless they exist; a half-made one is thrown away."""
        if self.data.exists():
            return
        unfinished = self.home / "cluster.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._write_password()
        self._run(
            "initdb",
            f"--pgdata={unfinished}",
            f"--username={NAME}",
            f"--pwfile={self.home / 'password'}",
            "--auth=scram-sha-256",
            *LOCALE,
        )
        single_user = ("--single", "-D", str(unfinished), "postgres")
        self._run("postgres", *single_user, text=f"CREATE DATABASE {NAME}\n")
        unfinished.rename(self.data)

    def _write_password(self) -> None:
        path = self.home / "password"
        path.unlink(missing_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
        self.account.own(path)

    def address(self) -> Address | None:
        """Return where the server listens, or None where none of ours runs."""
        lines = self._pid_file()
        if len(lines) < 5 or not self._is_our_server(int(lines[0])):
            return None
        return Address(int(lines[0]), int(lines[3]), Path(lines[4]))

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _is_our_server(self, pid: int) -> bool:
        """Return whether `pid` serves this cluster: a stale number may be anybody's by now."""
        try:
            process = psutil.Process(pid)
            return process.name() == "postgres" and str(self.data) in process.cmdline()
        except psutil.Error:
            return False

    def start(self) -> None:
        """Start the server and wait until it has recovered; none of ours may be running."""
        self._check_version()
        self._clear_remains()
        socket_folder = self._make_socket_folder()
        deadline = time.monotonic() + ORPHANS
        while True:
            result = self._pg_ctl("start", "-o", self._options(socket_folder))
            if result.returncode == 0:
                return
            # The children of a killed server hold its shared memory for a moment longer.
            if "still in use" not in self._log_tail() or time.monotonic() > deadline:
                shutil.rmtree(socket_folder, ignore_errors=True)
                raise ProgramFailedError("pg_ctl start", result.stdout, self._log_tail())
            time.sleep(0.5)

    def _check_version(self) -> None:
        found = (self.data / "PG_VERSION").read_text().strip()
        printed = self._run("postgres", "--version")
        needed = printed.rsplit(" ", 1)[-1].split(".")[0].strip()
        if found != needed:
            raise WrongVersionError(self.data, found, needed)

    def _clear_remains(self) -> None:
        """Remove what a killed server left behind.

        PostgreSQL itself stops at a stale postmaster.pid when its number belongs to another
        process by now. That no child of the old server still writes is guarded by the shared
        memory segment, whose key comes from the data folder and not from that file.
        """
        lines = self._pid_file()
        if len(lines) >= 5:
            shutil.rmtree(lines[4], ignore_errors=True)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.home / "log").unlink(missing_ok=True)

    def _make_socket_folder(self) -> Path:
        """Make a short private folder: the path of a socket may not be long, a checkout's may."""
        for parent in (tempfile.gettempdir(), *SHORT_FOLDERS):
            if len(os.fsencode(parent)) < SOCKET_PATH - 20 and self.account.can_enter(Path(parent)):
                break
        folder = Path(tempfile.mkdtemp(prefix="testimonia-", dir=parent))
        self.account.own(folder)
        return folder

    def _options(self, socket_folder: Path) -> str:
        settings = {
            **CONFIGURATION,
            **self.configuration,
            "unix_socket_directories": str(socket_folder),
        }
        return " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())

    def stop(self) -> None:
        """Stop the server after it has written everything, and remove its socket's folder."""
        address = self.address()
        if address is None:
            return
        result = self._pg_ctl("stop", "-m", "fast")
        if result.returncode != 0 and self.address():
            raise ProgramFailedError("pg_ctl stop", result.stdout, self._log_tail())
        shutil.rmtree(address.socket_folder, ignore_errors=True)

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.account.run(
            self.bin / "pg_ctl",
            *arguments,
            f"--pgdata={self.data}",
            f"--log={self.home / 'log'}",
            "--wait",
            f"--timeout={PATIENCE}",
        )

    def _run(self, program: str, *arguments: str, text: str = "") -> str:
        result = self.account.run(self.bin / program, *arguments, text=text)
        if result.returncode != 0:
            raise ProgramFailedError(program, result.stdout)
        return result.stdout

    @property
    def bin(self) -> Path:
        """The folder of PostgreSQL's programs."""
        return programs(self.home, self.account)

    def _log_tail(self) -> str:
        try:
            return "\n".join((self.home / "log").read_text(errors="replace").splitlines()[-10:])
        except FileNotFoundError:
            return ""
