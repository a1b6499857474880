"""Addresses of authorities."""

from __future__ import annotations

from functools import partial
from typing import Any

from project.people.permissions import Permission
from sources.authorities.merging import merge
from sources.authorities.models import Authority
from sources.authorities.services import Entry, create_authority
from tests.project.access.table import Get, row

READ, EDIT = Permission.READ, Permission.EDIT_SOURCES
PLACE = {"kind": "place", "name": "Irkutsk"}


def _made(get: Get, name: str) -> Authority:
    found = Authority.objects.filter(workspace=get("workspace"), name=name).first()
    entry = Entry(kind="place", name=name)
    return found or create_authority(
        actor=get("annotator"), workspace=get("workspace"), entry=entry
    )


def _double(get: Get) -> Authority:
    return _made(get, "Alma-Ata")


def _both(get: Get) -> dict[str, Any]:
    return {"uid": get("authority").uid, "other": _double(get).uid}


def _merged(get: Get) -> Authority:
    found = _made(get, "Verny")
    if found.merged_into is None:
        merge(actor=get("annotator"), merged=found, survivor=_double(get))
    return found


def _changed(get: Get, said: dict[str, str]) -> dict[str, Any]:
    """A change of what stands now: merging, which other rows need, changes the survivor."""
    found = Authority.objects.get(pk=get("authority").pk)
    return {**said, "revision": found.revision}


ROWS = [
    row("sources:authority_list", GET=READ),
    row("sources:new_authority", GET=EDIT, POST=(EDIT, PLACE)),
    row("sources:find_authorities", GET=(READ, {"q": "alma", "kind": "place", "new": ""})),
    row("sources:create_authority", POST=(EDIT, PLACE)),
    row("sources:authority", at="authority", GET=READ),
    row(
        "sources:edit_authority",
        at="authority",
        GET=EDIT,
        POST=(EDIT, partial(_changed, said=PLACE)),
    ),
    row("sources:delete_authority", at="authority", GET=EDIT, POST=EDIT),
    row("sources:restore_authority", at="authority", POST=EDIT),
    row("sources:choose_double", at="authority", GET=EDIT),
    row("sources:merge_authorities", at=_both, GET=EDIT, POST=EDIT),
    row("sources:unmerge_authority", at=_merged, POST=EDIT),
    # The API
    row("api:authority-list", GET=READ, POST=(EDIT, PLACE)),
    row(
        "api:authority-detail",
        at="authority",
        GET=READ,
        PUT=(EDIT, partial(_changed, said=PLACE)),
        PATCH=(EDIT, partial(_changed, said={"dates": "1854/"})),
        DELETE=EDIT,
    ),
    row(
        "api:authority-merge",
        at="authority",
        POST=(EDIT, lambda get: {"into": str(_double(get).uid)}),
    ),
    row("api:authority-unmerge", at=_merged, POST=EDIT),
]
