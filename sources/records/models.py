"""Sources: bibliographic records."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow
from sources.records import edtf


@tracked()
class Source(WorkspaceRow):
    """A bibliographic record: a CSL-JSON item with a citation key.

    `csl` is the item without `id` and `issued`, which live in `citation_key` and `date`;
    `csl_item` puts the three together again. Archive, collection and shelfmark are CSL's
    `archive`, `archive_collection` and `archive_location`.
    """

    edit_permission = Permission.EDIT_SOURCES

    citation_key = models.CharField(max_length=80)
    csl = models.JSONField()
    date = models.CharField("date (EDTF)", max_length=100, blank=True)

    class Meta(WorkspaceRow.Meta):
        ordering = ["citation_key", "id"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "citation_key"],
                name="sources_source_citation_key",
                violation_error_message="Another source here has this citation key.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sources:source", args=[self.workspace.uid, self.uid])

    @property
    def title(self) -> str:
        """The item's title, or its citation key where it has none."""
        return str(self.csl.get("title") or self.citation_key)

    @property
    def type(self) -> str:
        """The item's CSL type, such as `letter`."""
        return str(self.csl["type"])

    @property
    def language(self) -> str:
        """The BCP 47 tag of the source, and so of its title; empty where it is not told."""
        return str(self.csl.get("language", ""))

    @property
    def creators(self) -> str:
        """Who it is by: family or literal names of the authors, else of the editors."""
        names = self.csl.get("author") or self.csl.get("editor") or []
        return ", ".join(name.get("literal") or name.get("family", "") for name in names)

    @property
    def shown_date(self) -> str:
        """The date in words."""
        return edtf.show(edtf.parse(self.date)) if self.date else ""

    def csl_item(self) -> dict[str, Any]:
        """The whole CSL-JSON item, as CSL processors read it."""
        issued = {"issued": edtf.date_parts(edtf.parse(self.date))} if self.date else {}
        return {"id": self.citation_key, **self.csl, **issued}
