"""What became of the files of a batch."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from project.people.history import attributed
from sources.importing.models import Batch, Import
from sources.importing.repeats import in_words
from sources.importing.storing import change_all
from sources.records.duplicates import Traits
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

_STATES = Import.State
#: First what somebody has to look at.
_ORDER = (
    _STATES.FAILED, _STATES.SKIPPED, _STATES.CANCELLED, _STATES.RUNNING, _STATES.QUEUED,
    _STATES.DONE,
)  # fmt: skip
#: Letters that spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Progress:
    """How far a batch is: files by their state."""

    batch: Batch
    counts: dict[str, int]

    @property
    def all(self) -> int:
        """How many files there are."""
        return sum(self.counts.values())

    @property
    def ended(self) -> int:
        """How many of them are through, whatever became of them."""
        waiting = (_STATES.QUEUED, _STATES.RUNNING)
        return self.all - sum(self.counts.get(state, 0) for state in waiting)

    @property
    def percent(self) -> int:
        """Of all files; 0 while a ZIP is not unpacked."""
        return 100 * self.ended // self.all if self.all else 0

    @property
    def seen(self) -> str:
        """What a page that asks again says it shows: it changes with every twentieth."""
        return f"{self.batch.state}-{self.percent // 5}"

    @cached_property
    def by_state(self) -> list[tuple[Import.State, int]]:
        """The states in which files are, what has to be looked at first."""
        return [(state, self.counts[state]) for state in _ORDER if self.counts.get(state)]


def progress_of(batch: Batch) -> Progress:
    """How far a batch is."""
    found = batch.imports.existing().values_list("state").annotate(Count("pk")).order_by()
    return Progress(batch, dict(found))


def files_of(batch: Batch, user: User | AnonymousUser, state: str = "") -> QuerySet[Import]:
    """The imports of a batch that a user may see, by path, with all that is said of them."""
    found = Import.objects.visible_to(user).filter(batch=batch)
    if state:
        found = found.filter(state=state)
    return found.select_related(
        "original", "source", "text__source", "same_as__text__source", "workspace"
    ).order_by("path", "pk")


def remark(found: Import) -> str:
    """What is to be said of one file beside its state; empty where nothing is."""
    if found.error:
        return found.error
    if found.state == _STATES.SKIPPED and found.same_as:
        if found.same_as.text:
            return in_words(found.same_as)
        return _("The same file stands here twice, also as %(path)s.") % {
            "path": found.same_as.path
        }
    return " ".join(found.warnings)


def as_csv(rows: Iterable[Import]) -> Iterator[str]:
    """The report as lines of a CSV, the first with the mark that Excel needs."""
    lines: list[str] = []

    class _Sink:
        def write(self, line: str) -> None:
            lines.append(line)

    writer = csv.writer(_Sink())
    header = (_("File"), _("Result"), _("Remarks"), _("Citation key"), _("Source"), _("SHA-256"))
    writer.writerow(header)
    lines[0] = "\ufeff" + lines[0]
    for row in rows:
        source = row.text.source if row.text else None
        cells = (
            row.path or row.original.filename,
            row.get_state_display(),
            remark(row),
            source.citation_key if source else "",
            source.title if source else "",
            row.original.sha256,
        )
        writer.writerow(f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in cells)
        yield from lines
        lines.clear()
    yield from lines


def tell_of_likely_doubles(batch: Batch) -> None:
    """Warn of sources that a batch made and that may be here already: by identifier or title.

    Titles count as the same in whatever case, marks and order of words; nothing is merged.
    """
    imports = batch.imports.filter(state=_STATES.DONE).select_related("source")
    # A text that joined a source is no double of it, and what was told is not told again.
    made = [
        each for each in imports
        if each.source and each.source.created_at >= batch.created_at and not each.warnings
    ]  # fmt: skip
    new = [each.source.pk for each in made if each.source]
    others = Source.objects.existing().filter(workspace=batch.workspace).exclude(pk__in=new)
    known = {sign: other for other in others for sign in _signs(other)}
    doubtful = []
    for each in made:
        assert each.source is not None
        if other := next((known[sign] for sign in _signs(each.source) if sign in known), None):
            each.warnings = [
                _("This may be the same source as “%(title)s” (%(key)s).")
                % {"title": other.title, "key": other.citation_key}
            ]
            doubtful.append(each)
    if doubtful:
        with attributed(str(batch.created_by.uid)):
            change_all(doubtful, "warnings")


def _signs(source: Source) -> Iterator[object]:
    traits = Traits(source.csl, source.date, source.variants)
    yield from traits.identifiers
    for title in traits.titles:
        yield (title, traits.year)
