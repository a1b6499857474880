"""What waits in a workspace about highlights, claims and disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from annotations.claims.citations.queries import latest_placements
from annotations.claims.queries import claims_of
from annotations.models import Highlight, Placement, Reply
from annotations.overview.conflicts import Conflict, open_conflicts
from project.people.workspaces.waiting import Line, Waiting

if TYPE_CHECKING:
    from annotations.models import Claim
    from project.people.models import Workspace
    from project.people.workspaces.waiting import Anyone

Status = Placement.Status


def mine() -> list[Waiting]:
    """What waits for the user alone."""
    return [
        Waiting(
            name="my-threads",
            title=_("Answers to your highlights"),
            advice=_("Others replied. Answer, or mark the talk as settled."),
            counted=lambda n: (
                ngettext(
                    "%(n)d of your highlights has open answers",
                    "%(n)d of your highlights have open answers",
                    n,
                )
                % {"n": n}
            ),
            rows=open_threads,
            line=_highlight_line,
            is_mine=True,
        ),
        Waiting(
            name="my-passages",
            title=_("Your passages to check"),
            advice=_("The text was corrected, and where they lie is not sure or not known."),
            counted=lambda n: (
                ngettext("%(n)d of your passages to check", "%(n)d of your passages to check", n)
                % {"n": n}
            ),
            rows=lambda user, workspace: unsure(user, workspace).filter(
                passage__highlight__created_by_id=user.pk
            ),
            line=_passage_line,
            is_mine=True,
        ),
        Waiting(
            name="my-private",
            title=_("Your private highlights"),
            advice=_("Nobody else sees them. Share what the others should know of."),
            counted=lambda n: (
                ngettext("%(n)d private highlight of yours", "%(n)d private highlights of yours", n)
                % {"n": n}
            ),
            rows=private_highlights,
            line=_highlight_line,
            is_mine=True,
        ),
    ]


def everybody_s() -> list[Waiting]:
    """What waits for whoever takes it up."""
    return [
        Waiting(
            name="conflicts",
            title=_("Open conflicts"),
            advice=_("Answers to these questions cannot all be true."),
            counted=lambda n: ngettext("%(n)d open conflict", "%(n)d open conflicts", n) % {"n": n},
            rows=open_conflicts,
            line=_conflict_line,
        ),
        Waiting(
            name="without-citation",
            title=_("Claims without a citation"),
            advice=_("Nothing is cited for or against them yet."),
            counted=lambda n: (
                ngettext("%(n)d claim without a citation", "%(n)d claims without a citation", n)
                % {"n": n}
            ),
            rows=lambda user, workspace: claims_of(workspace, user, uncited=True, retracted="no"),
            line=_claim_line,
        ),
        Waiting(
            name="orphaned",
            title=_("Orphaned passages"),
            advice=_("The newest version of the text does not have their words any more."),
            counted=lambda n: (
                ngettext("%(n)d orphaned passage", "%(n)d orphaned passages", n) % {"n": n}
            ),
            rows=lambda user, workspace: unsure(user, workspace).filter(status=Status.ORPHANED),
            line=_passage_line,
        ),
        Waiting(
            name="uncertain",
            title=_("Uncertain passages"),
            advice=_("Where they lie in the newest version of the text is to be confirmed."),
            counted=lambda n: (
                ngettext("%(n)d uncertain passage", "%(n)d uncertain passages", n) % {"n": n}
            ),
            rows=lambda user, workspace: unsure(user, workspace).filter(status=Status.UNCERTAIN),
            line=_passage_line,
        ),
    ]


def open_threads(user: Anyone, workspace: Workspace) -> QuerySet[Highlight]:
    """The user's highlights that others answered, as long as nobody settled that."""
    answers = Reply.objects.visible_to(user).filter(highlight=OuterRef("pk"))
    return _mine(user, workspace).filter(
        Exists(answers.exclude(created_by_id=user.pk)), resolved_at=None
    )


def private_highlights(user: Anyone, workspace: Workspace) -> QuerySet[Highlight]:
    """What the user keeps to themselves."""
    return _mine(user, workspace).filter(sharing=Highlight.Sharing.PRIVATE)


def unsure(user: Anyone, workspace: Workspace) -> QuerySet[Placement]:
    """Where the newest versions of texts have a passage for certain no more."""
    seen = Placement.objects.visible_to(user).filter(workspace=workspace)
    return (
        seen.filter(pk__in=latest_placements().filter(workspace=workspace).values("pk"))
        .filter(status__in=[Status.UNCERTAIN, Status.ORPHANED])
        .select_related("passage__highlight", "version__text__source")
        .order_by("version__text", F("passage__start"), "pk")
    )


def _mine(user: Anyone, workspace: Workspace) -> QuerySet[Highlight]:
    return (
        Highlight.objects.visible_to(user)
        .filter(workspace=workspace, created_by_id=user.pk)
        .select_related("text__source")
        .prefetch_related("passages")
        .order_by("-pk")
    )


def _highlight_line(highlight: Highlight) -> Line:
    source = highlight.text.source.title
    return Line(f"“{highlight.quote}”", highlight.get_absolute_url(), source)


def _passage_line(placement: Placement) -> Line:
    return Line(
        f"“{placement.passage.exact}”",
        placement.get_absolute_url(),
        placement.version.text.source.title,
    )


def _claim_line(claim: Claim) -> Line:
    return Line(
        claim.statement,
        claim.get_absolute_url(),
        claim.question.wording if claim.question else "",
    )


def _conflict_line(conflict: Conflict) -> Line:
    question: Any = conflict.question
    question.dispute.workspace = conflict.workspace
    url = f"{question.dispute.get_absolute_url()}#question-{question.uid}"
    return Line(question.wording, url, conflict.reason)
