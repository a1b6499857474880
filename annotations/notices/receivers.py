"""Who is told when something was written. Each runs inside the transaction that wrote it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from annotations.claims.models import Citation
from annotations.highlights.models import Highlight, Placement
from annotations.notices.models import Notice
from annotations.notices.services import readers, tell, tell_once
from annotations.replies.mentions import mentioned
from annotations.replies.models import Reply
from project.people.models import Invitation, User
from sources.records.models import Source
from sources.texts.models import TextVersion

Kind = Notice.Kind


def highlight_saved(instance: Highlight, **_: Any) -> None:
    """Tell whom its comment mentions, once it can be seen; and whom its replies do."""
    if instance.deleted_at is not None:
        return
    named = _named(instance, instance.comment)
    _tell_named(readers(actor=instance.created_by, people=named, of=instance), instance)
    # What stood below a private highlight can be seen from now on too.
    for reply in instance.replies.existing().filter(body__contains="@"):
        reply_saved(reply, created=False)


def reply_saved(instance: Reply, created: bool, **_: Any) -> None:
    """Tell whom a reply mentions, and whoever made the highlight or spoke below it."""
    if instance.deleted_at is not None:
        return
    named = _named(instance, instance.body)
    concerned = _spoke_with(instance) if created else set()
    allowed = readers(actor=instance.created_by, people=named | concerned, of=instance)
    _tell_named([user for user in allowed if user.pk in named], instance)
    # One act is told once: whom it mentions need not hear that it is a reply.
    tell(
        [user for user in allowed if user.pk in concerned - named],
        Kind.REPLY,
        actor=instance.created_by,
        workspace=instance.workspace,
        same={"highlight": instance.highlight},
        about={"highlight": instance.highlight, "reply": instance},
    )


def highlight_changed(highlight: Highlight, actor: User, **_: Any) -> None:
    """Tell who cites a highlight that it says or marks something else now."""
    citing = _citing(Q(highlight=highlight))
    if citing:
        tell(
            readers(actor=actor, people=citing, of=highlight),
            Kind.CITED_CHANGED,
            actor=actor,
            workspace=highlight.workspace,
            same={"highlight": highlight, "version": None},
            about={"highlight": highlight},
        )


def source_changed(source: Source, actor: User, **_: Any) -> None:
    """Tell who cites a source or passages of it that its record reads otherwise now."""
    if citing := _citing(Q(source=source) | Q(highlight__text__source=source)):
        tell(
            readers(actor=actor, people=citing, of=source),
            Kind.CITED_CHANGED,
            actor=actor,
            workspace=source.workspace,
            same={"source": source},
            about={"source": source},
        )


def passages_placed(version: TextVersion, actor: User, **_: Any) -> None:
    """Tell who cites passages that read otherwise now, or whose place is not sure any more.

    One notice for a text, however many passages: it names the highlight where it is a single one.
    """
    lost = _newly_unsure(version) | _reading_otherwise(version)
    by_person: dict[int, set[int]] = defaultdict(set)
    cited = Citation.objects.existing().filter(highlight__in=lost, claim__deleted_at=None)
    for person, highlight in cited.values_list("created_by", "highlight"):
        by_person[person].add(highlight)
    if not by_person:
        return
    for reader in readers(actor=actor, people=by_person, of=version):
        highlights = by_person[reader.pk]
        tell(
            [reader],
            Kind.CITED_CHANGED,
            actor=actor,
            workspace=version.workspace,
            same={"version__text": version.text_id},
            about={
                "version": version,
                "highlight_id": highlights.pop() if len(highlights) == 1 else None,
            },
        )


def placement_settled(placement: Placement, actor: User, **_: Any) -> None:
    """Tell the highlight's author, and who cites it, that somebody settled where it lies."""
    highlight, version = placement.passage.highlight, placement.version
    concerned = {highlight.created_by_id} | _citing(Q(highlight=highlight))
    tell(
        readers(actor=actor, people=concerned, of=highlight),
        Kind.SETTLED,
        actor=actor,
        workspace=placement.workspace,
        same={"version__text": version.text_id},
        about={"version": version},
    )


def invited(invitation: Invitation, actor: User, recipient: User, **_: Any) -> None:
    """Tell somebody who has an account that they were invited."""
    tell_once(
        [recipient],
        Kind.INVITATION,
        actor=actor,
        workspace=invitation.workspace,
        about={"invitation": invitation},
    )


def _named(row: Highlight | Reply, words: str) -> set[int]:
    """Whom `words` mention; nobody while only their author sees them."""
    if "@" not in words or row.sharing == Highlight.Sharing.PRIVATE:
        return set()
    return set(mentioned(words, row.workspace).values_list("pk", flat=True))


def _tell_named(people: Iterable[User], row: Highlight | Reply) -> None:
    reply = row if isinstance(row, Reply) else None
    tell_once(
        people,
        Kind.MENTION,
        actor=row.created_by,
        workspace=row.workspace,
        about={"highlight": reply.highlight if reply else row, "reply": reply},
    )


def _spoke_with(reply: Reply) -> set[int]:
    """The highlight's author, and who else spoke below it."""
    others = reply.highlight.replies.existing().values_list("created_by", flat=True)
    return {reply.highlight.created_by_id, *others}


def _citing(of: Q) -> set[int]:
    """Whose citations of existing claims rest on this."""
    rows = Citation.objects.existing().filter(of, claim__deleted_at=None)
    return set(rows.values_list("created_by", flat=True))


def _newly_unsure(version: TextVersion) -> set[int]:
    """Highlights with a passage that is less surely placed in `version` than in the one before."""
    now = Placement.objects.filter(version=version).exclude(status__in=Placement.SURE)
    known = set(_before(version).values_list("passage", "status"))
    rows = now.values_list("passage", "status", "passage__highlight")
    return {highlight for passage, status, highlight in rows if (passage, status) not in known}


def _reading_otherwise(version: TextVersion) -> set[int]:
    """Cited highlights with a passage whose words are others than in the version before."""
    cited = Citation.objects.existing().filter(claim__deleted_at=None, highlight__isnull=False)
    older = version.text.versions.filter(number=version.number - 1).first()
    if older is None:
        return set()
    of_cited = {"passage__highlight__in": cited.values("highlight"), "start__isnull": False}
    words = {
        passage: older.content[start:end]
        for passage, start, end in _before(version)
        .filter(**of_cited)
        .values_list("passage", "start", "end")
    }
    rows = Placement.objects.filter(version=version, **of_cited).values_list(
        "passage", "start", "end", "passage__highlight"
    )
    return {
        highlight
        for passage, start, end, highlight in rows
        if words.get(passage, version.content[start:end]) != version.content[start:end]
    }


def _before(version: TextVersion) -> QuerySet[Placement]:
    return Placement.objects.filter(
        version__text=version.text_id, version__number=version.number - 1
    )
