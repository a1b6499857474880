"""Addresses of editions: what members see of them, and what is published."""

from __future__ import annotations

from typing import Any

from annotations.claims.grounds.services import add_grounds
from annotations.claims.services import create_claim
from annotations.editions import services
from annotations.editions.models import Edition
from project.people.history import attributed
from project.people.permissions import Permission
from tests.project.access.table import ANYBODY, Get, reading, row

READ, PUBLISH = Permission.READ, Permission.PUBLISH
WITHDRAWING = {"reason": "A name was wrong."}


def _edition(get: Get) -> Edition:
    """The first edition, with the one whole text and a claim that another one is based on."""
    get("citation")
    if found := Edition.objects.filter(dispute=get("dispute")).first():
        return found
    text = get("text")
    with attributed("test"):
        text.source.rights = "CC0"
        text.source.save()
    actor, dispute = get("annotator"), get("dispute")
    ground = create_claim(actor=actor, workspace=dispute.workspace, statement="It was dark.")
    add_grounds(actor=actor, claim=get("claim"), grounds=[ground])
    return services.publish(actor=get("owner"), dispute=dispute, title="The crash", whole=[text])


def _dispute(get: Get) -> dict[str, Any]:
    """The address of what is published of the dispute."""
    return {"workspace_uid": get("workspace").uid, "uid": _edition(get).dispute.uid}


def _published(get: Get) -> dict[str, Any]:
    return {**_dispute(get), "number": 1}


def _text(get: Get) -> dict[str, Any]:
    return {**_published(get), "text_uid": get("text").uid}


def _question(get: Get) -> dict[str, Any]:
    return {**_published(get), "question_uid": get("question").uid}


def _publishing(get: Get) -> dict[str, Any]:
    """What the preview sends along."""
    draft = services.draft(actor=get("owner"), dispute=get("dispute"))
    return {"title": "The crash", "seen": services.digest(draft)}


def _cited(get: Get) -> dict[str, Any]:
    get("citation")
    return {"uid": get("dispute").uid}


def _previewed(get: Get) -> dict[str, Any]:
    return {"uid": _edition(get).dispute.uid, "question_uid": get("question").uid}


ROWS = [
    row("published:history", at=_dispute, GET=ANYBODY),
    row("published:latest", at=_dispute, GET=ANYBODY),
    row("published:edition", at=_published, GET=ANYBODY),
    row("published:question", at=_question, GET=ANYBODY),
    row("published:further", at=_published, GET=ANYBODY),
    row("published:json", at=_published, GET=ANYBODY),
    row("published:citation", at=_published, GET=ANYBODY),
    row("published:text", at=_text, GET=ANYBODY),
    row("annotations:edition_list", at="dispute", GET=READ),
    row("annotations:publish", at=_cited, GET=PUBLISH, POST=(PUBLISH, _publishing)),
    row("annotations:preview_question", at=_previewed, GET=PUBLISH),
    row(
        "annotations:preview_further",
        at=lambda get: {"uid": _edition(get).dispute.uid},
        GET=PUBLISH,
    ),
    row("annotations:withdraw_edition", at=_edition, GET=PUBLISH, POST=(PUBLISH, WITHDRAWING)),
    row(
        "api:dispute-edition-list",
        at=lambda get: {"dispute_uid": _cited(get)["uid"]},
        GET=READ,
        POST=(PUBLISH, {"title": "The crash"}),
    ),
    row(
        "api:dispute-edition-draft",
        at=lambda get: {"dispute_uid": _cited(get)["uid"]},
        GET=reading(PUBLISH),
    ),
    row("api:edition-detail", at=_edition, GET=READ),
    row("api:edition-withdraw", at=_edition, POST=(PUBLISH, WITHDRAWING)),
]
