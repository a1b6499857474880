"""Finding what is to be translated: in Python, in templates, in TypeScript."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]

#: Where each domain of gettext has its strings; "djangojs" is what Django serves to scripts.
PLACES = {
    "django": (
        "project/**/*.py",
        "sources/**/*.py",
        "annotations/**/*.py",
        "project/**/templates/**/*.*",
        "sources/**/templates/**/*.*",
        "annotations/**/templates/**/*.*",
    ),
    "djangojs": ("frontend/src/**/*.ts",),
}
#: Django's names for the functions of gettext, with what their arguments are.
KEYWORDS: dict[str, Any] = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
#: A comment above a string that begins so is for its translators.
COMMENTS = ("Translators:",)


#: A line's number, the string or its singular and plural, comments, and the context.
Extracted = tuple[int, str | tuple[str, ...], list[str], str | None]


class Found(NamedTuple):
    """One string: a pair where it has a plural."""

    path: str
    message: str | tuple[str, ...]
    context: str | None
    comments: list[str]


def strings(domain: str) -> Iterator[Found]:
    """All strings of a domain, file by file."""
    for path in sorted({path for place in PLACES[domain] for path in ROOT.glob(place)}):
        if path.is_file() and "migrations" not in path.parts:
            yield from _strings_of(path)


def _strings_of(path: Path) -> Iterator[Found]:
    source, name = path.read_text(encoding="utf-8"), str(path.relative_to(ROOT))
    language = {".py": "python", ".ts": "javascript"}.get(path.suffix)
    if language is None:
        source, language = _as_python(source), "python"
    for _, message, comments, context in _extracted(language, source):
        yield Found(name, message, context, comments)


def _as_python(template: str) -> str:
    """Django turns a template's strings into calls of gettext, and what is around them into Xs."""
    calls = templatize(template)
    return "\n".join(line.strip() for line in calls.splitlines())


def _extracted(language: str, source: str) -> Iterable[Extracted]:
    return extract(
        language,
        BytesIO(source.encode()),
        keywords=KEYWORDS,
        comment_tags=COMMENTS,
        strip_comment_tags=True,
        options={"parse_template_string": True},
    )
