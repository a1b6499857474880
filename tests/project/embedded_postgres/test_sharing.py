"""One server for all who use a folder, stopped by the last, recovered after any crash."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from project.embedded_postgres.cluster import NAME, Cluster

from .conftest import Program, server_of

Start = Callable[[], Program]


def kill_server(folder: Path) -> None:
    """Kill the server and all its children, as a power cut would."""
    server = server_of(folder)
    family = [server, *server.children(recursive=True)]
    for process in family:
        # A child may have come to its end meanwhile.
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=10)


def pid_of_server(program: Program) -> int:
    """Return the number in postmaster.pid as the server itself reads it."""
    [[pid]] = program.ask("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int")
    return int(pid)


def test_two_programs_share_one_server_and_the_last_one_stops_it(
    start: Start, folder: Path
) -> None:
    first, second = start(), start()
    assert pid_of_server(first) == pid_of_server(second)
    first.end()
    assert second.ask("SELECT 1") == [[1]]
    socket_folder = Cluster.at(folder, {}).address().socket_folder  # type: ignore[union-attr]
    second.end()
    assert Cluster.at(folder, {}).address() is None
    assert not socket_folder.exists()


def test_programs_that_start_at_once_make_one_cluster(start: Start) -> None:
    programs = [start() for _ in range(4)]
    assert len({pid_of_server(program) for program in programs}) == 1


def test_a_killed_program_is_not_waited_for(start: Start, folder: Path) -> None:
    killed, last = start(), start()
    killed.ask("SELECT 1")
    last.ask("SELECT 1")
    killed.kill()
    last.end()
    assert Cluster.at(folder, {}).address() is None


def test_the_server_is_left_to_whoever_else_is_connected(start: Start, folder: Path) -> None:
    program = start()
    program.ask("SELECT 1")
    cluster = Cluster.at(folder, {})
    address = cluster.address()
    assert address is not None
    with psycopg.connect(
        host=str(address.socket_folder), user=NAME, dbname=NAME, password=cluster.password
    ) as stranger:
        assert "The database keeps running: 1 other program(s) use it." in program.end()
        assert stranger.execute("SELECT 1").fetchone() == (1,)
    start().ask("SELECT 1")


def test_after_kill_9_of_everything_all_committed_rows_are_there(
    start: Start, folder: Path
) -> None:
    program = start()
    program.ask("CREATE TABLE kept (n int)")
    for n in range(50):
        program.ask(f"INSERT INTO kept VALUES ({n})")
    program.kill()
    kill_server(folder)
    assert (folder / "cluster/postmaster.pid").exists()
    assert start().ask("SELECT count(*), sum(n) FROM kept") == [[50, 1225]]


def test_after_kill_9_of_the_server_process_alone(start: Start, folder: Path) -> None:
    program = start()
    program.ask("CREATE TABLE kept AS SELECT 7 AS n")
    program.kill()
    server_of(folder).kill()
    assert start().ask("SELECT n FROM kept") == [[7]]


@pytest.mark.parametrize("owner", ["this process", "another server"])
def test_a_stale_pid_that_belongs_to_another_process_by_now(
    start: Start, folder: Path, other: Program, owner: str
) -> None:
    program = start()
    program.ask("CREATE TABLE kept AS SELECT 7 AS n")
    program.kill()
    kill_server(folder)
    other.ask("SELECT 1")
    reused = os.getpid() if owner == "this process" else server_of(other.folder).pid
    pid_file = folder / "cluster/postmaster.pid"
    _, *rest = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(reused), *rest]))
    assert start().ask("SELECT n FROM kept") == [[7]]
    assert other.ask("SELECT 1") == [[1]]


def test_a_half_made_cluster_is_made_anew(start: Start, folder: Path) -> None:
    unfinished = folder / "cluster.unfinished"
    cluster = Cluster.at(folder, {})
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    cluster.account.own(unfinished)
    assert start().ask("SELECT 1") == [[1]]
    assert not unfinished.exists()


def test_a_dead_server_is_not_replaced_under_programs_that_used_it(
    start: Start, folder: Path
) -> None:
    survivor = start()
    survivor.ask("SELECT 1")
    kill_server(folder)
    latecomer = start()
    assert latecomer.process.stdin
    latecomer.process.stdin.write("SELECT 1\n")
    assert "Stop those and start again." in latecomer.end()
    survivor.end()
    assert start().ask("SELECT 1") == [[1]]


def test_nobody_else_can_get_in(start: Start, folder: Path) -> None:
    program = start()
    assert program.ask("SHOW listen_addresses") == [[""]]
    assert program.ask("SELECT DISTINCT auth_method FROM pg_hba_file_rules") == [["scram-sha-256"]]
    address = Cluster.at(folder, {}).address()
    assert address is not None
    for path, mode in [
        (folder, 0o700),
        (folder / "password", 0o600),
        (folder / "cluster", 0o700),
        (address.socket_folder, 0o700),
    ]:
        assert stat.S_IMODE(path.stat().st_mode) == mode, path


def test_the_server_never_runs_as_root(start: Start, folder: Path) -> None:
    start().ask("SELECT 1")
    assert server_of(folder).uids().real != 0


def test_the_locale_and_the_extensions(start: Start) -> None:
    program = start()
    assert program.ask(
        "SELECT datlocprovider, datlocale, datcollate, datctype, pg_encoding_to_char(encoding)"
        " FROM pg_database WHERE datname = current_database()"
    ) == [["b", "C.UTF-8", "C", "C.UTF-8", "UTF8"]]
    for extension in ("pg_trgm", "unaccent", "btree_gin", "btree_gist"):
        program.ask(f"CREATE EXTENSION {extension}")
    assert program.ask("SELECT cardinality(show_trgm('Алматы')) > 0") == [[True]]
