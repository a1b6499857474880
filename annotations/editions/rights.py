"""What a record says of the right to publish its texts."""

from __future__ import annotations

import re

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
