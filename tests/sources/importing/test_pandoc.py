"""The limits of the child that reads foreign files."""

from pathlib import Path

import psutil
import pytest
from pytest_django.fixtures import Settings

from sources.importing import pandoc
from sources.importing.base import UnreadableFile

LONG = b"*a* [b](c) \n\n> d\n\n" * 200_000


@pytest.mark.parametrize(
    ("limit", "value", "data", "reason"),
    [
        ("IMPORT_SECONDS", 1, LONG, "took too long"),
        ("IMPORT_MEMORY_MB", 48, LONG, "more memory than is allowed"),
        ("IMPORT_OUTPUT_MB", 1, LONG[:500_000], "more memory than is allowed"),
    ],
    ids=["time", "memory", "output"],
)
def test_limits_end_in_words(
    limit: str, value: float, data: bytes, reason: str, settings: Settings
) -> None:
    setattr(settings, limit, value)
    with pytest.raises(UnreadableFile, match=reason):
        pandoc.read(data, "markdown")


def test_no_child_and_no_folder_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    settings.IMPORT_SECONDS = 1
    before = psutil.Process().children(recursive=True)
    with pytest.raises(UnreadableFile):
        pandoc.read(LONG, "markdown")
    assert list(tmp_path.iterdir()) == []
    left = set(psutil.Process().children(recursive=True)) - set(before)
    assert not left


def test_files_of_the_machine_stay_out(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    tex = f"\\input{{{secret}}}\n\\include{{{secret}}} seen".encode()
    assert "not to be read" not in pandoc.read(tex, "latex").content


def test_ten_thousand_paragraphs_are_read_within_the_limits() -> None:
    text = "\n\n".join(f"Абзац {n} о рейсе *ночью*." for n in range(10_000)).encode()
    document = pandoc.read(text, "markdown")
    assert len(document.blocks) == len(document.marks) == 10_000


def test_one_pandoc_reads_many_as_one_for_each_would() -> None:
    files = ["# Рейс\n\n*ночью*", "a[^1]\n\n[^1]: note", "", "飞机\U0001f6e9", "x" * 300_000]
    alone = [pandoc.read(text.encode(), "markdown") for text in files]
    with pandoc.kept_running():
        assert [pandoc.read(text.encode(), "markdown") for text in files] == alone


def test_what_ends_the_kept_pandoc_does_not_stop_the_rest(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IMPORT_MEMORY_MB = 32
    monkeypatch.setattr(pandoc, "_KEPT_SECONDS", 2)
    with pandoc.kept_running():
        for _ in range(2):
            with pytest.raises(UnreadableFile, match="more memory"):
                pandoc.read(LONG[:1_000_000], "markdown")
            assert pandoc.read(b"words", "markdown").content == "words"


def test_the_kept_pandoc_reads_no_files_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read")
    with pandoc.kept_running():
        for include in ("\\input", "\\include"):
            document = f"{include}{{{secret}}} seen".encode()
            assert "not to be read" not in pandoc.read(document, "latex").content
