"""Identifiers of other catalogues: their form, and where they lead."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from sources.authorities.identifiers import Identifier, check_identifiers


@pytest.mark.parametrize(
    ("scheme", "given", "kept", "url"),
    [
        ("wikidata", "Q35493", "Q35493", "https://www.wikidata.org/wiki/Q35493"),
        ("wikidata", " https://www.wikidata.org/wiki/Q35493#sitelinks", "Q35493", None),
        ("wikidata", "http://www.wikidata.org/entity/Q35493", "Q35493", None),
        ("viaf", "https://viaf.org/viaf/97006051/", "97006051", "https://viaf.org/viaf/97006051"),
        ("geonames", "1526384", "1526384", "https://www.geonames.org/1526384"),
        ("geonames", "https://www.geonames.org/1526384/almaty.html", "1526384", None),
        (
            "isni",
            "0000 0001 2103 2683",
            "0000000121032683",
            "https://isni.org/isni/0000000121032683",
        ),
        ("isni", "0000-0000-0045-648x", "000000000045648X", None),
        ("uri", "https://d-nb.info/gnd/4085139-0", "https://d-nb.info/gnd/4085139-0", None),
    ],
)
def test_kept_identifiers(scheme: str, given: str, kept: str, url: str | None) -> None:
    (found,) = check_identifiers([Identifier(scheme, given)])
    assert found == Identifier(scheme, kept)
    assert url is None or found.url == url


@pytest.mark.parametrize(
    ("scheme", "given"),
    [
        ("wikidata", "35493"),
        ("wikidata", "Q0"),
        ("wikidata", "Q35493 or so"),
        ("wikidata", "https://example.org/wiki/Q35493"),
        ("viaf", "97o06051"),
        ("geonames", "-1"),
        # The check digit of this one is 3.
        ("isni", "0000000121032684"),
        ("uri", "javascript:alert(1)"),
        ("uri", 'https://example.org/" onclick="'),
        ("uri", "https://example.org/" + "x" * 500),
        ("gnd", "4085139-0"),
    ],
)
def test_refused_identifiers(scheme: str, given: str) -> None:
    with pytest.raises(ValidationError) as error:
        check_identifiers([Identifier(scheme, given)])
    assert list(error.value.message_dict) == ["identifiers"]


def test_each_is_kept_once_and_empty_ones_not_at_all() -> None:
    given = [Identifier("viaf", "12"), Identifier("viaf", " "), Identifier("viaf", "12 ")]
    assert check_identifiers(given) == [Identifier("viaf", "12")]
