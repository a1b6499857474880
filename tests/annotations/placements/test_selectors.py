"""What W3C selectors select in a text, and asking for that over the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from annotations.placements.selectors import InvalidSelector, select
from project.people.models import User

TEXT = "The plane left. The plane fell. 飞机\U00020000起飞了。"


def quote(exact: str, **more: Any) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, **more}


def position(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": start, "end": end, **more}


@pytest.mark.parametrize(
    ("selector", "ranges"),
    [
        (quote("fell"), [(26, 30)]),
        (quote("plane", suffix=" fell"), [(20, 25)]),
        (quote("plane", prefix="The ", suffix=" left"), [(4, 9)]),
        (quote("\U00020000起飞"), [(34, 37)]),
        (quote("submarine"), []),
        (position(4, 9), [(4, 9)]),
        (position(4, 9_000), []),
        (position(9, 4), []),
        ([quote("plane"), position(20, 25)], [(20, 25)]),
        ([quote("submarine"), position(20, 25)], []),
        ([position(20, 25)], [(20, 25)]),
        (position(16, 31, refinedBy=quote("plane")), [(20, 25)]),
        (position(16, 31, refinedBy=position(4, 9)), [(20, 25)]),
        (quote("The plane fell.", refinedBy=quote("fell")), [(26, 30)]),
        (quote("The plane fell.", refinedBy=position(4, 9)), [(20, 25)]),
        (quote("submarine", refinedBy=quote("fell")), []),
    ],
)
def test_what_selectors_select(selector: Any, ranges: list[tuple[int, int]]) -> None:
    assert select(TEXT, selector) == ranges


def test_a_position_that_lies_outside_a_quote_says_which_is_meant() -> None:
    assert select(TEXT, quote("plane", refinedBy=position(20, 25)))[0] == (20, 25)


def nested(depth: int) -> dict[str, Any]:
    selector = quote("a")
    for _ in range(depth):
        selector = quote("a", refinedBy=selector)
    return selector


@pytest.mark.parametrize(
    "selector",
    [
        None, "plane", 5, {}, [], [[quote("plane")]], {"type": "RangeSelector"}, {"type": []},
        quote(""), quote("x" * 20_001), quote("x", prefix="x" * 2_001),
        {"type": "TextQuoteSelector"},
        quote(5), quote("x", suffix=None), position(-1, 4), position(0.5, 4), position(True, 4),  # type: ignore[arg-type]
        {"type": "TextPositionSelector", "start": 4}, quote("plane", refinedBy="x"),
        nested(5), [quote("plane")] * 11, [quote("plane"), {"type": "Nothing"}],
        quote("submarine", refinedBy={"type": "Nothing"}),
    ],
)  # fmt: skip
def test_what_is_no_selector(selector: Any) -> None:
    with pytest.raises(InvalidSelector):
        select(TEXT, selector)


def ask(client: APIClient, **body: Any) -> Any:
    return client.post("/api/v1/tools/selectors", body, format="json")


def test_over_the_api(api: Callable[..., APIClient], outsider: User) -> None:
    client = api(outsider)
    answer = ask(client, text=TEXT, selector=quote("fell"))
    assert (answer.status_code, answer.json()) == (200, {"ranges": [[26, 30]]})
    slashed = client.post(
        "/api/v1/tools/selectors/", {"text": "  a ", "selector": quote("a")}, format="json"
    )
    # The text is looked at as it came.
    assert slashed.json() == {"ranges": [[2, 3]]}


def test_strangers_are_asked_to_sign_in(api: Callable[..., APIClient], db: None) -> None:
    assert ask(api(), text=TEXT, selector=quote("fell")).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": TEXT, "selector": {"type": "Nothing"}}, "selector"),
        ({"text": TEXT}, "selector"),
        ({"selector": quote("a")}, "text"),
        ({"text": 5, "selector": [], "more": 1}, "more"),
    ],
)
def test_what_is_wrong_is_said_by_field(
    api: Callable[..., APIClient], outsider: User, body: dict[str, Any], field: str
) -> None:
    answer = ask(api(outsider), **body)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert field in answer.json()["errors"]


def test_long_texts_and_too_many_questions(
    api: Callable[..., APIClient], outsider: User, settings: Settings
) -> None:
    settings.SELECTORS_MAX_CHARACTERS = 10
    settings.SELECTORS_RATE = "2/hour"
    client = api(outsider)
    answer = ask(client, text=TEXT, selector=quote("fell"))
    assert answer.status_code == 413
    assert "at most 10" in answer.json()["detail"]
    ask(client, text="a", selector=quote("a"))
    slowed = ask(client, text="a", selector=quote("a"))
    assert slowed.status_code == 429
    assert int(slowed["Retry-After"]) > 0
