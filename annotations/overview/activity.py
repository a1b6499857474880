"""What the activity of a workspace tells of highlights, claims and disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from annotations.claims import values
from annotations.models import (
    Account,
    Bundle,
    Citation,
    Claim,
    ClaimGround,
    Dispute,
    Edition,
    Highlight,
    Placement,
    Question,
    Reply,
    SearchLog,
    Withdrawal,
)
from project.people.activity.kinds import Kind, Snapshot, Words, kind_of
from project.people.activity.words import in_words

if TYPE_CHECKING:
    from project.people.activity.kinds import Anyone

CLAIM = {
    "statement": _("Statement"),
    "kind": _("Kind"),
    "modality": _("How its source says so"),
    "polarity": _("Affirmed or denied"),
    "certainty": _("Certainty"),
    "argument": _("Argument"),
    "retraction_reason": _("Reason for retracting it"),
}


def kinds() -> list[Kind]:
    """Highlights and the talk about them, claims and their citations, disputes, bundles."""
    return [*_marked(), *_claimed(), *_disputed(), *_published()]


def _marked() -> list[Kind]:
    return [
        kind_of(
            Highlight,
            noun=_("Highlight"),
            shown={"comment": _("Comment"), "sharing": _("Who sees it")},
            prefetched=("passages",),
            label=lambda highlight: f"“{highlight.quote}”",
            then=_not_private,
        ),
        kind_of(
            Placement,
            noun=_("Passage"),
            shown={"status": _("Place"), "method": _("How it was found")},
            related=("passage",),
            label=lambda placement: f"“{placement.passage.exact}”",
            # What was placed by itself is told by the version.
            only=Q(pgh_label="update", settled_at__isnull=False),
        ),
        kind_of(
            Reply,
            noun=_("Reply"),
            shown={"body": _("Words"), "sharing": _("Who sees it")},
            related=("highlight",),
            url=_reply_url,
            then=_not_private,
        ),
    ]


def _claimed() -> list[Kind]:
    return [
        kind_of(
            Claim,
            noun=_("Claim"),
            shown={**CLAIM, "value": "", "question__wording": "", "source__citation_key": ""},
            words=_claim_words,
        ),
        kind_of(
            Citation,
            noun=_("Citation"),
            shown={
                "claim__statement": _("Claim"),
                "stance": _("Stance"),
                "strength": _("Strength"),
                "source_grade": _("Grade of the source"),
                "information": _("Information"),
                "evidence": _("Evidence"),
                "locator": _("Where in the source"),
                "rationale": _("Reasons"),
            },
            part_of="claim",
            label=lambda citation: str(citation.claim),
        ),
        kind_of(
            SearchLog,
            noun=_("Search"),
            shown={
                "searched": _("What was searched"),
                "sought": _("What was looked for"),
                "date": _("When"),
                "limits": _("What stood in the way"),
            },
        ),
        kind_of(
            ClaimGround,
            noun=_("Ground"),
            shown={},
            part_of="claim",
            related=("ground",),
            label=lambda link: str(link.ground),
        ),
    ]


def _disputed() -> list[Kind]:
    return [
        kind_of(
            Dispute,
            noun=_("Dispute"),
            shown={"title": _("Title"), "description": _("Description")},
        ),
        kind_of(
            Question,
            noun=_("Question"),
            shown={
                "wording": _("Wording"),
                "kind": _("Kind of answer"),
                "unit": _("Unit"),
                "options": _("Options"),
                "exclusivity": _("Whether one answer excludes the others"),
            },
            part_of="dispute",
        ),
        kind_of(
            Account,
            noun=_("Account"),
            shown={
                "title": _("Title"),
                "holders": _("Held by"),
                "description": _("Description"),
            },
            part_of="dispute",
        ),
    ]


def _published() -> list[Kind]:
    return [
        kind_of(
            Edition,
            noun=_("Edition"),
            # Not its title and note, which a withdrawal takes down too.
            shown={},
            related=("dispute",),
            label=_numbered,
        ),
        kind_of(
            Withdrawal,
            noun=_("Withdrawal of an edition"),
            shown={"reason": _("Reason")},
            part_of="edition",
            related=("edition__dispute",),
            label=lambda withdrawal: _numbered(withdrawal.edition),
        ),
        kind_of(
            Bundle,
            noun=_("Citation bundle"),
            shown={},
            related=("dispute",),
            label=lambda bundle: str(bundle.dispute),
            # How far its making has come is nothing that somebody did.
            only=Q(pgh_label="insert"),
        ),
    ]


def _not_private(user: Anyone) -> Q:
    """What was private when it happened was its author's alone, and remains so."""
    return Q(sharing=Highlight.Sharing.SHARED) | Q(created_by_id=user.pk)


def _numbered(edition: Edition) -> str:
    return f"{edition.dispute}, {edition.number}"


def _reply_url(reply: Reply) -> str:
    reply.highlight.workspace = reply.workspace
    return reply.get_absolute_url()


def _claim_words(snapshot: Snapshot) -> Words:
    value = snapshot.get("value")
    answer = values.from_json(value).show() if value else ""
    return {
        **in_words(Claim, CLAIM, snapshot),
        str(_("Source")): snapshot.get("source__citation_key") or "",
        str(_("Question")): snapshot.get("question__wording") or "",
        str(_("Answer")): answer,
    }
