"""Which accounts a claim came to and left. Its links are deleted for good; their events stay."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Claim
from annotations.disputes.models import Account, AccountClaim
from project.people.activity.kinds import Kind, Snapshot, Words, everybody
from project.people.activity.words import in_words
from project.people.history import events

if TYPE_CHECKING:
    from project.people.activity.kinds import Anyone
    from project.people.models import Workspace

#: What a merging or a split changes of a link.
MOVED = {"claim__statement": _("Claim")}


def kind() -> Kind:
    """Links of claims to accounts, for the history of a claim."""
    return Kind(
        name="account_link",
        noun=_("Link to an account"),
        events=AccountClaim.pgh_event_model,  # type: ignore[attr-defined]
        columns=tuple(MOVED),
        words=_words,
        seen=_seen,
        then=everybody,
        subjects=_subjects,
        label=lambda link: str(link.account),
        url=lambda link: str(link.claim.get_absolute_url()),
        is_detail=True,
    )


def links_of(claim: Claim) -> list[AccountClaim]:
    """Every link that a claim has or had, as it stood last."""
    stood = events(AccountClaim).filter(claim=claim)
    return _as_last(events(AccountClaim).filter(pgh_obj_id__in=stood.values("pgh_obj_id")))


def _as_last(found: QuerySet[Any]) -> list[AccountClaim]:
    last = found.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [
        AccountClaim(
            pk=event.pgh_obj_id,
            uid=event.uid,
            workspace=event.workspace,
            account=event.account,
            claim=event.claim,
        )
        for event in last.select_related("workspace", "account", "claim__workspace")
    ]


def _subjects(keys: Collection[int]) -> list[AccountClaim]:
    return _as_last(events(AccountClaim).filter(pgh_obj_id__in=keys))


def _seen(user: Anyone, workspace: Workspace) -> Q:
    """As of links that are there; of accounts and claims also those that were deleted."""
    accounts = Account.objects.filter(Account.visibility(user), workspace=workspace)
    claims = Claim.objects.filter(Claim.visibility(user), workspace=workspace)
    return Q(workspace=workspace, account__in=accounts.order_by(), claim__in=claims.order_by())


def _words(snapshot: Snapshot) -> Words:
    return in_words(AccountClaim, MOVED, snapshot)
