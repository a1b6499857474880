"""Addresses of highlights, claims, disputes and bundles."""

from __future__ import annotations

from typing import Any

from annotations.bundles.models import Bundle
from annotations.bundles.services import build, request_bundle
from annotations.disputes.models import Question
from annotations.disputes.services import create_question
from annotations.highlights.models import Highlight, Placement
from annotations.highlights.passages import add_passage, remove_passage
from annotations.placements.services import confirm
from project.people.permissions import Permission
from tests.project.access.table import ASKING, Get, own, row

READ, EXPORT = Permission.READ, Permission.EXPORT
ANNOTATE, STATE, EDIT = Permission.ANNOTATE, Permission.STATE_CLAIMS, Permission.EDIT_DISPUTES

#: The fixture's highlight is the annotator's.
OWN = own("annotator", ANNOTATE)
NOTE = {"comment": "Other words.", "tags": "", "sharing": "shared", "revision": "1"}
QUESTION = {"wording": "Why?", "kind": "text", "exclusivity": "exclusive"}
REWORDED = {"wording": "When, by local time?", "exclusivity": "exclusive"}
SELECTOR = {
    "text": "The aircraft left Almaty.",
    "selector": {"type": "TextQuoteSelector", "exact": "Almaty"},
}


def _latest(get: Get) -> Any:
    return get("text").latest


def _bundle(get: Get) -> Bundle:
    get("citation")
    return build(request_bundle(actor=get("annotator"), dispute=get("dispute")))


def _unanswered(get: Get) -> Question:
    return create_question(
        actor=get("annotator"), dispute=get("dispute"), wording="Who was aboard?", kind="person"
    )


def _loose_cell(get: Get) -> dict[str, Any]:
    question = get("claim").question
    return {"uid": question.dispute.uid, "question_uid": question.uid}


def _cell(get: Get) -> dict[str, Any]:
    return {**_loose_cell(get), "account_uid": get("account").uid}


def _two_texts(get: Get) -> dict[str, Any]:
    return {"uid": get("text").uid, "other_uid": get("translation").uid}


def _in_dispute(get: Get, **fields: str) -> dict[str, Any]:
    return {"dispute": get("dispute").uid, **fields}


def _selection(_: Get) -> dict[str, Any]:
    return {"start": 4, "end": 12, "exact": "aircraft", "comment": "", "sharing": "shared"}


def _one_passage(get: Get) -> dict[str, Any]:
    highlight = get("highlight")
    return {"uid": highlight.uid, "passage_uid": highlight.passages.get().uid}


def _two_passages(get: Get) -> dict[str, Any]:
    """A further highlight, at revision 2, and the first of its passages."""
    made = get("make_highlight")("Nobody")
    version = get("text").latest
    add_passage(actor=get("annotator"), highlight=made, version=version, span=(4, 12), revision=1)
    return {"uid": made.uid, "passage_uid": made.passages.get(position=0).uid}


def _placement(get: Get) -> Placement:
    return Placement.objects.get(passage__highlight=get("highlight"))


def _settled(get: Get) -> Placement:
    """Confirmed, and so at revision 2."""
    found = Placement.objects.get(passage__highlight=get("uncited"))
    if found.revision == 1:
        confirm(actor=get("annotator"), placement=found, revision=1)
    return found


def _settled_at(get: Get) -> dict[str, Any]:
    return {"uid": _settled(get).uid, "revision": 2}


def _removed_passage(get: Get) -> dict[str, Any]:
    """The same after that passage was taken away: revision 3."""
    found = _two_passages(get)
    made = Highlight.objects.get(uid=found["uid"])
    remove_passage(actor=get("annotator"), highlight=made, passage=found["passage_uid"], revision=2)
    return found


def _by_api(found: dict[str, Any]) -> dict[str, Any]:
    return {"highlight_uid": found["uid"], "uid": found["passage_uid"]}


def _marking(get: Get) -> dict[str, Any]:
    at = {"start": 4, "end": 12, "exact": "aircraft"}
    return {"version": get("text").latest.uid, "revision": 1, **at}


def _marking_by_api(get: Get) -> dict[str, Any]:
    return {"version": get("text").latest.uid, "revision": 1, "range": [4, 12]}


ROWS = [
    row("annotations:read", at="text", GET=READ),
    row(
        "annotations:read_version",
        at=lambda get: {"uid": get("text").uid, "number": 1},
        GET=READ,
    ),
    row(
        "annotations:print_text",
        at=lambda get: {"uid": get("text").uid, "number": 1},
        GET=READ,
    ),
    row("annotations:version_list", at="text", GET=READ),
    row("annotations:choose_versions", at="text", GET=READ),
    row(
        "annotations:compare_versions",
        at=lambda get: {"uid": get("text").uid, "old": 1, "new": 1},
        GET=READ,
    ),
    row("annotations:set_display", at="text", POST=(READ, {"size": "large"})),
    row("annotations:highlight_list", at="text", GET=READ),
    row("annotations:create_highlight", at=_latest, POST=(ANNOTATE, _selection)),
    row(
        "annotations:notes",
        at=_latest,
        GET=(READ, lambda get: {"highlight": get("highlight").uid}),
    ),
    row("annotations:highlight", at="highlight", GET=READ),
    row("annotations:edit_highlight", at="highlight", GET=ANNOTATE, POST=(OWN, NOTE)),
    row("annotations:delete_highlight", at="uncited", POST=OWN),
    row("annotations:restore_highlight", at="highlight", POST=OWN),
    row("annotations:add_passage", at="highlight", POST=(OWN, _marking)),
    row("annotations:resize_passage", at=_one_passage, POST=(OWN, _marking)),
    row("annotations:remove_passage", at=_two_passages, POST=(OWN, {"revision": 2})),
    row("annotations:restore_passage", at=_removed_passage, POST=(OWN, {"revision": 3})),
    row("annotations:passages_to_check", GET=READ),
    row("annotations:text_passages", at="text", GET=READ),
    row("annotations:placing_progress", at="text", GET=READ, POST=ANNOTATE),
    row(
        "annotations:check_passage",
        at=_placement,
        GET=READ,
        POST=(ANNOTATE, {"verdict": "confirm", "revision": 1}),
    ),
    row("annotations:undo_settling", at=_settled_at, POST=ANNOTATE),
    row("annotations:claim_list", GET=READ),
    row("annotations:new_claim", GET=STATE, POST=(STATE, {"statement": "It rained."})),
    row("annotations:find_claims", GET=READ),
    row(
        "annotations:value_field",
        GET=(STATE, lambda get: {"question": get("question").uid}),
    ),
    row("annotations:claim", at="claim", GET=READ),
    row("annotations:edit_claim", at="claim", GET=STATE, POST=(STATE, {"statement": "It snowed."})),
    row("annotations:delete_claim", at="claim", POST=STATE),
    row("annotations:restore_claim", at="claim", POST=STATE),
    row("annotations:dispute_list", GET=READ),
    row("annotations:new_dispute", GET=EDIT, POST=(EDIT, {"title": "Another"})),
    row("annotations:dispute", at="dispute", GET=READ),
    row("annotations:cell", at=_cell, GET=READ),
    row("annotations:loose_cell", at=_loose_cell, GET=READ),
    row("annotations:comparison_csv", at="dispute", GET=READ),
    row("annotations:citations_csv", at="dispute", GET=READ),
    row("annotations:print_comparison", at="dispute", GET=READ),
    row("annotations:timeline", at="dispute", GET=READ),
    row("annotations:dispute_texts", at="dispute", GET=READ),
    row("annotations:choose_beside", at="text", GET=READ),
    row("annotations:side_by_side", at=_two_texts, GET=READ),
    row("annotations:edit_dispute", at="dispute", GET=EDIT, POST=(EDIT, {"title": "Another"})),
    row("annotations:delete_dispute", at="dispute", POST=EDIT),
    row("annotations:restore_dispute", at="dispute", POST=EDIT),
    row("annotations:new_question", at="dispute", GET=EDIT, POST=(EDIT, QUESTION)),
    row("annotations:edit_question", at="question", GET=EDIT, POST=(EDIT, REWORDED)),
    row("annotations:delete_question", at=_unanswered, POST=EDIT),
    row("annotations:restore_question", at="question", POST=EDIT),
    row("annotations:move_question", at="question", POST=(EDIT, {"by": "1"})),
    row("annotations:new_account", at="dispute", GET=EDIT, POST=(EDIT, {"title": "Rumour"})),
    row("annotations:edit_account", at="account", GET=EDIT, POST=(EDIT, {"title": "Rumour"})),
    row("annotations:delete_account", at="account", POST=EDIT),
    row("annotations:restore_account", at="account", POST=EDIT),
    row("annotations:move_account", at="account", POST=(EDIT, {"by": "1"})),
    row("annotations:new_bundle", at="dispute", POST=EXPORT),
    row("annotations:bundle", at=_bundle, GET=READ),
    row("annotations:download_bundle", at=_bundle, GET=EXPORT),
    # The API
    row(
        "api:highlight-list",
        GET=READ,
        POST=(
            ANNOTATE,
            lambda get: {"version": _latest(get).uid, "ranges": [[4, 12]], "exact": ["aircraft"]},
        ),
    ),
    row(
        "api:highlight-detail",
        at="uncited",
        GET=READ,
        PATCH=(OWN, {"comment": "Other words.", "revision": 1}),
        DELETE=OWN,
    ),
    row(
        "api:passage-list",
        at=lambda get: {"highlight_uid": get("highlight").uid},
        POST=(OWN, _marking_by_api),
    ),
    row(
        "api:passage-detail",
        at=lambda get: _by_api(_two_passages(get)),
        PUT=(OWN, lambda get: {**_marking_by_api(get), "revision": 2}),
        DELETE=OWN,
    ),
    row("api:claim-list", GET=READ, POST=(STATE, {"statement": "It rained."})),
    row(
        "api:claim-detail",
        at="claim",
        GET=READ,
        PATCH=(STATE, {"statement": "It snowed."}),
        DELETE=STATE,
    ),
    row("annotations:quotation", at=_latest, GET=(READ, {"place": "4-12"})),
    row("annotations:highlight_quotation", at="highlight", GET=READ),
    row("annotations:passage", at=lambda get: get("highlight").passages.get(), GET=READ),
    row("api:dispute-list", GET=READ, POST=(EDIT, {"title": "Another"})),
    row(
        "api:dispute-detail",
        at="dispute",
        GET=READ,
        PATCH=(EDIT, {"description": "Unresolved."}),
        DELETE=EDIT,
    ),
    row(
        "api:dispute-bundle-list",
        at=lambda get: {"dispute_uid": get("dispute").uid},
        GET=READ,
        POST=EXPORT,
    ),
    row("api:bundle-detail", at=_bundle, GET=READ),
    row("api:bundle-download", at=_bundle, GET=EXPORT),
    row("api:placement-list", GET=READ),
    row("api:placement-detail", at=_placement, GET=READ),
    row(
        "api:placement-settle",
        at=_placement,
        POST=(ANNOTATE, {"verdict": "confirm", "revision": 1}),
    ),
    row("api:placement-undo", at=_settled, POST=(ANNOTATE, {"revision": 2})),
    row("api:edtf", GET=(ASKING, {"value": "1949~"})),
    row("api:edtf_plain", GET=(ASKING, {"value": "1949~"})),
    row("api:selectors", POST=(ASKING, SELECTOR)),
    row("api:selectors_plain", POST=(ASKING, SELECTOR)),
    row(
        "api:question-list",
        GET=READ,
        POST=(EDIT, lambda get: _in_dispute(get, wording="Why?", kind="text")),
    ),
    row(
        "api:question-detail",
        at=_unanswered,
        GET=READ,
        PATCH=(EDIT, {"wording": "When?"}),
        DELETE=EDIT,
    ),
    row("api:account-list", GET=READ, POST=(EDIT, lambda get: _in_dispute(get, title="Rumour"))),
    row(
        "api:account-detail",
        at="account",
        GET=READ,
        PATCH=(EDIT, {"holders": "Nobody"}),
        DELETE=EDIT,
    ),
]
