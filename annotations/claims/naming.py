"""Claims whose values name an authority: on its page, and in the way of deleting it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.http import HttpRequest
from django.utils.translation import ngettext

from annotations.claims.models import Claim
from project.people.parts import Part
from sources.authorities.models import Authority
from sources.authorities.services import AuthorityInUse, standing_for

#: Claims listed on the page of an authority; the number counts all of them.
MOST_LISTED = 20


def naming(uids: Collection[str]) -> Q:
    """Of rows with a `value` those that hold one of these uids, wherever its kind keeps them.

    A uid is not part of any other text that a value holds.
    """
    written = Cast("value", TextField())
    return Q(*(Contains(written, uid) for uid in uids), _connector=Q.OR)


def authority_part(request: HttpRequest, authority: Authority) -> Part:
    """The claims that name an authority, or one that was merged into it, the newest first."""
    seen = Claim.objects.visible_to(request.user).filter(workspace=authority.workspace)
    claims = seen.filter(naming(standing_for(authority)))
    listed = list(claims.select_related("question").order_by("-pk")[:MOST_LISTED])
    for claim in listed:
        claim.workspace = authority.workspace
    return Part("claims/_authority_part.html", {"count": claims.count(), "claims": listed})


def keep_named(*, authority: Authority, uids: Collection[str], **_: Any) -> None:
    """Receiver of `deleting`: a claim keeps what its value names. Raises `AuthorityInUse`."""
    claims = Claim.objects.existing().filter(workspace=authority.workspace_id)
    if count := claims.filter(naming(uids)).count():
        raise AuthorityInUse(
            ngettext("%(count)d claim names it", "%(count)d claims name it", count)
            % {"count": count}
        )
