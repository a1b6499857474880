"""What other catalogues call an authority: stored and linked, never fetched.

`Authority.identifiers` is a list: [{"scheme": "wikidata", "value": "Q35493"}].
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: The most identifiers of one authority, and the most characters of one.
MOST = 20
LONGEST = 500


class Scheme(models.TextChoices):
    """A catalogue."""

    WIKIDATA = "wikidata", "Wikidata"
    VIAF = "viaf", "VIAF"
    GEONAMES = "geonames", "GeoNames"
    ISNI = "isni", "ISNI"
    URI = "uri", gettext_lazy("Web address")


class _Rule(NamedTuple):
    """Form of a catalogue's identifiers, where they lead, and addresses that hold one."""

    pattern: re.Pattern[str]
    url: str
    pasted: re.Pattern[str]
    example: str


_RULES = {
    Scheme.WIKIDATA: _Rule(
        re.compile(r"Q[1-9][0-9]{0,11}"),
        "https://www.wikidata.org/wiki/{}",
        re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/([^/?#]+)"),
        "Q35493",
    ),
    Scheme.VIAF: _Rule(
        re.compile(r"[1-9][0-9]{0,21}"),
        "https://viaf.org/viaf/{}",
        re.compile(r"https?://(?:www\.)?viaf\.org/(?:[a-z]{2}/)?viaf/([^/?#]+)"),
        "97006051",
    ),
    Scheme.GEONAMES: _Rule(
        re.compile(r"[1-9][0-9]{0,9}"),
        "https://www.geonames.org/{}",
        re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/([^/?#]+)"),
        "1526384",
    ),
    Scheme.ISNI: _Rule(
        re.compile(r"[0-9]{15}[0-9X]"),
        "https://isni.org/isni/{}",
        re.compile(r"https?://(?:www\.)?isni\.org/(?:page/|isni/)?([^/?#]+)"),
        "0000 0001 2103 2683",
    ),
    Scheme.URI: _Rule(
        re.compile(r"https?://[^\s<>\"]+"), "{}", re.compile(r"(?!)"), "https://d-nb.info/gnd/…"
    ),
}


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier, ready to be shown."""

    scheme: str
    value: str

    @property
    def label(self) -> str:
        """The catalogue's name."""
        return str(Scheme(self.scheme).label)

    @property
    def url(self) -> str:
        """Where it leads."""
        return _RULES[Scheme(self.scheme)].url.format(self.value)

    def to_json(self) -> dict[str, str]:
        """As `Authority.identifiers` keeps it."""
        return {"scheme": self.scheme, "value": self.value}


def check_identifiers(given: Iterable[Identifier]) -> list[Identifier]:
    """The identifiers as they are kept, each one once. Raises ValidationError.

    An address of the catalogue stands for the identifier in it.
    """
    kept = list(dict.fromkeys(_checked(each) for each in given if each.value.strip()))
    if len(kept) > MOST:
        raise ValidationError({"identifiers": _("At most %d identifiers.") % MOST})
    return kept


def _checked(identifier: Identifier) -> Identifier:
    try:
        scheme = Scheme(identifier.scheme)
    except ValueError:
        message = _("“%s” is no catalogue that is known here.") % identifier.scheme
        raise ValidationError({"identifiers": message}) from None
    rule = _RULES[scheme]
    value = identifier.value.strip()
    if pasted := rule.pasted.match(value):
        value = pasted[1]
    if scheme is Scheme.ISNI:
        value = re.sub(r"[\s-]", "", value).upper()
    fits = rule.pattern.fullmatch(value) and len(value) <= LONGEST
    if not fits or (scheme is Scheme.ISNI and not _adds_up(value)):
        message = _("“%(value)s” is no identifier of %(scheme)s, such as %(example)s.")
        said = {"value": value[:100], "scheme": scheme.label, "example": rule.example}
        raise ValidationError({"identifiers": message % said})
    return Identifier(scheme.value, value)


def _adds_up(isni: str) -> bool:
    """Whether the last character is the check digit of the others (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in isni[:-1]:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11] == isni[-1]
