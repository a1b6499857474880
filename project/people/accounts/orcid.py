"""ORCID iDs: https://support.orcid.org/hc/en-us/articles/360006897674."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_WRITTEN = re.compile(
    r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?([0-9]{4}(?:-?[0-9]{4}){2}-?[0-9]{3}[0-9X])/?",
    re.IGNORECASE | re.ASCII,
)


def bare(written: str) -> str:
    """`0000-0002-1825-0097` for that, for its address, and for it without hyphens.

    Raises ValidationError where it is no ORCID iD or its last character does not check.
    """
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValidationError(_("An ORCID iD looks like 0000-0002-1825-0097."))
    digits = found[1].replace("-", "").upper()
    if check_character(digits[:-1]) != digits[-1]:
        raise ValidationError(_("There is no such ORCID iD: check the digits."))
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def check_character(digits: str) -> str:
    """The last character that belongs to these digits, by ISO 7064 MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    remainder = (12 - total % 11) % 11
    return "X" if remainder == 10 else str(remainder)
