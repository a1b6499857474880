"""One server for all processes that use a folder; the last of them stops it.

Two files are locked with `flock`. Whoever starts or stops the server holds `lock`. Whoever uses
it holds `users`, shared, as long as the process lives: the kernel lets go of it however a process
ends, so no list of process ids can go stale. Who gets `users` alone is the last one.
"""

import atexit
import fcntl
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from project.embedded_postgres.cluster import NAME, Address, Cluster
from project.embedded_postgres.errors import EmbeddedPostgresError, StillInUseError

#: seconds that processes which were just killed get to disappear
DISAPPEARING = 10
#: every connection of ours is named so, with the process id behind it
APPLICATION = "testimonia"


@dataclass
class Share:
    """The part of this process in a running server."""

    cluster: Cluster
    address: Address
    users: int  #: descriptor of the shared lock

    def parameters(self) -> dict[str, str | int]:
        """Return the connection parameters, by libpq's names."""
        return {
            "host": str(self.address.socket_folder),
            "port": self.address.port,
            "user": NAME,
            "password": self.cluster.password,
            "application_name": f"{APPLICATION}/{os.getpid()}",
        }


_shares: dict[Path, Share] = {}
_threads = threading.Lock()


def join(folder: Path, configuration: Mapping[str, str] | None = None) -> Share:
    """Return this process' share in the server of `folder`, started if none runs.

    `configuration` holds PostgreSQL's settings by name, for a server that has to be started.
    Raises EmbeddedPostgresError with a sentence that says what to do.
    """
    with _threads:
        if folder not in _shares:
            _shares[folder] = _join(Cluster.at(folder, configuration or {}))
            atexit.register(leave, folder)
        return _shares[folder]


def _join(cluster: Cluster) -> Share:
    with _locked(cluster):
        users = _open(cluster, "users")
        try:
            address = cluster.address() or _start(cluster, users)
            fcntl.flock(users, fcntl.LOCK_SH)
        except BaseException:
            os.close(users)
            raise
        return Share(cluster, address, users)


def _start(cluster: Cluster, users: int) -> Address:
    _wait_to_be_alone(users, cluster)
    cluster.create()
    cluster.start()
    address = cluster.address()
    if address is None:
        raise EmbeddedPostgresError(f"The database server in {cluster.home} ended at once.")
    return address


def leave(folder: Path) -> None:
    """Give up this process' share, and stop the server if nobody else is connected."""
    with _threads:
        share = _shares.pop(folder, None)
    if share is None or not share.cluster.home.exists():
        return
    with _undisturbed(), _locked(share.cluster):
        if _is_alone(share.users) and not _strangers(share):
            share.cluster.stop()
        os.close(share.users)


def is_running(folder: Path) -> bool:
    """Return whether the server this process joined is still there."""
    share = _shares.get(folder)
    return share is not None and share.cluster.address() == share.address


def _strangers(share: Share) -> bool:
    """Return whether programs that know nothing of our locks, such as psql, are connected."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND application_name NOT LIKE %s
    """
    try:
        with psycopg.connect(dbname="postgres", **share.parameters()) as connection:  # type: ignore[arg-type]
            row = connection.execute(query, [f"{APPLICATION}/%"]).fetchone()
    except psycopg.OperationalError:
        return False
    if row is None or row[0] == 0:
        return False
    sys.stderr.write(f"The database keeps running: {row[0]} other program(s) use it.\n")
    return True


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back signals: a second Ctrl-C would leave the server behind."""
    before = signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    )
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _locked(cluster: Cluster) -> Iterator[None]:
    descriptor = _open(cluster, "lock")
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _open(cluster: Cluster, name: str) -> int:
    path = cluster.home / name
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    cluster.account.own(path)
    return descriptor


def _is_alone(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_to_be_alone(users: int, cluster: Cluster) -> None:
    deadline = time.monotonic() + DISAPPEARING
    while not _is_alone(users):
        if time.monotonic() > deadline:
            raise StillInUseError(cluster.home)
        time.sleep(0.1)
