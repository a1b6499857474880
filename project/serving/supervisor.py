"""Runs several programs as one: they start together, and when one ends they all do."""

import ctypes
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

#: seconds a program gets to end by itself before it is killed
GRACE = 10
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class ProgramEndedError(Exception):
    """A program ended by itself, and the others were stopped."""

    name: str
    status: int

    def __str__(self) -> str:
        return f"the {self.name} ended by itself (status {self.status}); everything was stopped"


class Supervisor:
    """Starts programs and waits for the first to end, or for SIGINT or SIGTERM."""

    def __init__(self) -> None:
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._asked_to_stop = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self._asked_to_stop = True

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a program in a process group of its own, so that Ctrl-C reaches it through us."""
        self._running[name] = subprocess.Popen(
            command, env=environment, process_group=0, preexec_fn=_end_with_parent()
        )

    def wait_until(self, ready: Callable[[], bool]) -> bool:
        """Return True once `ready` says so, or False where something ended before."""
        while not self._ended() and not self._asked_to_stop:
            if ready():
                return True
            time.sleep(0.1)
        return False

    def wait(self, healthy: Callable[[], bool]) -> None:
        """Return after a signal; raise ProgramEndedError when a program ends by itself.

        `healthy` is asked every second about what the programs depend on.
        """
        while not self._asked_to_stop:
            for name, process in self._ended().items():
                raise ProgramEndedError(name, process.returncode)
            if not healthy():
                raise ProgramEndedError("database server", 1)
            time.sleep(1)

    def _ended(self) -> dict[str, subprocess.Popen[bytes]]:
        return {
            name: process for name, process in self._running.items() if process.poll() is not None
        }

    def stop(self) -> None:
        """Stop what still runs, and return when all of it is gone."""
        for process in self._running.values():
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _end_with_parent() -> Callable[[], None] | None:
    """Return what makes Linux end a child whose parent was killed; elsewhere it lives on."""
    if sys.platform != "linux":
        return None
    control = ctypes.CDLL(None).prctl

    def ask() -> None:
        control(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask
