"""Collecting, checking and compiling the strings of the interface."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from project.languages import catalogues
from project.languages.extracting import PLACES, ROOT, strings


def _texts(domain: str) -> set[str]:
    return {one for found in strings(domain) for one in [found.message] if isinstance(one, str)} | {
        one
        for found in strings(domain)
        if isinstance(found.message, tuple)
        for one in found.message
    }


def test_strings_are_found_in_python_and_templates() -> None:
    found = _texts("django")
    assert {
        "Claim stated.",  # gettext in a view
        "Question it answers",  # gettext_lazy in a form
        "Skip to the content",  # {% translate %}
        "held by <bdi>%(holders)s</bdi>",  # {% blocktranslate %}
        "Save",  # _("…") as an argument of a tag
        "%(counter)s claims",  # {% plural %}
        "%(a)s and %(b)s do not overlap",
    } <= found


def test_no_string_of_a_script_is_overlooked() -> None:
    """Babel reads JavaScript; what TypeScript adds must not lead it astray."""
    called = re.compile(r'\b(?:n?gettext)\(\s*"((?:[^"\\]|\\.)*)"')
    written = {
        text
        for path in ROOT.glob("frontend/src/**/*.ts")
        if path.name != "gettext.ts"
        for text in called.findall(path.read_text(encoding="utf-8"))
    }
    assert written - _texts("djangojs") == set()


def _translated(folder: Path) -> None:
    """Give every string its own English as a translation."""
    for path in folder.glob("ru/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="ru")
        for message in catalogue:
            if message.id:
                one = message.id if isinstance(message.id, str) else message.id[0]
                message.string = one if isinstance(message.id, str) else (one,) * 3
        with path.open("wb") as file:
            write_po(file, catalogue)


@pytest.fixture(autouse=True, scope="module")
def collected_once() -> Iterator[None]:
    """The strings do not change meanwhile, and looking for them takes a second each time."""
    found = {domain: list(strings(domain)) for domain in PLACES}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "strings", found.__getitem__)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues of one language, just collected."""
    (tmp_path / "ru").mkdir()
    catalogues.collect(tmp_path)
    return tmp_path


def test_collecting_twice_changes_nothing(folder: Path) -> None:
    path = folder / "ru/LC_MESSAGES/django.po"
    once = path.read_bytes()
    assert b"Claim stated." in once
    catalogues.collect(folder)
    assert path.read_bytes() == once


def test_what_lacks_a_translation_is_told(folder: Path) -> None:
    assert "ru/LC_MESSAGES/django.po: not translated: Claim stated." in catalogues.problems(folder)
    _translated(folder)
    assert catalogues.problems(folder) == []


@pytest.mark.parametrize(
    ("translation", "flags", "problem"),
    [
        ("", [], "not translated"),
        ("Вопрос добавлен", ["fuzzy"], "to be checked"),
        ("%(name)s", [], ""),
    ],
)
def test_mistakes_in_a_translation_are_told(
    translation: str, flags: list[str], problem: str, folder: Path
) -> None:
    _translated(folder)
    path = folder / "ru/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ru")
    text = "%(a)s and %(b)s overlap"
    catalogue.delete(text)
    catalogue.add(text, translation, flags=[*flags, "python-format"])
    with path.open("wb") as file:
        write_po(file, catalogue)
    (told,) = catalogues.problems(folder)
    assert problem in told
    assert told.endswith(text)


def test_compiled_catalogues_are_what_gettext_reads(tmp_path: Path) -> None:
    place = tmp_path / "ru/LC_MESSAGES/django.po"
    place.parent.mkdir(parents=True)
    catalogue = Catalog("ru", fuzzy=False)
    catalogue.add("Claim stated.", "Утверждение записано.")
    with place.open("wb") as file:
        write_po(file, catalogue)
    catalogues.compile_all(tmp_path)
    read = gettext.translation("django", tmp_path, ["ru"])
    assert read.gettext("Claim stated.") == "Утверждение записано."
    compiled = place.with_suffix(".mo")
    before = compiled.stat().st_mtime_ns
    catalogues.compile_all(tmp_path)
    assert compiled.stat().st_mtime_ns == before
