"""highlights.jsonld: the cited highlights as a W3C Web Annotation collection."""

from __future__ import annotations

from annotations.bundles.selection import Selection
from annotations.bundles.writers.base import Writer
from annotations.bundles.writers.json_text import json_bytes
from annotations.highlights.models import Highlight, Passage
from annotations.web_annotation.model import Note, Target, Version, collection
from sources.texts.models import TextVersion


class AnnotationsJsonLd(Writer):
    """Readable by every tool that knows the Recommendation."""

    name = "highlights.jsonld"

    def write(self, selection: Selection) -> bytes:
        dispute, versions = selection.dispute, selection.version_by_id
        notes = [_note(highlight, versions) for highlight in selection.highlights]
        return json_bytes(collection(dispute.uid, dispute.title, notes))


def _note(highlight: Highlight, versions: dict[int, TextVersion]) -> Note:
    return Note(
        uid=highlight.uid,
        created=highlight.created_at,
        creator=highlight.created_by.display_name,
        targets=[
            _target(passage, versions[passage.version_id]) for passage in highlight.passages.all()
        ],
        comment=highlight.comment,
        tags=sorted(tag.name for tag in highlight.tags.all()),
    )


def _target(passage: Passage, version: TextVersion) -> Target:
    return Target(
        version=Version(
            uid=version.uid,
            created=version.created_at,
            sha256=version.sha256,
            language=version.text.language,
            direction=version.text.direction,
        ),
        start=passage.start,
        end=passage.end,
        exact=passage.exact,
        prefix=passage.prefix,
        suffix=passage.suffix,
    )
