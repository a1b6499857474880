"""Programs, in processes of their own, that share an embedded database."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker

from project.embedded_postgres import sharing
from project.embedded_postgres.base import DatabaseWrapper
from project.embedded_postgres.cluster import Cluster

ROOT = Path(__file__).parents[3]


class Program:
    """A process that runs program.py on a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("program.py"), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(ROOT)},
        )

    def ask(self, sql: str) -> Any:
        """Return the rows of the answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(sql + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        return json.loads(line)

    def end(self) -> str:
        """End in good order and return what was written to standard error."""
        return self.process.communicate()[1]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place for a cluster that the server's unprivileged user can reach."""
    parent = Path(tempfile.mkdtemp(prefix="testimonia-case-"))
    parent.chmod(0o755)
    yield parent / "postgres"
    shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Program]]:
    """Starts programs on `folder`; all of them and their server are gone afterwards."""
    programs: list[Program] = []

    def start_one() -> Program:
        programs.append(Program(folder))
        return programs[-1]

    yield start_one
    for program in programs:
        if program.process.poll() is None:
            program.end()
    if folder.exists():
        Cluster.at(folder, {}).stop()


@pytest.fixture
def other(folder: Path) -> Iterator[Program]:
    """A program on another folder, whose path is longer than a socket's may be."""
    long_folder = folder.parent.joinpath(*["a-rather-long-name-of-a-folder"] * 5, "postgres")
    long_folder.parent.mkdir(parents=True)
    program = Program(long_folder)
    yield program
    program.end()


@pytest.fixture
def connection(folder: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    """A connection of this process to an embedded server of its own, known to Django."""
    settings = {**connections["default"].settings_dict, "FOLDER": folder, "NAME": "testimonia"}
    settings["OPTIONS"] = {}
    wrapper = DatabaseWrapper(settings, alias="own")
    connections["own"] = wrapper
    with django_db_blocker.unblock():
        yield wrapper
    wrapper.close()
    del connections["own"]
    sharing.leave(folder)


def server_of(folder: Path) -> psutil.Process:
    """Return the process of the server that runs on `folder`."""
    address = Cluster.at(folder, {}).address()
    assert address is not None
    return psutil.Process(address.pid)
