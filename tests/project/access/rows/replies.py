"""Addresses of replies, and of the threads of highlights."""

from __future__ import annotations

from annotations.replies.models import Reply
from annotations.replies.services import add_reply
from project.people.permissions import Permission
from tests.project.access.rows.workspaces import MEMBER
from tests.project.access.table import Get, own, row

READ, ANNOTATE = Permission.READ, Permission.ANNOTATE
OWN = own("annotator", ANNOTATE)
WORDS = {"body": "Are you sure?", "sharing": "shared"}
OTHER_WORDS = {**WORDS, "body": "Yes.", "revision": 1}


def _reply(get: Get) -> Reply:
    return add_reply(actor=get("annotator"), highlight=get("uncited"), body="Who says so?")


ROWS = [
    row("annotations:thread", at="uncited", GET=READ),
    row("annotations:new_reply", at="uncited", GET=ANNOTATE, POST=(ANNOTATE, WORDS)),
    row("annotations:edit_reply", at=_reply, GET=ANNOTATE, POST=(OWN, OTHER_WORDS)),
    row("annotations:delete_reply", at=_reply, POST=OWN),
    row("annotations:restore_reply", at=_reply, POST=OWN),
    row("annotations:resolve_highlight", at="uncited", POST=ANNOTATE),
    row("annotations:reopen_highlight", at="uncited", POST=ANNOTATE),
    row("annotations:find_people", GET=MEMBER),
    # The API
    row(
        "api:reply-list",
        GET=READ,
        POST=(ANNOTATE, lambda get: {"highlight": get("uncited").uid, **WORDS}),
    ),
    row("api:reply-detail", at=_reply, GET=READ, PATCH=(OWN, OTHER_WORDS), DELETE=OWN),
    row("api:highlight-resolve", at="uncited", POST=ANNOTATE),
    row("api:highlight-reopen", at="uncited", POST=ANNOTATE),
]
