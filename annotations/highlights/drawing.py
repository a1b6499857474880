"""What the reading page draws: the passages of a version, and what their colours may stand for.

`frontend/src/reader/data.ts` reads the same form; docs/front-end.md describes it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from enum import IntFlag
from typing import TYPE_CHECKING, Any

from annotations.claims.models import Citation, Stance
from annotations.highlights.models import Highlight, HighlightTag, Placement
from annotations.replies.models import Reply
from sources.texts.models import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


class Flag(IntFlag):
    """What the reading page draws apart; `frontend/src/reader` knows the same numbers."""

    MINE = 1
    PRIVATE = 2
    #: Its place in this version is uncertain.
    UNSURE = 4
    CITED = 8
    #: It bears a comment, tags or replies.
    SPEAKS = 16
    #: The talk about it is settled.
    RESOLVED = 32
    # 64 is the browser's own: deleted, with an undo on offer.
    #: There are replies.
    ANSWERED = 128


#: Highlight; start and end in code points of the version; `Flag`s; places in the legend: the
#: author, the tags, the disputes; places in `Stance` of the stances it is cited with.
Row = tuple[str, int, int, int, int, list[int], list[int], list[int]]


@dataclass(frozen=True)
class Legend:
    """What colours may stand for, each once: uid, name, and a tag's colour."""

    authors: list[tuple[str, str]] = field(default_factory=list)
    tags: list[tuple[str, str, str]] = field(default_factory=list)
    disputes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Drawing:
    """The passages in the order of the text."""

    passages: list[Row]
    legend: Legend

    def as_json(self) -> dict[str, Any]:
        """Ready for `json_script` and for HX-Trigger."""
        return {"passages": self.passages, "legend": asdict(self.legend)}


def draw(
    version: TextVersion, user: User | AnonymousUser, *, only: Highlight | None = None
) -> Drawing:
    """What `user` sees marked in `version`, in a constant number of queries."""
    return _Draughtsman(version, user, only).drawing()


class _Index:
    """Gives each thing its place in a list, by its first value, the uid."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, uid: Any, *more: str) -> int:
        if uid not in self._places:
            self._places[uid] = len(self.entries)
            self.entries.append((str(uid), *more))
        return self._places[uid]


class _Draughtsman:
    def __init__(
        self, version: TextVersion, user: User | AnonymousUser, only: Highlight | None
    ) -> None:
        self.version, self.user = version, user
        self.visible = Highlight.objects.visible_to(user).filter(text=version.text_id)
        if only is not None:
            self.visible = self.visible.filter(pk=only.pk)
        self.authors, self.tags, self.disputes = _Index(), _Index(), _Index()

    def drawing(self) -> Drawing:
        tags, (disputes, stances) = self._tags(), self._citations()
        answered = set(self._of_visible(Reply).values_list("highlight", flat=True))
        passages: list[Row] = []
        for (
            pk,
            uid,
            start,
            end,
            status,
            author,
            author_uid,
            name,
            sharing,
            comment,
            resolved,
        ) in self._rows():
            flags = (
                (Flag.MINE if author == self.user.pk else 0)
                | (Flag.PRIVATE if sharing == Highlight.Sharing.PRIVATE else 0)
                | (Flag.UNSURE if status == Placement.Status.UNCERTAIN else 0)
                | (Flag.CITED if pk in stances else 0)
                | (Flag.SPEAKS if comment or pk in tags or pk in answered else 0)
                | (Flag.RESOLVED if resolved else 0)
                | (Flag.ANSWERED if pk in answered else 0)
            )
            by = self.authors.place(author_uid, name)
            facets = (tags.get(pk, []), sorted(disputes.get(pk, ())), sorted(stances.get(pk, ())))
            passages.append((str(uid), start, end, flags, by, *facets))
        legend = Legend(self.authors.entries, self.tags.entries, self.disputes.entries)
        return Drawing(passages, legend)

    def _rows(self) -> Any:
        return (
            Placement.objects.filter(version=self.version, passage__highlight__in=self.visible)
            .exclude(status=Placement.Status.ORPHANED)
            .order_by("start", "end", "id")
            .values_list(
                "passage__highlight",
                "passage__highlight__uid",
                "start",
                "end",
                "status",
                "passage__highlight__created_by",
                "passage__highlight__created_by__uid",
                "passage__highlight__created_by__display_name",
                "passage__highlight__sharing",
                "passage__highlight__comment",
                "passage__highlight__resolved_at",
            )
        )

    def _of_visible(self, model: Any) -> Any:
        """Rows that hang on one of the highlights, as far as the user may know of them."""
        return model.objects.visible_to(self.user).filter(highlight__in=self.visible)

    def _tags(self) -> dict[int, list[int]]:
        """By highlight: places of its tags in the legend, in the order of their names."""
        links = HighlightTag.objects.filter(highlight__in=self.visible, tag__deleted_at=None)
        found: dict[int, list[int]] = defaultdict(list)
        for pk, uid, name, colour in links.order_by("tag__name").values_list(
            "highlight", "tag__uid", "tag__name", "tag__colour"
        ):
            found[pk].append(self.tags.place(uid, name, colour))
        return found

    def _citations(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        """By highlight: places of the disputes in the legend, and places in `Stance`."""
        order = list(Stance)
        disputes: dict[int, set[int]] = defaultdict(set)
        stances: dict[int, set[int]] = defaultdict(set)
        for pk, stance, uid, title, deleted in (
            self._of_visible(Citation)
            .order_by("claim__question__dispute__title")
            .values_list(
                "highlight",
                "stance",
                "claim__question__dispute__uid",
                "claim__question__dispute__title",
                "claim__question__dispute__deleted_at",
            )
        ):
            stances[pk].add(order.index(Stance(stance)))
            if uid and not deleted:
                disputes[pk].add(self.disputes.place(uid, title))
        return disputes, stances
