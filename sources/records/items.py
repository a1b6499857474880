"""A source as one CSL-JSON item and back.

`id` is the citation key and `issued` the date. What CSL has no variable for (further scripts,
originality, provenance, rights) stands in `custom`, the standard's place for it, under
`testimonia`; so the item tells all, and comes back whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sources.records import edtf

if TYPE_CHECKING:
    from sources.records.models import Source

#: Our place in an item's `custom`, and the fields of a source that stand there.
CUSTOM = "testimonia"
FIELDS = ("variants", "originality", "provenance", "rights")


def whole_item(source: Source) -> dict[str, Any]:
    """The whole CSL-JSON item, as CSL processors read it."""
    item = {"id": source.citation_key, **source.csl}
    if source.date:
        item["issued"] = edtf.date_parts(edtf.parse(source.date))
    if ours := {name: getattr(source, name) for name in FIELDS if getattr(source, name)}:
        item["custom"] = {**item.get("custom", {}), CUSTOM: ours}
    return item


def taken_apart(item: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The item without what stands elsewhere in a source, and that by its name there.

    The second has `id` and `issued` as they came, and what of `FIELDS` is in `custom`.
    """
    csl = {name: value for name, value in item.items() if name not in ("id", "issued")}
    apart: dict[str, Any] = {name: item[name] for name in ("id", "issued") if name in item}
    custom = csl.get("custom")
    if isinstance(custom, dict) and isinstance(custom.get(CUSTOM), dict):
        ours = custom[CUSTOM]
        apart |= {name: ours[name] for name in FIELDS if name in ours}
        csl["custom"] = {name: value for name, value in custom.items() if name != CUSTOM}
        if not csl["custom"]:
            del csl["custom"]
    return csl, apart
