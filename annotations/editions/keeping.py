"""Whether what a cache keeps of an edition's page still holds, known before it is laid out.

An edition is frozen, so its page changes with four things alone: the program that lays it out, the
editions beside it, the reader's language, and the reader's time zone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from annotations.editions.canonical import canonical, sha256
from annotations.editions.models import Edition

#: Where the program lies, and what of it makes pages: code, templates, catalogues.
ROOMS = ("annotations", "locale", "project", "sources")
MAKES_PAGES = frozenset({".html", ".mo", ".py"})


def _program() -> str:
    """The digest of the program as it is now, with its front-end and its libraries."""
    base: Path = settings.BASE_DIR
    found = [path for room in ROOMS for path in (base / room).rglob("*")]
    made_of = sorted(path for path in found if path.suffix in MAKES_PAGES)
    beside = [base / "requirements.txt", Path(settings.DJANGO_VITE["default"]["manifest_path"])]
    digest = hashlib.sha256()
    for path in (*made_of, *filter(Path.exists, beside)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


#: Read as the program starts: later another release may lie there, which this one is not.
PROGRAM = _program()


def etag(request: HttpRequest, editions: Iterable[Edition]) -> str:
    """The ETag of a page of one of a dispute's `editions`, with its address: it is no other's."""
    beside = [[each.sha256, each.is_withdrawn] for each in editions]
    reader = [get_language(), get_current_timezone_name()]
    address = request.build_absolute_uri()
    return f'"{sha256(canonical([PROGRAM, address, reader, beside]))}"'
