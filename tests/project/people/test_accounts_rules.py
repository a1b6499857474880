"""ORCID iDs, browsers in words, time zones, handles: rules without a database."""

from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from project.people.accounts import agents, handles, orcid, time_zones


@pytest.mark.parametrize(
    "written",
    [
        "0000-0002-1825-0097",
        " 0000000218250097 ",
        "https://orcid.org/0000-0002-1825-0097",
        "http://www.orcid.org/0000-0002-1825-0097/",
        "orcid.org/0000-0002-1825-0097",
    ],
)
def test_an_orcid_id_is_kept_bare(written: str) -> None:
    assert orcid.bare(written) == "0000-0002-1825-0097"


def test_the_check_character_may_be_x() -> None:
    assert orcid.bare("0000-0002-1694-233x") == "0000-0002-1694-233X"


@pytest.mark.parametrize(
    "written",
    [
        "0000-0002-1825-0098",
        "0000-0002-1852-0097",
        "0000-0002-1825-009",
        "0000-0002-1825-00977",
        "https://example.org/0000-0002-1825-0097",
        "٠٠٠٠-٠٠٠٢-١٨٢٥-٠٠٩٧",
        "0000-0002-1825-009X",
        "X000-0002-1825-0097",
    ],
)
def test_what_is_no_orcid_id(written: str) -> None:
    with pytest.raises(ValidationError):
        orcid.bare(written)


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/2010 Firefox/140.0", "Firefox on Linux"),
        (f"(Windows NT 10.0) {WEBKIT} Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (f"(iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} Safari/604", "Safari on iPhone"),
        (f"(Linux; Android 15) {WEBKIT} Chrome/140.0 Mobile Safari/537", "Chrome on Android"),
        (f"(Macintosh; Intel Mac OS X 10_15) {WEBKIT} Safari/605.1.15", "Safari on macOS"),
        ("curl/8.5.0", "Unknown browser"),
        ("", "Unknown browser"),
    ],
)
def test_browsers_in_words(agent: str, words: str) -> None:
    assert agents.in_words(agent) == words


def test_every_time_zone_on_offer_is_one() -> None:
    offered = [name for _, places in time_zones.by_region() for name, _ in places]
    assert {"Asia/Almaty", "Asia/Urumqi", "America/Argentina/Ushuaia"} <= set(offered)
    assert set(offered) | {"UTC"} == set(time_zones.names())
    for name in offered:
        assert ZoneInfo(name).key == name


def test_places_are_called_by_their_names() -> None:
    places = dict(dict(time_zones.by_region())["America"])
    assert places["America/New_York"] == "New York"
    assert places["America/Argentina/Ushuaia"] == "Ushuaia (Argentina)"


@pytest.mark.parametrize(
    ("name", "taken", "handle"),
    [
        ("Anna Petrova", [], "anna-petrova"),
        ("Anna Petrova", ["Anna-Petrova"], "anna-petrova-2"),
        ("Анна", ["анна", "анна-2"], "анна-3"),
        ("???", [], "person"),
    ],
)
def test_handles_are_proposed(name: str, taken: list[str], handle: str) -> None:
    assert handles.propose(name, taken) == handle
