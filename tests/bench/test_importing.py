"""Bringing in a folder of many files, beside one pandoc over the same files."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from project.people.models import User, Workspace
from sources.importing.batches import carry_out_batch, start_batch
from sources.importing.gathering import File
from sources.importing.models import Import
from sources.importing.pandoc import pandoc_path
from tests.bench.conftest import SEED, Row, prose

FILES = 1_000
SIZE = 10_000


def markdown(rng: random.Random, text: str) -> str:
    """The prose with a heading, and some words in italics and links in each paragraph."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        words = paragraph.split(" ")
        for place in rng.sample(range(1, len(words)), k=min(3, len(words) - 1)):
            words[place] = f"*{words[place]}*"
        words[0] = f"[{words[0]}](https://example.org/)"
        paragraphs.append(" ".join(words))
    return "# Report\n\n" + "\n\n".join(paragraphs)


def html(text: str) -> str:
    """The same as a web page."""
    return "<title>Report</title>" + "".join(f"<p>{each}</p>\n" for each in text.split("\n\n"))


def folder(endings: tuple[str, ...]) -> list[File]:
    """A thousand files of 10 kB, all different, with these endings in turn."""
    rng = random.Random(SEED)
    whole = prose(2 * FILES * SIZE // 10)
    files = []
    for number in range(FILES):
        start = rng.randrange(len(whole) - SIZE)
        text, ending = whole[start : start + SIZE], endings[number % len(endings)]
        make: dict[str, Callable[[str], str]] = {
            ".md": lambda text: markdown(rng, text),
            ".html": html,
            ".txt": str,
        }
        files.append(File(f"{number}{ending}", make[ending](text).encode()))
    return files


def by_one_pandoc(files: list[File], target: Path) -> float:
    """Seconds of one pandoc for each format, over all its files."""
    seconds = 0.0
    for ending, reader in ((".md", "markdown"), (".html", "html"), (".txt", "markdown")):
        paths = [target / path for path, _data in files if path.endswith(ending)]
        for path, data in files:
            (target / path).write_bytes(data)
        if not paths:
            continue
        command = [pandoc_path(), f"--from={reader}", "--to=json", "--output=/dev/null"]
        start = time.perf_counter()
        subprocess.run([*command, *paths], check=True)
        seconds += time.perf_counter() - start
    return seconds


@pytest.mark.parametrize(
    ("name", "endings"),
    [("Markdown", (".md",)), ("Markdown, HTML and plain text", (".md", ".html", ".txt"))],
)
def test_a_folder_of_a_thousand_files(
    name: str,
    endings: tuple[str, ...],
    row: Row,
    workspace: Workspace,
    annotator: User,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    files = folder(endings)
    (tmp_path / "folder").mkdir()
    pandoc = by_one_pandoc(files, tmp_path / "folder")
    start = time.perf_counter()
    batch = start_batch(actor=annotator, workspace=workspace, files=files, language="en")
    kept = time.perf_counter() - start
    carry_out_batch(batch)
    whole = time.perf_counter() - start
    assert Import.objects.filter(state="done").count() == FILES
    row(
        f"importing 1 000 files of 10 kB, {name}",
        f"{whole:.1f} s = {whole / pandoc:.2f} x one pandoc ({kept:.1f} s to keep them)",
    )
