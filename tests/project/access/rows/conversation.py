"""Addresses of replies, notices and tags."""

from __future__ import annotations

from typing import Any

from annotations.notices.digest import token_for
from annotations.notices.models import Notice
from annotations.replies.services import add_reply
from project.people.models import User, Workspace
from project.people.permissions import Permission
from sources.tags.models import Tag
from sources.tags.services import create_tag
from tests.project.access.table import ANYBODY, SIGNED_IN, Anyone, Get, custom, own, row

READ, ANNOTATE, MANAGE_TAGS = Permission.READ, Permission.ANNOTATE, Permission.MANAGE_TAGS

#: The fixture's reply is the annotator's.
OWN = own("annotator", ANNOTATE)
SAID = {"body": "Is that so?", "sharing": "shared"}
NAMED = {"name": "fog", "colour": "grey"}


def _is_member(user: Anyone, workspace: Workspace) -> bool:
    return isinstance(user, User) and workspace.role_of(user) is not None


def _notice(get: Get) -> Notice:
    """The annotator is told that the owner has answered."""
    add_reply(actor=get("owner"), highlight=get("highlight"), body="Yes.")
    return Notice.objects.get(recipient=get("annotator"))


def _tag(get: Get) -> Tag:
    return get("highlight").tags.get()  # type: ignore[no-any-return]


def _into(get: Get) -> dict[str, Any]:
    made = create_tag(actor=get("owner"), workspace=get("workspace"), name="leaving")
    return {"into": made.uid}


def _answer(get: Get) -> dict[str, Any]:
    return {"highlight": get("highlight").uid, "body": "Is that so?"}


ROWS = [
    row("annotations:thread", at="highlight", GET=READ),
    row("annotations:new_reply", at="highlight", GET=ANNOTATE, POST=(ANNOTATE, SAID)),
    row("annotations:edit_reply", at="reply", GET=ANNOTATE, POST=(OWN, {**SAID, "revision": "1"})),
    row("annotations:delete_reply", at="reply", POST=OWN),
    row("annotations:restore_reply", at="reply", POST=OWN),
    row("annotations:resolve_highlight", at="highlight", POST=ANNOTATE),
    row("annotations:reopen_highlight", at="highlight", POST=ANNOTATE),
    row("annotations:find_people", GET=custom(_is_member)),
    row("notices:list", GET=SIGNED_IN),
    row("notices:read_all", POST=SIGNED_IN),
    row("notices:open", at=_notice, GET=own("annotator", READ)),
    row("notices:read", at=_notice, POST=own("annotator", READ)),
    row(
        "notices:stop_mail",
        at=lambda get: {"token": token_for(get("annotator"))},
        GET=ANYBODY,
        POST=ANYBODY,
    ),
    row("sources:tag_list", GET=READ),
    row("sources:new_tag", GET=MANAGE_TAGS, POST=(MANAGE_TAGS, NAMED)),
    row("sources:find_tags", GET=READ),
    row("sources:tag", at=_tag, GET=READ),
    row("sources:edit_tag", at=_tag, GET=MANAGE_TAGS, POST=(MANAGE_TAGS, NAMED)),
    row("sources:merge_tag", at=_tag, GET=MANAGE_TAGS, POST=(MANAGE_TAGS, _into)),
    row("sources:delete_tag", at=_tag, GET=MANAGE_TAGS, POST=MANAGE_TAGS),
    row("sources:restore_tag", at=_tag, POST=MANAGE_TAGS),
    row("api:reply-list", GET=READ, POST=(ANNOTATE, _answer)),
    row(
        "api:reply-detail",
        at="reply",
        GET=READ,
        PATCH=(OWN, {"body": "Other words.", "revision": 1}),
        DELETE=OWN,
    ),
    row("api:highlight-resolve", at="highlight", POST=ANNOTATE),
    row("api:highlight-reopen", at="highlight", POST=ANNOTATE),
    row("api:tag-list", GET=READ, POST=(MANAGE_TAGS, {"name": "fog"})),
    row(
        "api:tag-detail", at=_tag, GET=READ, PATCH=(MANAGE_TAGS, {"name": "f"}), DELETE=MANAGE_TAGS
    ),
    row("api:tag-merge", at=_tag, POST=(MANAGE_TAGS, _into)),
    row("api:notice-list", GET=SIGNED_IN),
    row("api:notice-read-all", POST=SIGNED_IN),
    row("api:notice-detail", at=_notice, GET=own("annotator", READ)),
    row("api:notice-read", at=_notice, POST=own("annotator", READ)),
]
