"""The sources of a workspace in short: one line each, from which facets are counted.

All lines are read at once, the database looks for words and puts them in order, and the rest is
sets in memory: each facet counts what the other facets leave, in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sources.lists.orders import in_order
from sources.models import SourceTag, Tag, Text
from sources.records.models import Source
from sources.records.queries import having_words

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace

#: Primary keys of the sources of which something is so, as far as the user may know.
Finder = Callable[["User | AnonymousUser", "Workspace"], Iterable[int]]


@dataclass
class Flags:
    """What is so or not so of a source, by name. Other apps add what they know."""

    _finders: dict[str, Finder] = field(default_factory=dict)

    def add(self, name: str, find: Finder) -> None:
        """Tell of every source whether `find` finds it. The same `name` replaces."""
        self._finders[name] = find

    def of(self, user: User | AnonymousUser, workspace: Workspace) -> dict[str, frozenset[int]]:
        """The sources that each flag is set on, one query a flag."""
        return {name: frozenset(find(user, workspace)) for name, find in self._finders.items()}


#: `text`: has a text. Annotations add `cited`.
FLAGS = Flags()


@dataclass(frozen=True, slots=True)
class Line:
    """A source as far as facets look at it. `tags` are primary keys, those above them too."""

    pk: int
    type: str
    language: str
    date: str
    originality: str
    tags: frozenset[int]


class Catalogue:
    """The sources of a workspace that `user` sees and that have every word of `q`, in order."""

    def __init__(
        self, user: User | AnonymousUser, workspace: Workspace, *, q: str = "", sort: str = "key"
    ) -> None:
        self.user = user
        self.workspace = workspace
        found = Source.objects.visible_to(user).filter(workspace=workspace)
        self._found = in_order(having_words(found, q), sort)

    @cached_property
    def lines(self) -> list[Line]:
        """One line a source."""
        borne = self._tags_borne()
        values = self._found.values_list("pk", "csl__type", "csl__language", "date", "originality")
        return [
            Line(pk, str(kind), str(language or ""), date, originality, borne.get(pk, frozenset()))
            for pk, kind, language, date, originality in values
        ]

    @cached_property
    def tags(self) -> dict[int, Tag]:
        """The workspace's tags by primary key."""
        seen = Tag.objects.visible_to(self.user).filter(workspace=self.workspace)
        return {tag.pk: tag for tag in seen}

    @cached_property
    def flags(self) -> Mapping[str, frozenset[int]]:
        """The sources that each flag is set on."""
        return FLAGS.of(self.user, self.workspace)

    def _tags_borne(self) -> dict[int, frozenset[int]]:
        above = {pk: frozenset(self._with_broader(pk)) for pk in self.tags}
        pairs = SourceTag.objects.filter(workspace=self.workspace, deleted_at=None)
        borne: dict[int, frozenset[int]] = {}
        for source, tag in pairs.values_list("source", "tag"):
            borne[source] = borne.get(source, frozenset()) | above.get(tag, frozenset())
        return borne

    def _with_broader(self, tag: int | None) -> set[int]:
        found: set[int] = set()
        while tag in self.tags and tag not in found:
            found.add(tag)
            tag = self.tags[tag].broader_id
        return found


def sources_with_text(user: User | AnonymousUser, workspace: Workspace) -> Iterable[int]:
    """The flag `text`."""
    texts = Text.objects.visible_to(user).filter(workspace=workspace)
    return texts.order_by().values_list("source", flat=True).distinct()
