"""Where the cluster lies, and who runs its server."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from project.embedded_postgres import account
from project.embedded_postgres.account import Account, account_for, settle
from project.embedded_postgres.cluster import Cluster
from project.embedded_postgres.errors import LostFolderError, WrongVersionError

from .conftest import Program

Start = Callable[[], Program]
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user")


@as_root
def test_a_folder_its_user_cannot_enter_is_kept_elsewhere(start: Start, folder: Path) -> None:
    folder.parent.chmod(0o700)
    assert start().ask("SELECT 1") == [[1]]
    place = folder.resolve()
    try:
        assert folder.is_symlink()
        assert place.parent == account.SYSTEM_FOLDER
        Cluster.at(folder, {}).stop()
    finally:
        shutil.rmtree(place)


@as_root
def test_programs_its_user_cannot_run_are_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = Cluster.at(folder, {})
    can_run = Account.can_run
    monkeypatch.setattr(
        Account,
        "can_run",
        lambda self, program: folder in program.parents and can_run(self, program),
    )
    assert folder in cluster.bin.parents
    cluster.create()
    cluster.start()
    assert cluster.address()
    cluster.stop()


def test_a_very_long_path(other: Program) -> None:
    assert len(os.fsencode(other.folder)) > 107
    assert other.ask("SELECT 1") == [[1]]


def test_a_link_that_leads_nowhere_is_not_taken_for_an_empty_database(folder: Path) -> None:
    folder.symlink_to(folder.with_name("gone"))
    with pytest.raises(LostFolderError, match="Put it back from a backup"):
        settle(folder, account_for(folder.parent))


def test_a_cluster_of_another_major_version_is_left_alone(folder: Path) -> None:
    cluster = Cluster.at(folder, {})
    cluster.create()
    (cluster.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(WrongVersionError, match="made by PostgreSQL 17"):
        cluster.start()
