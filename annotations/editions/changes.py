"""How one edition differs from the one before. Pure: frozen content in, counts out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.editions.canonical import canonical

Json = dict[str, Any]

#: What is counted, in this order, and what it is called.
KINDS: dict[str, str | Promise] = {
    "questions": _("Questions"),
    "accounts": _("Accounts"),
    "claims": _("Claims"),
    "citations": _("Citations"),
    "search_logs": _("Searches that found nothing"),
    "reviews": _("Verdicts"),
    "resolutions": _("Outcomes"),
    "sources": _("Sources"),
    "derivations": _("Dependences between sources"),
    "authorities": _("Persons, groups, places and works"),
    "texts": _("Whole texts"),
}

#: What stands in a row but is a row itself, or follows from others: from its place among them, the
#: language of the edition, the name that somebody goes by, the newest version of a text.
_NOT_ITS_OWN = frozenset(
    {
        *("citations", "reviews", "resolutions"),
        *("conflicts", "reasons", "roots", "changed_since", "replaced", "split_from"),
        *("shown", "shown_date", "shown_dates", "shown_place", "reference"),
        *("creator", "place", "quote_check"),
    }
)


def changes(old: Json, new: Json) -> list[Json]:
    """For each kind of thing that changed: `kind`, the identities of those `added` and `changed`,
    and how many were `removed`.

    Of what was removed no more is told, so that nothing of a withdrawn edition comes back by
    the one after it.
    """
    before, after = _rows(old), _rows(new)
    found = [{"kind": kind, **_compared(before[kind], after[kind])} for kind in KINDS]
    return [each for each in found if each["added"] or each["changed"] or each["removed"]]


def _compared(before: dict[str, str], after: dict[str, str]) -> Json:
    return {
        "added": [uid for uid in after if uid not in before],
        "changed": [uid for uid, row in after.items() if before.get(uid, row) != row],
        "removed": len(before.keys() - after.keys()),
    }


def _rows(content: Json) -> dict[str, dict[str, str]]:
    """The rows of each kind by identity, as what can be compared."""
    judged = (*content["questions"], *content["claims"])
    nested: dict[str, list[Json]] = {
        "citations": _within(content["claims"], "citations"),
        "reviews": _within(judged, "reviews"),
        "resolutions": _within(content["questions"], "resolutions"),
    }
    return {
        kind: {row["id"]: _own(row) for row in nested.get(kind) or content.get(kind, ())}
        for kind in KINDS
    }


def _within(rows: Iterable[Json], name: str) -> list[Json]:
    return [part for row in rows for part in row[name]]


def _own(row: Json) -> str:
    own = {name: value for name, value in row.items() if name not in _NOT_ITS_OWN}
    if quote := own.get("quote"):
        # What is shown around a quote depends on how many there are.
        own["quote"] = quote["exact"]
    return canonical(own)
