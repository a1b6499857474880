"""`manage.py serve`: everything starts together, and everything ends together."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[3]
#: Seconds for what comes by itself, on a busy machine too.
PATIENCE = 120
#: Ports that no system gives to whoever asks for any: nobody takes ours between two starts.
PORTS = range(20_000, 32_000)


class Served:
    """A running `manage.py serve` with a data folder of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--prepare"],
            cwd=ROOT,
            env={
                "PATH": os.environ["PATH"],
                "LOCAL": "1",
                "DATA_DIR": str(folder),
                "PORT": str(port),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.output = ""

    def wait_for(self, words: str) -> str:
        """Read what is printed until a line with `words`, and return that line."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.output += line
            if words in line:
                return line
        raise AssertionError(f"ended without {words!r}:\n{self.output}")

    def family(self) -> list[psutil.Process]:
        """Return every process that works on the data folder, the database server included."""
        own = psutil.Process(self.process.pid)
        pid_file = self.folder / "postgres/cluster/postmaster.pid"
        server = psutil.Process(int(pid_file.read_text().split()[0]))
        return [own, *own.children(recursive=True), server, *server.children(recursive=True)]

    def end(self, number: int) -> int:
        """Send a signal, wait, and return the exit status."""
        self.process.send_signal(number)
        self.output += self.process.communicate(timeout=PATIENCE)[0]
        return self.process.returncode


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """One data folder for all tests: making it takes longer than they do."""
    with tempfile.TemporaryDirectory(prefix="testimonia-serve-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _free_port() -> int:
    while True:
        with suppress(OSError), socket.create_server(("127.0.0.1", random.choice(PORTS))) as probe:
            return int(probe.getsockname()[1])


@pytest.fixture
def serve(data: Path) -> Iterator[Callable[[], Served]]:
    """Starts `serve` on a free port; it is gone afterwards."""
    started: list[Served] = []
    port = _free_port()

    def start() -> Served:
        started.append(Served(data, port))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.end(signal.SIGTERM)
        assert served.process.stdout
        served.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_everything_and_leaves_nothing(
    serve: Callable[[], Served], number: signal.Signals
) -> None:
    served = serve()
    line = served.wait_for("Testimonia is at")
    assert f"http://127.0.0.1:{served.port}/" in line
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    with closing(connection):
        connection.request("GET", "/")
        assert connection.getresponse().status == 200
    family = served.family()
    assert served.end(number) == 0, served.output
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    assert alive == []


def test_when_one_program_ends_all_do(serve: Callable[[], Served]) -> None:
    served = serve()
    served.wait_for("Testimonia is at")
    family = served.family()
    [worker] = [process for process in family if "procrastinate" in process.cmdline()]
    worker.kill()
    served.wait_for("the job worker ended by itself")
    assert served.process.wait(timeout=PATIENCE) != 0
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    assert alive == []


def test_a_port_in_use_is_said_in_one_sentence(serve: Callable[[], Served]) -> None:
    served = serve()
    served.wait_for("Testimonia is at")
    second = serve()
    line = second.wait_for("cannot listen")
    assert f"cannot listen on 127.0.0.1, port {served.port}" in line
    assert "set PORT or HOST" in line
    assert second.process.wait(timeout=PATIENCE) != 0
