"""Children that read foreign files: without a network, within their limits, gone afterwards."""

import gc
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from sources.importing.base import UnreadableFile
from sources.importing.children import (
    Cancelled,
    Limits,
    cancelled_by,
    run,
    run_python,
)
from sources.importing.pandoc import pandoc_path, run_pandoc

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no seccomp")

LIMITS = Limits(memory_mb=512, cpu_seconds=20, wall_seconds=30, output_bytes=1_000_000)


def run_code(code: str, data: bytes = b"", limits: Limits = LIMITS) -> bytes:
    """What a Python child prints."""
    return run([sys.executable, "-I", "-S", "-c", code], data, limits=limits)


@contextmanager
def listener() -> Iterator[tuple[int, Callable[[], int]]]:
    """A server on the loopback address: its port, and how many have called so far."""
    callers: list[tuple[str, int]] = []
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]

    def serve() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            callers.append(address)
            connection.close()

    def count() -> int:
        # Callers are served in their order: once this one is, all before it are counted.
        with socket.create_connection(("127.0.0.1", port)) as own:
            assert own.recv(1) == b""
            callers.remove(own.getsockname())
        return len(callers)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield port, count
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


CONNECT = """
import socket, sys
for family, address in ((socket.AF_INET, ("127.0.0.1", PORT)), (socket.AF_INET6, ("::1", PORT))):
    try:
        socket.socket(family, socket.SOCK_STREAM).connect(address)
        print("connected")
    except PermissionError:
        print("refused")
"""


def test_a_child_cannot_connect() -> None:
    with listener() as (port, calls):
        code = CONNECT.replace("PORT", str(port))
        assert run_code(code).split() == [b"refused", b"refused"]
        assert calls() == 0
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert calls() == 1, "this test would not see a connection"


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import os; os.fork()",
        "import subprocess; subprocess.run(['/bin/true'])",
        "import os; os.posix_spawn('/bin/true', ['true'], {})",
        (
            "import ctypes, os; l = ctypes.CDLL(None, use_errno=True)\n"
            "if l.syscall(425, 1, None) < 0: raise PermissionError(ctypes.get_errno())"
        ),
    ],
)
def test_a_child_cannot(code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        run_code(code)
    assert "PermissionError" in refused.value.detail


def test_a_child_may_have_threads() -> None:
    code = "import threading; t = threading.Thread(target=print, args=['here']); t.start()"
    assert run_code(code) == b"here\n"


def test_a_child_has_no_environment_and_a_folder_of_its_own() -> None:
    code = "import os, json; print(json.dumps([dict(os.environ), os.getcwd(), os.listdir('.')]))"
    environment, folder, files = json.loads(run_code(code))
    assert set(environment) - {"LC_CTYPE"} == {"TMPDIR"}
    assert environment["TMPDIR"] == folder
    assert Path(folder).name.startswith("testimonia-")
    assert not Path(folder).exists()
    assert set(files) == {"output", "complaints"}


STYLE_ELSEWHERE = "---\ncsl: http://127.0.0.1:PORT/style.csl\n---\n\nWords [@ref].\n"


def test_pandoc_fetches_no_style_that_a_document_names(tmp_path: Path) -> None:
    arguments = ["--sandbox", "--citeproc", "--from=markdown", "--to=plain"]
    with listener() as (port, calls):
        document = STYLE_ELSEWHERE.replace("PORT", str(port)).encode()
        with pytest.raises(UnreadableFile):
            run_pandoc(arguments, document, tmp_path)
        assert calls() == 0
        command = [pandoc_path(), *arguments]
        subprocess.run(command, input=document, capture_output=True, check=False, env={})
        assert calls() > 0, "pandoc itself has become stricter"


#: Python ignores the signal; other programs end by it.
BIG_OUTPUT = (
    "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL); print('x' * 5000, flush=True)"
)


@pytest.mark.parametrize(
    ("changes", "code", "reason"),
    [
        ({"wall_seconds": 0.6}, "import time; time.sleep(60)", "took too long"),
        ({"cpu_seconds": 1}, "while True: pass", "took too long"),
        ({"output_bytes": 1000}, BIG_OUTPUT, "more memory"),
        ({"memory_mb": 100}, "bytearray(200_000_000)", "damaged"),
        ({"open_files": 10}, "f = [open('/dev/null') for _ in range(20)]", "damaged"),
        ({}, "raise SystemExit(3)", "damaged"),
    ],
)
def test_limits(changes: dict[str, float], code: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        run_code(code, limits=replace(LIMITS, **changes))  # type: ignore[arg-type]


def test_a_cancelled_child_is_ended() -> None:
    code = f"import time; time.sleep(600)  # {uuid4()}"
    with pytest.raises(Cancelled), cancelled_by(lambda: True):
        run_code(code)
    assert not [p for p in psutil.process_iter(["cmdline"]) if code in (p.info["cmdline"] or [])]


def test_what_a_cancelled_child_has_not_taken_leaves_no_open_pipe() -> None:
    # A warning of a pipe that is still open would be an error.
    with pytest.raises(Cancelled), cancelled_by(lambda: True):
        run_code("import time; time.sleep(600)", b"x" * 1_000_000)
    gc.collect()


def test_a_module_of_ours_reads_stdin_and_has_the_installed_packages() -> None:
    data = json.dumps({"a": [1]}).encode()
    # Any module that is run as a program will do: this one belongs to Python.
    assert json.loads(run_python("json.tool", data, limits=LIMITS)) == {"a": [1]}
    assert run_python("sources.importing.charsets", b"", limits=LIMITS) == b""


def test_the_limits_of_the_parent_stay() -> None:
    assert signal.getsignal(signal.SIGXFSZ) == signal.SIG_IGN
