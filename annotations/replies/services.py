"""All writes to replies, and settling what they are about."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.highlights.models import Highlight
from annotations.replies.models import Reply
from project.people.history import acting
from project.people.models import User
from project.people.permissions import NotPermitted, Permission
from project.people.refusing import require_current

PRIVATE = Highlight.Sharing.PRIVATE


def add_reply(
    *,
    actor: User,
    highlight: Highlight,
    body: str,
    parent: Reply | None = None,
    sharing: str = Highlight.Sharing.SHARED,
) -> Reply:
    """Answer a highlight, or `parent` on it. What answers a private reply is private too.

    A resolved thread stays resolved: whoever wants it open again says so. Raises
    ValidationError by field.
    """
    with acting(actor, highlight.workspace, Permission.ANNOTATE):
        _require_seen(actor, highlight)
        reply = Reply(
            workspace=highlight.workspace,
            created_by=actor,
            highlight=highlight,
            parent=parent and _answerable(actor, highlight, parent),
            body=body,
            sharing=PRIVATE if parent and parent.sharing == PRIVATE else sharing,
        )
        reply.full_clean()
        reply.save()
    return reply


def change_reply(*, actor: User, reply: Reply, revision: int, body: str, sharing: str) -> Reply:
    """Reword a reply, or change who sees it. Raises `Overtaken` unless `revision` is current.

    What has been answered stays shared, and what answers a private reply private.
    """
    if not reply.editable_by(actor):
        raise NotPermitted(Permission.ANNOTATE)
    with acting(actor, reply.workspace, Permission.ANNOTATE):
        current = Reply.objects.select_for_update(of=("self",)).select_related("parent").get(
            pk=reply.pk
        )  # fmt: skip
        require_current(current, revision)
        _check_sharing(current, sharing)
        current.body = body
        current.sharing = sharing
        current.revision += 1
        current.full_clean()
        current.save()
    return current


def resolve_highlight(*, actor: User, highlight: Highlight) -> None:
    """Settle the talk about a highlight; settled already is settled."""
    _settle(actor, highlight, timezone.now())


def reopen_highlight(*, actor: User, highlight: Highlight) -> None:
    """Undo `resolve_highlight`."""
    _settle(actor, highlight, None)


def _settle(actor: User, highlight: Highlight, when: datetime | None) -> None:
    with acting(actor, highlight.workspace, Permission.ANNOTATE):
        _require_seen(actor, highlight)
        highlight.refresh_from_db(fields=["resolved_at", "resolved_by"])
        if bool(highlight.resolved_at) != bool(when):
            highlight.resolved_at = when
            highlight.resolved_by = actor if when else None
            highlight.save(update_fields=["resolved_at", "resolved_by"])


def _require_seen(actor: User, highlight: Highlight) -> None:
    """Hold the highlight as it is while something is said of it. Raises ValidationError."""
    Highlight.objects.select_for_update(no_key=True).filter(pk=highlight.pk).first()
    # Asked anew once the lock is there: it may have turned private or been deleted.
    if not Highlight.objects.visible_to(actor).filter(pk=highlight.pk).exists():
        raise ValidationError({"highlight": _("This highlight is not there any more.")})


def _answerable(actor: User, highlight: Highlight, parent: Reply) -> Reply:
    """Raises ValidationError for a reply elsewhere, or one that is gone by now."""
    here = Reply.objects.visible_to(actor).select_for_update(of=("self",), no_key=True)
    found = here.filter(pk=parent.pk, highlight=highlight).first()
    if found is None:
        raise ValidationError({"parent": _("What you answer is not there any more.")})
    return found


def _check_sharing(reply: Reply, sharing: str) -> None:
    if sharing == reply.sharing:
        return
    if reply.parent and reply.parent.sharing == PRIVATE:
        raise ValidationError({"sharing": _("This answers a private reply, so it stays private.")})
    # Private answers of others are not spoken of.
    if sharing == PRIVATE and reply.children.existing().exclude(sharing=PRIVATE).exists():
        raise ValidationError({"sharing": _("It has been answered, so it stays shared.")})
