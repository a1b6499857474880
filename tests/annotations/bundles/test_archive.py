from __future__ import annotations

import hashlib
import subprocess
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from annotations.bundles.archive import MANIFEST, pack, verify

FILES = {"b.txt": b"second letter", "a.txt": "飞机\n".encode()}
DATED = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def repacked(change: Callable[[dict[str, bytes]], None]) -> BytesIO:
    """The bundle after somebody changed its files but not what the manifest says."""
    with ZipFile(BytesIO(pack(FILES, DATED))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


def test_entries_are_stored_in_order_with_one_date() -> None:
    with ZipFile(BytesIO(pack(FILES, DATED))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["b.txt", "a.txt", MANIFEST]
    assert {entry.date_time for entry in entries} == {(2026, 5, 4, 3, 2, 0)}
    assert {entry.compress_type for entry in entries} == {ZIP_STORED}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}


@pytest.mark.parametrize(
    ("dated", "kept"),
    [
        (datetime(1949, 8, 24, tzinfo=UTC), (1980, 1, 1, 0, 0, 0)),
        (datetime(2500, 1, 1, tzinfo=UTC), (2107, 12, 31, 0, 0, 0)),
    ],
)
def test_dates_that_a_zip_cannot_hold(dated: datetime, kept: tuple[int, ...]) -> None:
    with ZipFile(BytesIO(pack(FILES, dated))) as archive:
        assert archive.infolist()[0].date_time == kept


def test_the_same_files_give_the_same_bytes() -> None:
    assert pack(FILES, DATED) == pack(dict(FILES), DATED)


def test_sha256sum_reads_the_manifest(tmp_path: Path) -> None:
    with ZipFile(BytesIO(pack(FILES, DATED))) as archive:
        archive.extractall(tmp_path)
    assert hashlib.sha256(FILES["a.txt"]).hexdigest() in (tmp_path / MANIFEST).read_text()
    subprocess.run(["sha256sum", "--strict", "-c", MANIFEST], cwd=tmp_path, check=True)


def test_a_bundle_as_made_has_no_differences(tmp_path: Path) -> None:
    path = tmp_path / "bundle.zip"
    path.write_bytes(pack(FILES, DATED))
    assert verify(path) == verify(str(path)) == verify(BytesIO(path.read_bytes())) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda files: files.update({"a.txt": b"other"}), ["a.txt: changed"]),
        (lambda files: files.pop("a.txt"), ["a.txt: missing"]),
        (lambda files: files.update({"c.txt": b""}), ["c.txt: not in the manifest"]),
        (lambda files: files.pop(MANIFEST), ["missing, so that nothing"]),
        (lambda files: files.update({MANIFEST: b"hello"}), ["not a list of SHA-256"]),
        (lambda files: files.update({MANIFEST: b"\xff"}), ["not a list of SHA-256"]),
        (
            lambda files: (files.pop("a.txt"), files.update({"b.txt": b"x"})),
            ["a.txt: missing", "b.txt: changed"],
        ),
    ],
)
def test_verify_says_what_differs(
    change: Callable[[dict[str, bytes]], None], words: list[str]
) -> None:
    found = [str(difference) for difference in verify(repacked(change))]
    assert len(found) == len(words)
    for difference, word in zip(found, words, strict=True):
        assert word in difference


def test_a_file_hidden_behind_another_of_its_name_is_noticed() -> None:
    file = BytesIO(pack(FILES, DATED))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with ZipFile(file, "a") as archive:
            archive.writestr("a.txt", FILES["a.txt"])
    assert "a.txt: in the ZIP file twice" in map(str, verify(file))


@pytest.mark.parametrize("damage", [lambda data: data[:-30], lambda _: b"", lambda _: b"PK" * 99])
def test_what_is_no_zip_is_said_in_words(damage: Callable[[bytes], bytes]) -> None:
    (difference,) = verify(BytesIO(damage(pack(FILES, DATED))))
    assert str(difference).startswith("This is not a bundle that can be read")


def test_one_changed_byte_is_found() -> None:
    data = bytearray(pack(FILES, DATED))
    data[data.index(b"second")] ^= 1
    assert "b.txt: changed" in str(verify(BytesIO(bytes(data)))[0])


def test_the_command_passes_and_fails(tmp_path: Path) -> None:
    path, output = tmp_path / "bundle.zip", StringIO()
    path.write_bytes(pack(FILES, DATED))
    call_command("verify_bundle", path, stdout=output)
    assert "as the manifest says" in output.getvalue()
    path.write_bytes(b"nonsense")
    with pytest.raises(CommandError, match="not a bundle"):
        call_command("verify_bundle", path)
    with pytest.raises(CommandError, match="no file"):
        call_command("verify_bundle", tmp_path / "absent.zip")
