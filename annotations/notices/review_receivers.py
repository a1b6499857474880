"""Who is told of reviews, and of changes to what they stated or cited.

Nothing of a blind round is told before it closes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Dispute
from annotations.notices.models import Notice
from annotations.notices.services import readers, tell, tell_once
from annotations.replies.mentions import mentioned
from annotations.reviews.models import Resolution, Review, ReviewRound
from annotations.reviews.rules import reviewers_of
from project.people.history import events
from project.people.models import User
from project.people.rows import WorkspaceRow

Kind = Notice.Kind


def claim_saved(instance: Claim, created: bool, **_: Any) -> None:
    """Tell the author of a claim that somebody else changed it, and whom its argument mentions."""
    author = set() if created else {instance.created_by_id}
    named = set() if instance.deleted_at else _named(instance.argument, instance)
    _tell_of_change(instance, instance, author, named)


def dispute_saved(instance: Dispute, **_: Any) -> None:
    """Tell whom the description of a dispute mentions."""
    named = _named(instance.description, instance)
    if not named or instance.deleted_at is not None:
        return
    actor, _when = _latest_act(instance)
    if actor is not None:
        tell_once(
            readers(actor=actor, people=named, of=instance),
            Kind.MENTION,
            actor=actor,
            workspace=instance.workspace,
            about={"dispute": instance},
        )


def ground_saved(instance: ClaimGround, **_: Any) -> None:
    """Tell the author of a claim that somebody else changed what it is based on."""
    _tell_of_change(instance.claim, instance, {instance.claim.created_by_id})


def citation_saved(instance: Citation, created: bool, **_: Any) -> None:
    """Tell the author of a claim what somebody else cites on it, and the authors of a claim and
    of its citation that somebody else changed the citation.
    """
    if created:
        _tell_of_citation(instance)
        return
    people = {instance.claim.created_by_id, instance.created_by_id}
    _tell_of_change(instance.claim, instance, people)


def review_saved(instance: Review, created: bool, **_: Any) -> None:
    """Tell the author of a claim of a verdict on it, and whom the reasons mention."""
    is_secret = instance.round and instance.round.is_blind and instance.round.is_open
    if created and not is_secret:
        _tell_of_review(instance)


def resolution_saved(instance: Resolution, created: bool, **_: Any) -> None:
    """Tell who answered or judged a question what came of it, and whom the reasons mention."""
    if not created:
        return
    question = instance.question
    answering = question.claims.existing().values_list("created_by", flat=True)
    judging = question.reviews.values_list("created_by", flat=True)
    concerned = {*answering, *judging}
    named = _named(instance.reasons, instance)
    allowed = readers(actor=instance.created_by, people=concerned | named, of=instance)
    tell(
        [user for user in allowed if user.pk in concerned],
        Kind.RESOLVED,
        actor=instance.created_by,
        workspace=instance.workspace,
        same={"resolution__question": question.pk},
        about={"resolution": instance},
    )
    _tell_named([user for user in allowed if user.pk in named - concerned], instance)


def round_saved(instance: ReviewRound, created: bool, **_: Any) -> None:
    """Tell the reviewers that a round was opened or closed, and then what was blind in it."""
    actor, _when = _latest_act(instance)
    if actor is None:
        return
    reviewers = reviewers_of(instance.workspace).values_list("pk", flat=True)
    tell(
        readers(actor=actor, people=reviewers, of=instance),
        Kind.ROUND,
        actor=actor,
        workspace=instance.workspace,
        same={"round": instance},
        about={"round": instance},
    )
    if instance.is_blind and not created:
        for review in instance.reviews.select_related("workspace", "created_by", "claim"):
            _tell_of_review(review)


def _tell_of_review(review: Review) -> None:
    author = {review.claim.created_by_id} if review.claim else set()
    named = _named(review.reasons, review)
    allowed = readers(actor=review.created_by, people=author | named, of=review)
    tell(
        [user for user in allowed if user.pk in author],
        Kind.REVIEWED,
        actor=review.created_by,
        workspace=review.workspace,
        same={"claim": review.claim, "created_by": review.created_by},
        about={"claim": review.claim, "review": review},
    )
    _tell_named([user for user in allowed if user.pk in named - author], review)


def _tell_of_citation(citation: Citation) -> None:
    """One notice for all that somebody cites on a claim before that is read: it names the
    citation where it is a single one.
    """
    actor, claim = citation.created_by, citation.claim
    same = {"claim": claim, "created_by": actor}
    for author in readers(actor=actor, people={claim.created_by_id}, of=citation):
        unread = Notice.objects.visible_to(author).filter(kind=Kind.CITED, read_at=None, **same)
        tell(
            [author],
            Kind.CITED,
            actor=actor,
            workspace=claim.workspace,
            same=same,
            about={"claim": claim, "citation": None if unread.exists() else citation},
        )


def _tell_of_change(
    claim: Claim, row: WorkspaceRow, people: set[int], named: Collection[int] = ()
) -> None:
    """One notice for a claim, however often it is changed before that is read; to those `named`
    in it that they are.
    """
    concerned = people.union(named)
    actor, when = _latest_act(row) if concerned else (None, None)
    if actor is None or concerned == {actor.pk}:
        return
    allowed = readers(actor=actor, people=concerned, of=claim)
    tell_once(
        [user for user in allowed if user.pk in named],
        Kind.MENTION,
        actor=actor,
        workspace=claim.workspace,
        about={"claim": claim},
    )
    tell(
        [user for user in allowed if user.pk in people],
        Kind.CLAIM_CHANGED,
        actor=actor,
        workspace=claim.workspace,
        same={"claim": claim},
        about={"claim": claim},
        first={"since": when},
    )


def _latest_act(row: WorkspaceRow) -> tuple[User | None, datetime | None]:
    """Who wrote a row last, and when, by its history; None where no person did."""
    event = events(type(row)).filter(pgh_obj=row.pk).order_by("-pgh_id").first()
    if event is None:
        return None, None
    try:
        uid = UUID(event.pgh_context["actor"])
    except ValueError:  # a command, or a job
        return None, None
    return User.objects.filter(uid=uid).first(), event.pgh_created_at


def _named(words: str, row: WorkspaceRow) -> set[int]:
    if "@" not in words:
        return set()
    return set(mentioned(words, row.workspace).values_list("pk", flat=True))


def _tell_named(people: Iterable[User], judgement: Review | Resolution) -> None:
    field = "review" if isinstance(judgement, Review) else "resolution"
    tell_once(
        people,
        Kind.MENTION,
        actor=judgement.created_by,
        workspace=judgement.workspace,
        about={field: judgement},
    )
