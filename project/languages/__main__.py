"""`python -m project.languages collect`, `compile` or `check`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from project.languages import catalogues


def main() -> None:
    """Do what the one argument says; `check` ends with 1 where something is missing."""
    parser = ArgumentParser(prog="python -m project.languages")
    parser.add_argument("task", choices=("collect", "compile", "check"))
    task = parser.parse_args().task
    if task == "collect":
        catalogues.collect()
    elif task == "compile":
        catalogues.compile_all()
    elif found := catalogues.problems():
        sys.exit("\n".join([*found, f"{len(found)} problems. `make messages` collects strings."]))


if __name__ == "__main__":
    main()
