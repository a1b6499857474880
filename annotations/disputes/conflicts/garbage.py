"""Keeps Python's collector of garbage from what is all wanted."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While very many answers are in memory, keep Python from looking through all of them for
    garbage again and again, which takes as long as to compare them. They go as soon as nobody
    needs them: so what reads them is to be decorated as a whole, up to where it lets go.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
