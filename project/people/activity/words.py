"""Values of fields in words, and where two texts begin and cease to differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Characters shown before the first one that differs, and in all.
LEAD, LONGEST = 30, 240


def in_words(
    model: type[Model], shown: Mapping[str, str | StrPromise], snapshot: Mapping[str, Any]
) -> dict[str, str]:
    """The fields in `shown` of a snapshot: what each is called, and what it says."""
    return {
        str(called): worded(snapshot.get(name), dict(_choices(model, name)))
        for name, called in shown.items()
    }


def worded(value: Any, choices: Mapping[Any, Any] | None = None) -> str:
    """One value, such as JSON has it, for people; empty for what is absent."""
    if value is None or value == "":
        return ""
    if choices and value in choices:
        return str(choices[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(worded(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(filter(None, (worded(item) for item in value.values())))
    return str(value)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts from shortly before they differ, cut to `LONGEST` characters."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((n for n, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = 0 if same <= LEAD or max(len(before), len(after)) <= LONGEST else same - LEAD
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    end = start + LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")


def _choices(model: type[Model], name: str) -> list[tuple[Any, Any]]:
    if "__" in name:
        # A field of the row that it points to.
        return []
    return list(getattr(model._meta.get_field(name), "flatchoices", []))
