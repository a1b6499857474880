"""Which texts are translations or editions of which, and how their blocks correspond."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sources.parallels.beads import Bead, carried, read_beads
from sources.parallels.models import TextAlignment, TextRelation
from sources.parallels.proposing import propose
from sources.texts.models import Text, TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django_stubs_ext import StrOrPromise

    from project.people.models import User

Kind = TextRelation.Kind
#: The words from the side of the original.
BACKWARDS = {
    Kind.TRANSLATION: pgettext_lazy("of a text", "Translated in"),
    Kind.EDITION: _("Other edition"),
}


@dataclass(frozen=True)
class Related:
    """Another text, and in `words` what the one at hand is to it: "Translation of" or such."""

    words: StrOrPromise
    other: Text
    relation: TextRelation


@dataclass(frozen=True)
class Aligned:
    """The beads of two versions; `kept` is None where they are proposed or carried over."""

    original_version: TextVersion
    version: TextVersion
    beads: list[Bead]
    kept: TextAlignment | None
    is_proposed: bool = False

    @property
    def revision(self) -> int:
        """What to say when saving changes of this."""
        return self.kept.revision if self.kept else 0

    @property
    def checked_count(self) -> int:
        """How many beads a person looked at."""
        return sum(bead.is_checked for bead in self.beads)


def related_texts(texts: Sequence[Text], user: User | AnonymousUser) -> dict[int, list[Related]]:
    """What each of some texts, by its key, is to others that the user may see."""
    relations = (
        TextRelation.objects.visible_to(user)
        .filter(Q(text__in=texts) | Q(original__in=texts))
        .select_related("text__source", "original__source", "workspace", "created_by")
    )
    keys = {text.pk for text in texts}
    found: dict[int, list[Related]] = defaultdict(list)
    for relation in relations:
        for text in (relation.text, relation.original):
            text.workspace = text.source.workspace = relation.workspace
        if relation.text_id in keys:
            words = Kind(relation.kind).label
            found[relation.text_id].append(Related(words, relation.original, relation))
        if relation.original_id in keys:
            words = BACKWARDS[Kind(relation.kind)]
            found[relation.original_id].append(Related(words, relation.text, relation))
    return found


def alignment_of(relation: TextRelation, original: TextVersion, version: TextVersion) -> Aligned:
    """The beads of two versions: as they were kept, else carried over from those kept last for
    other versions, else proposed.
    """
    rows = TextAlignment.objects.existing().filter(relation=relation)
    kept = rows.filter(original_version=original, version=version).first()
    before, after = original.document, version.document
    if kept:
        counts = len(before.text_blocks), len(after.text_blocks)
        return Aligned(original, version, read_beads(kept.beads, *counts), kept)
    last = rows.select_related("original_version", "version").order_by("-pk").first()
    if last is None:
        return Aligned(original, version, propose(before, after), None, is_proposed=True)
    old, new = last.original_version.document, last.version.document
    beads = read_beads(last.beads, len(old.text_blocks), len(new.text_blocks))
    return Aligned(original, version, carried(beads, (old, before), (new, after)), None)
