"""What was read, made into sources and texts: many at once, or all of none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from project.people.models import User, Workspace
from sources.importing.base import Image, Imported
from sources.importing.models import Import, Original
from sources.records.csl import check_item
from sources.records.models import Source
from sources.texts.directions import usual_writing_mode
from sources.texts.models import Text, TextVersion
from sources.texts.services import version_saved

#: What a file is where nobody says.
_TYPE = "document"
_LONGEST_TITLE = 300


@dataclass
class Read:
    """An import with what was read of its file."""

    asked: Import
    imported: Imported

    @property
    def title(self) -> str:
        """As the table says, as the file says, or after its name."""
        told = self.asked.details.get("csl", {}).get("title") or self.imported.title
        name = PurePosixPath(self.asked.path or self.asked.original.filename).stem
        title = " ".join(str(told or name).replace("\0", " ").split())
        return title[:_LONGEST_TITLE] or _("[untitled]")


def store(*, actor: User, workspace: Workspace, read: Sequence[Read]) -> None:
    """Make a text of each, and a source of each that has none. Raises ValidationError.

    Called in a transaction of `actor`. A citation key that a source here has means that source.
    """
    _give_sources(actor, workspace, read)
    texts = Text.objects.bulk_create(_text(actor, each) for each in read)
    versions = TextVersion.objects.bulk_create(
        _version(actor, text, each) for text, each in zip(texts, read, strict=True)
    )
    for version in versions:
        version_saved.send(sender=TextVersion, version=version, actor=actor)
    for text, each in zip(texts, read, strict=True):
        each.asked.text = text
        each.asked.state = Import.State.DONE
        each.asked.warnings = list(each.imported.warnings)
        keep_images(actor=actor, source=text.source, images=each.imported.images)
    change_all([each.asked for each in read], "text", "source", "state", "warnings")


def change_all(pending: Sequence[Import], *fields: str) -> None:
    """Save these fields of many imports: what `bulk_update` does, without its long sentences."""
    Import.objects.bulk_create(
        pending, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def keep_images(*, actor: User, source: Source, images: Iterable[Image]) -> None:
    """Attach the pictures of a file to its source; its figures name them by their SHA-256."""
    from sources.attachments.models import Attachment
    from sources.importing.keeping import keep_file

    wanted = {image.sha256: image for image in images}
    if not wanted:
        return
    attached = Attachment.objects.existing().filter(source=source)
    here = set(attached.values_list("original__sha256", flat=True))
    new = [image for sha256, image in wanted.items() if sha256 not in here]
    for image in new:
        keep_file(path_of(image.sha256), image.data)
    common = {"workspace_id": source.workspace_id, "created_by": actor}
    originals = Original.objects.bulk_create(
        Original(
            filename=image.name[-255:],
            media_type=image.media_type,
            size=len(image.data),
            sha256=image.sha256,
            file=path_of(image.sha256),
            **common,
        )
        for image in new
    )
    Attachment.objects.bulk_create(
        Attachment(source=source, original=original, **common) for original in originals
    )


def path_of(sha256: str) -> str:
    """Where a file with this hash is kept."""
    return f"originals/{sha256[:2]}/{sha256}"


def _give_sources(actor: User, workspace: Workspace, read: Sequence[Read]) -> None:
    """Find the source of each by its key, or make one, once for each key."""
    from sources.quick_add.services import add_entries

    without = [each for each in read if each.asked.source is None]
    keys = {key for each in without if (key := each.asked.details.get("key"))}
    known = {
        source.citation_key: source
        for source in Source.objects.existing().filter(workspace=workspace, citation_key__in=keys)
    }
    new: dict[Any, Read] = {}
    for number, each in enumerate(without):
        key = each.asked.details.get("key") or number
        if key not in known:
            new.setdefault(key, each)
    made = add_entries(actor=actor, workspace=workspace, entries=[_entry(e) for e in new.values()])
    by_key = {**known, **dict(zip(new, made, strict=True))}
    for number, each in enumerate(without):
        each.asked.source = by_key[each.asked.details.get("key") or number]
    _tag(actor, [(source, new[key]) for key, source in zip(new, made, strict=True)])


def _entry(each: Read) -> Any:
    from sources.quick_add.reading import Entry

    details = each.asked.details
    csl = {"type": _TYPE, "language": each.asked.language, **details.get("csl", {})}
    csl["title"] = each.title
    check_item(csl)
    return Entry(0, 0, details.get("key", ""), csl=csl, date=details.get("date", ""))


def _tag(actor: User, made: Iterable[tuple[Source, Read]]) -> None:
    from sources.tags.bearing import BEARERS
    from sources.tags.services import tag_rows

    borne: dict[str, list[Source]] = {}
    for source, each in made:
        for name in each.asked.details.get("tags", ()):
            borne.setdefault(name, []).append(source)
    for name, sources in borne.items():
        tag_rows(actor=actor, bearer=BEARERS["sources"], rows=sources, names=[name])


def _text(actor: User, each: Read) -> Text:
    asked, imported = each.asked, each.imported
    text = Text(
        workspace_id=asked.workspace_id,
        created_by=actor,
        source=asked.source,
        kind=asked.kind,
        title=(asked.title or imported.title or "")[:_LONGEST_TITLE],
        language=asked.language,
        direction=asked.direction or imported.direction,
        writing_mode=usual_writing_mode(asked.language),
    )
    text.clean_fields(exclude=["workspace", "created_by", "source"])
    return text


def _version(actor: User, text: Text, each: Read) -> TextVersion:
    document = each.imported.document
    return TextVersion(
        workspace_id=text.workspace_id,
        created_by=actor,
        text=text,
        number=1,
        content=document.content,
        blocks=document.blocks_json(),
        marks=document.marks_json(),
        sha256=hashlib.sha256(document.content.encode()).hexdigest(),
    )
