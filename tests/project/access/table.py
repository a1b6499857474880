"""What a row of the table of access says, and what follows from it.

A new address needs a row in `rows/`, in the file of its app. It names the address, what lies
there, and for each method who may use it:

    row("sources:source", at="source", GET=READ)
    row("sources:delete_source", at="source", GET=EDIT_SOURCES, POST=EDIT_SOURCES)
    row("api:claim-list", GET=READ, POST=(STATE_CLAIMS, {"statement": "It rained."}))

`at` is a fixture (tests/cast.py) or a function of `get`, which gives fixtures by name; its `uid`
fills the address. For an address with other parameters it is a function that gives a dict of
them. `workspace_uid` is filled in anyway.

Who may: a `Permission`, `ANYBODY`, `SIGNED_IN`, or `own("annotator")` for what is one person's
alone; `own("annotator", ANNOTATE)` where that person must have a permission too; `reading(REVIEW)`
where a token to read is enough. `custom` takes any other rule. With it stands what to send (a
dict, or a function of `get`): fields of a form, JSON for the API, the query for GET. It must
succeed for everybody who may. Each request is undone before the next one.

HEAD goes with GET. A method that is not in the row must answer 405.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from project.api import unknown_address
from project.people.models import User, Workspace
from project.people.permissions import Permission, may

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

Anyone = User | AnonymousUser
#: Gives a fixture by its name.
Get = Callable[[str], Any]
Rule = Callable[[Anyone, Workspace], bool]


@dataclass(frozen=True)
class Need:
    """Who may use a method. `hidden`: others may be told that there is nothing."""

    allows: Rule
    hidden: bool = False
    #: Whether what is posted writes anything, so that a token to read is not enough.
    writes: bool = True


ANYBODY = Need(lambda *_: True)
SIGNED_IN = Need(lambda user, _: user.is_authenticated)
#: Whoever is signed in, to ask for something that takes a body and keeps nothing.
ASKING = Need(lambda user, _: user.is_authenticated, writes=False)


def own(name: str, permission: Permission | None = None) -> Need:
    """The person of the cast with this name alone, if they have the permission."""

    def allows(user: Anyone, workspace: Workspace) -> bool:
        is_theirs = isinstance(user, User) and user.email == f"{name}@example.org"
        return is_theirs and (permission is None or may(user, workspace, permission))

    return Need(allows, hidden=True)


def reading(permission: Permission) -> Need:
    """Whoever has the permission, with a token to read too."""
    return Need(lambda user, there: may(user, there, permission, reading=True), writes=False)


def custom(allows: Rule) -> Need:
    """Whomever `allows(user, workspace)` allows; the others get 403 or 404, or
    are told in words (409, 422)."""
    return Need(allows, hidden=True)


@dataclass(frozen=True)
class Ask:
    """One method of an address: who may use it, and what is sent."""

    need: Need | Permission
    sent: Callable[[Get], dict[str, Any]] | dict[str, Any]

    def allows(self, user: Anyone, workspace: Workspace) -> bool:
        """Whether the table of permissions lets `user` do this."""
        if isinstance(self.need, Permission):
            return may(user, workspace, self.need)
        return self.need.allows(user, workspace)

    @property
    def hidden(self) -> bool:
        """Whether those who may not may also be told that there is nothing."""
        return isinstance(self.need, Need) and self.need.hidden

    def body(self, get: Get) -> dict[str, Any]:
        """What is sent."""
        return self.sent(get) if callable(self.sent) else self.sent


At = str | Callable[[Get], Any] | None


@dataclass(frozen=True)
class Row:
    """One address and all its methods."""

    name: str
    at: At
    asks: dict[str, Ask]

    def __str__(self) -> str:
        return self.name

    @property
    def is_api(self) -> bool:
        """Whether programs ask there."""
        return self.name.startswith("api:")

    def url(self, get: Get) -> str:
        """The address of what the cast has there."""
        found = get(self.at) if isinstance(self.at, str) else self.at(get) if self.at else {}
        kwargs = dict(found) if isinstance(found, dict) else {"uid": found.uid}
        if "<uuid:workspace_uid>" in addresses()[self.name]:
            kwargs.setdefault("workspace_uid", get("workspace").uid)
        return reverse(self.name, kwargs=kwargs)


Said = Need | Permission | tuple[Need | Permission, Any] | None


def row(name: str, at: At = None, **methods: Said) -> Row:
    """A row: the address's name, what lies there, and who may use which method."""
    assert set(methods) <= set(METHODS), name
    said = {method: need for method, need in methods.items() if need is not None}
    return Row(
        name,
        at,
        {m: Ask(*need) if isinstance(need, tuple) else Ask(need, {}) for m, need in said.items()},
    )


@cache
def addresses() -> dict[str, str]:
    """The route of every address of the program, by name."""
    routes: dict[str, str] = {}
    for name, route in _patterns(get_resolver().url_patterns):
        assert name not in routes, f"Two addresses have the name {name}."
        routes[name] = route
    return routes


def _patterns(
    patterns: list[Any], namespace: str = "", before: str = ""
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inside = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _patterns(pattern.url_patterns, inside, route)
        elif isinstance(pattern, URLPattern) and pattern.callback is not unknown_address:
            assert pattern.name, f"{route} has no name."
            yield namespace + pattern.name, route
