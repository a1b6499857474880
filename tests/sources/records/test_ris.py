"""CSL-JSON as RIS."""

from typing import Any

import pytest

from sources.quick_add.formats import Format
from sources.quick_add.reading import read
from sources.records.ris import ris

BOOK = {
    "id": "forbes1986",
    "type": "book",
    "title": "Warlords and\nMuslims",
    "author": [
        {"family": "Forbes", "given": "Andrew", "suffix": "Jr"},
        {"literal": "Ministry of Air"},
        {"non-dropping-particle": "van", "family": "Gogh", "given": "V."},
    ],
    "issued": {"date-parts": [[1949, 8, 24]]},
    "page": "12–34",
    "keyword": "one, two",
    "archive_collection": "Fond 17",
    "archive_location": "f. 3",
    "interviewer": [{"family": "Benson"}],
}


@pytest.mark.parametrize(
    "line",
    [
        "TY  - BOOK",
        "ID  - forbes1986",
        "TI  - Warlords and Muslims",
        "AU  - Forbes, Andrew, Jr",
        "AU  - Ministry of Air",
        "AU  - van Gogh, V.",
        "PY  - 1949",
        "DA  - 1949/08/24/",
        "SP  - 12",
        "EP  - 34",
        "KW  - two",
        "N1  - Fond 17, f. 3",
        "N1  - interviewer: Benson",
    ],
)
def test_lines(line: str) -> None:
    assert line in ris([BOOK]).splitlines()


@pytest.mark.parametrize(
    ("issued", "written"),
    [
        ({"date-parts": [[1949]]}, "DA  - 1949///"),
        ({"date-parts": [[1949, 8], [1950]]}, "DA  - 1949/08//"),
        ({"literal": "the 1940s"}, "N1  - the 1940s"),
    ],
)
def test_dates(issued: dict[str, Any], written: str) -> None:
    item = {"id": "a", "type": "letter", "title": "A", "issued": issued}
    lines = ris([item]).splitlines()
    assert written in lines
    assert "TY  - GEN" in lines


def test_nothing_is_nothing() -> None:
    assert ris([]) == ""


def test_it_comes_back() -> None:
    [entry] = read(ris([BOOK]), Format.RIS)
    assert (entry.key, entry.date) == ("forbes1986", "1949-08-24")
    assert sorted(entry.keywords) == ["one", "two"]
    assert entry.csl["title"] == "Warlords and Muslims"
