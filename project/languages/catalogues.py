"""Catalogues of translations: PO files, and the MO files that Django reads.

`locale/<language>/LC_MESSAGES/<domain>.po`; the English of the source is the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from project.languages.extracting import PLACES, ROOT, strings

FOLDER = ROOT / "locale"
#: What git knows better, and what nobody has to say.
IDLE_HEADERS = re.compile(
    rb'^"(Generated-By|Language-Team|Last-Translator|PO-Revision-Date|POT-Creation-Date'
    rb"|Report-Msgid-Bugs-To):.*\n",
    re.MULTILINE,
)
HEADER = "# Testimonia in {language}."


def collect(folder: Path = FOLDER) -> None:
    """Bring every catalogue up to date: new strings come without a translation, old ones go."""
    for domain in PLACES:
        wanted = _wanted(domain)
        for path in _files(folder, domain):
            catalogue = _read(path)
            catalogue.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
            _write(path, catalogue)


def compile_all(folder: Path = FOLDER) -> None:
    """Write the MO file of every catalogue that is newer than it."""
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime <= path.stat().st_mtime:
            with compiled.open("wb") as file:
                write_mo(file, _read(path))


def problems(folder: Path = FOLDER) -> list[str]:
    """What is missing, uncertain or wrong in the catalogues, a line each."""
    return [
        f"{path.relative_to(folder)}: {problem}"
        for domain in PLACES
        for wanted in [_wanted(domain)]
        for path in _files(folder, domain)
        for problem in _problems_of(_read(path), wanted)
    ]


def _problems_of(catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        found = catalogue.get(message.id, message.context)
        if found is None or not all(_forms(found)):
            yield f"not translated: {message.id}"
        elif found.fuzzy:
            yield f"to be checked: {message.id}"
        else:
            yield from (f"{error}: {message.id}" for error in found.check(catalogue))


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def _wanted(domain: str) -> Catalog:
    """The strings of the program as it is, without translations."""
    catalogue = Catalog(fuzzy=False)
    for found in strings(domain):
        catalogue.add(
            found.message,
            locations=[(found.path, 0)],
            auto_comments=found.comments,
            context=found.context,
        )
    return catalogue


def _files(folder: Path, domain: str) -> Iterator[Path]:
    for language in sorted(folder.iterdir()):
        if language.is_dir():
            yield language / "LC_MESSAGES" / f"{domain}.po"


def _read(path: Path) -> Catalog:
    language = path.parts[-3]
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=language)
    return Catalog(language, project="Testimonia", version="1", fuzzy=False)


def _write(path: Path, catalogue: Catalog) -> None:
    """Without line numbers and dates, which would change though no string did."""
    assert catalogue.locale is not None
    catalogue.header_comment = HEADER.format(language=catalogue.locale.english_name)
    out = BytesIO()
    write_po(
        out, catalogue, width=100, include_lineno=False, sort_by_file=True, ignore_obsolete=True
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(IDLE_HEADERS.sub(b"", out.getvalue()))
