"""Citation keys: author and year, unique in a workspace, as BibTeX users know them."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count, product
from string import ascii_lowercase
from typing import Any

from anyascii import anyascii

#: What a citation key may be: letters, digits and the marks that BibTeX and pandoc allow.
PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:.-]*\Z")


def propose(csl: dict[str, Any], date: str) -> str:
    """`kasimi1949` from an item's first creator (else its title) and an EDTF date's year.

    Letters outside ASCII are romanised by anyascii.
    """
    names = csl.get("author") or csl.get("editor") or [{}]
    name = names[0].get("family") or names[0].get("literal") or csl.get("title") or "source"
    year = re.search(r"-?\d{4}", date)
    return _word(str(name)) + (year.group().lstrip("-") if year else "nd")


def _word(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower())
    # A family name is one word in the key; of a title or an institution the first will do.
    return words[0][:40] if words else "source"


def free(key: str, taken: Collection[str]) -> str:
    """`key`, or `keya`, `keyb` … `keyaa` …, whichever comes first that is not in `taken`."""
    if key not in taken:
        return key
    suffixes = ("".join(s) for n in count(1) for s in product(ascii_lowercase, repeat=n))
    return next(key + suffix for suffix in suffixes if key + suffix not in taken)
