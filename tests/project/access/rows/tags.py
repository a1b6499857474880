"""Addresses of the vocabulary."""

from __future__ import annotations

from project.people.permissions import Permission
from sources.tags.models import Tag
from sources.tags.services import create_tag
from tests.project.access.table import Get, row

READ, MANAGE = Permission.READ, Permission.MANAGE_TAGS
TAG = {"name": "Weather", "colour": "grey"}


def _tag(get: Get, name: str = "Flight") -> Tag:
    found = Tag.objects.filter(workspace=get("workspace"), name=name).first()
    return found or create_tag(actor=get("owner"), workspace=get("workspace"), name=name)


def _other(get: Get) -> dict[str, object]:
    return {"into": _tag(get, "Flights").uid}


ROWS = [
    row("sources:tag_list", GET=READ),
    row("sources:find_tags", GET=READ),
    row("sources:new_tag", GET=MANAGE, POST=(MANAGE, TAG)),
    row("sources:tag", at=_tag, GET=READ),
    row("sources:edit_tag", at=_tag, GET=MANAGE, POST=(MANAGE, TAG)),
    row("sources:merge_tag", at=_tag, GET=MANAGE, POST=(MANAGE, _other)),
    row("sources:delete_tag", at=_tag, GET=MANAGE, POST=MANAGE),
    row("sources:restore_tag", at=_tag, POST=MANAGE),
    # The API
    row("api:tag-list", GET=READ, POST=(MANAGE, TAG)),
    row("api:tag-detail", at=_tag, GET=READ, PATCH=(MANAGE, {"colour": "red"}), DELETE=MANAGE),
    row("api:tag-merge", at=_tag, POST=(MANAGE, _other)),
]
