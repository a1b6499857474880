"""What a record says of the right to publish its texts, and whether it still says so."""

from __future__ import annotations

import re
from collections import defaultdict

from django.db.models import JSONField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from annotations.disputes.models import Dispute
from annotations.editions.joining import anchor
from project.people.activity.events import Change
from sources.records.models import Source

#: Public domain, Creative Commons, all of whose licences allow the whole unchanged text, and the
#: marks of rightsstatements.org for what is free of copyright.
_OPEN = re.compile(
    r"creativecommons\.org/(licenses|publicdomain)/"
    r"|rightsstatements\.org/(vocab|page)/NoC-"
    r"|\bCC[ -]?(0|BY)\b"
    r"|\bpublic domain\b|\bgemeinfrei\b|\bdomaine public\b|общественн\w+ достояни",
    re.IGNORECASE,
)


def says_open(rights: str) -> bool:
    """Whether the words name a licence or mark by which anybody may publish the whole.

    A hint to whoever decides, not a decision: rights are free text.
    """
    return _OPEN.search(rights) is not None


def rights_changed(dispute: Dispute) -> dict[int, list[Change]]:
    """What has changed in the rights of sources since editions with them were published.

    By primary key of the edition; each under the title of its source; nothing of withdrawn
    editions. Two queries.
    """
    frozen = KeyTransform("sources", Cast("content", JSONField()))
    standing = dispute.editions.filter(withdrawal=None)
    told = list(standing.values_list("pk", frozen))
    uids = {anchor(source["id"]) for _pk, sources in told for source in sources}
    now = {
        str(source.uid): source
        for source in Source.objects.filter(workspace=dispute.workspace, uid__in=uids)
    }
    found: dict[int, list[Change]] = defaultdict(list)
    for pk, sources in told:
        for each in sources:
            source = now.get(anchor(each["id"]))
            if source and source.rights != each["rights"]:
                found[pk].append(Change(source.title, each["rights"], source.rights))
    return found
