"""All writes to highlights and their tags; `passages` changes what a highlight marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from annotations.highlights.models import Highlight
from annotations.highlights.placing import Span, add_passages, check_ranges
from annotations.placements.placing import place_in_later_versions
from project.people import services as people
from project.people.history import acting
from project.people.models import User
from project.people.permissions import NotPermitted, Permission
from project.people.refusing import Refused, require_current
from sources.tags.bearing import BEARERS
from sources.tags.services import set_tags
from sources.texts.models import Text, TextVersion

#: Sent inside the transaction that changed what is said of a highlight, with `highlight`,
#: `actor`, and `before`, the comment until then.
comment_changed = Signal()


class StillCited(Refused):
    """The highlight is cited. Withdraw its citations first, then delete it."""

    def __init__(self, citations: int) -> None:
        self.citations = citations
        super().__init__(_("The highlight is cited. Withdraw its citations first, then delete it."))


def create_highlight(
    *,
    actor: User,
    version: TextVersion,
    ranges: Sequence[Span],
    exact: Sequence[str] | None = None,
    comment: str = "",
    tags: Iterable[str] = (),
    sharing: str = Highlight.Sharing.SHARED,
) -> Highlight:
    """Mark one or more stretches of a version, each (start, end) in code points.

    `exact`, where given, is what the client believes stands there: a difference is refused
    rather than marked in a wrong place, and so is a range that cuts a character. Raises
    ValidationError by field.
    """
    with acting(actor, version.workspace, Permission.ANNOTATE):
        # Until this highlight is there no newer version is saved, which would not place it.
        Text.objects.select_for_update(no_key=True).get(pk=version.text_id)
        check_ranges(version.content, ranges, exact)
        highlight = Highlight(
            workspace=version.workspace,
            created_by=actor,
            text_id=version.text_id,
            comment=comment,
            sharing=sharing,
        )
        highlight.full_clean()
        highlight.save()
        passages = add_passages(actor, highlight, version, ranges)
        set_tags(actor=actor, bearer=BEARERS["highlights"], row=highlight, names=tags)
        place_in_later_versions(actor, passages, version)
    return highlight


def change_highlight(
    *,
    actor: User,
    highlight: Highlight,
    revision: int,
    comment: str,
    tags: Iterable[str],
    sharing: str,
) -> Highlight:
    """Change comment, tags and sharing. Raises `Overtaken` unless `revision` is current.

    A cited highlight stays shared, since a citation without its passage is none.
    """
    require_author(actor, highlight)
    with acting(actor, highlight.workspace, Permission.ANNOTATE):
        current = Highlight.objects.select_for_update().get(pk=highlight.pk)
        require_current(current, revision)
        before, current.comment = current.comment, comment
        current.sharing = sharing
        current.revision += 1
        current.full_clean()
        if sharing == Highlight.Sharing.PRIVATE and current.citations.existing().exists():
            raise ValidationError(
                {
                    "sharing": _(
                        "This passage is cited, so it stays shared. Withdraw its citations first."
                    )
                }
            )
        current.save()
        set_tags(actor=actor, bearer=BEARERS["highlights"], row=current, names=tags)
        if comment != before:
            comment_changed.send(sender=Highlight, highlight=current, actor=actor, before=before)
    return current


@transaction.atomic
def delete_highlight(*, actor: User, highlight: Highlight) -> None:
    """Delete a highlight so that it can be restored. Raises `StillCited`."""
    Highlight.objects.select_for_update().get(pk=highlight.pk)
    if cited := highlight.citations.existing().filter(claim__deleted_at=None).count():
        raise StillCited(cited)
    people.delete(actor=actor, row=highlight)


def require_author(actor: User, highlight: Highlight) -> None:
    """Raise `NotPermitted` for everybody else."""
    if not highlight.editable_by(actor):
        raise NotPermitted(Permission.ANNOTATE)
