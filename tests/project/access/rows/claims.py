"""Addresses of what is done with claims: merging, splitting, retracting, grounds, history."""

from __future__ import annotations

from annotations.claims import services
from annotations.claims.grounds import services as grounds
from annotations.claims.merging import services as merging
from annotations.claims.merging.splitting import split
from annotations.claims.models import Claim, ClaimGround
from annotations.claims.retracting import services as retracting
from project.people.permissions import Permission
from tests.project.access.table import Get, row

READ, STATE = Permission.READ, Permission.STATE_CLAIMS


def _extracted(get: Get) -> Claim:
    return services.create_claim(
        actor=get("annotator"),
        workspace=get("workspace"),
        statement="It rained.",
        kind=Claim.Kind.EXTRACTED,
        source=get("source"),
    )


def _merged(get: Get) -> Claim:
    merged = _extracted(get)
    merging.merge(actor=get("annotator"), merged=merged, survivor=_extracted(get))
    return merged


def _split_off(get: Get) -> Claim:
    return split(
        actor=get("annotator"),
        claim=get("claim"),
        statement="A part of it.",
        question=get("question"),
        value={"kind": "unknown"},
        accounts=[get("account")],
    )


def _retracted(get: Get) -> Claim:
    return retracting.retract(actor=get("annotator"), claim=_extracted(get), reason="Misread.")


def _ground(get: Get) -> ClaimGround:
    [link] = grounds.add_grounds(
        actor=get("annotator"), claim=get("claim"), grounds=[_extracted(get)]
    )
    return link


def _splitting(get: Get) -> dict[str, object]:
    return {"statement": "A part of it.", "citations": [get("citation").uid]}


ROWS = [
    row("annotations:claim_history", at="claim", GET=READ),
    row(
        "annotations:merge_claim",
        at=_extracted,
        GET=STATE,
        POST=(STATE, lambda get: {"other": _extracted(get).uid}),
    ),
    row("annotations:unmerge_claim", at=_merged, POST=STATE),
    row("annotations:split_claim", at="claim", GET=STATE, POST=(STATE, _splitting)),
    row("annotations:join_claim", at=_split_off, POST=STATE),
    row("annotations:retract_claim", at="claim", GET=STATE, POST=(STATE, {"reason": "Misread."})),
    row("annotations:unretract_claim", at=_retracted, POST=STATE),
    row(
        "annotations:conclude",
        GET=(STATE, lambda get: {"claim": get("claim").uid}),
        POST=(STATE, lambda get: {"claim": get("claim").uid, "statement": "So it was."}),
    ),
    row(
        "annotations:add_grounds",
        at="claim",
        GET=STATE,
        POST=(STATE, lambda get: {"claim": _extracted(get).uid}),
    ),
    row("annotations:remove_ground", at=_ground, POST=STATE),
    row("annotations:restore_ground", at=_ground, POST=STATE),
    row(
        "api:claim-merge",
        at=_extracted,
        POST=(STATE, lambda get: {"merged": _extracted(get).uid}),
    ),
    row("api:claim-unmerge", at=_merged, POST=STATE),
    row("api:claim-split", at="claim", POST=(STATE, _splitting)),
    row("api:claim-retract", at="claim", POST=(STATE, {"reason": "Misread."})),
    row("api:claim-unretract", at=_retracted, POST=STATE),
    row(
        "api:claim-grounds",
        at="claim",
        POST=(STATE, lambda get: {"grounds": [_extracted(get).uid]}),
    ),
    row(
        "api:claim-ground",
        at=lambda get: {"uid": get("claim").uid, "ground": _ground(get).ground.uid},
        DELETE=STATE,
    ),
    row("api:claim-history", at="claim", GET=READ),
]
