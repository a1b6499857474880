"""What a concluded claim is based on: other claims, its grounds, and never in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.claims.models import Claim, ClaimGround
from annotations.claims.services import lock
from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission


class CircularGrounds(ValidationError):
    """The ground is itself based on the claim, so that neither would carry the other."""

    def __init__(self, claim: Claim, ground: Claim) -> None:
        self.claim = claim
        self.ground = ground
        super().__init__(
            {
                "grounds": _("“%(ground)s” is itself based on “%(claim)s”.")
                % {"ground": ground.statement, "claim": claim.statement}
            }
        )


def add_grounds(*, actor: User, claim: Claim, grounds: Iterable[Claim]) -> list[ClaimGround]:
    """Base a concluded claim on others; on those it is based on already nothing changes.

    Raises `CircularGrounds` and ValidationError.
    """
    wanted = {ground.pk: ground for ground in grounds}
    with acting(actor, claim.workspace, Permission.STATE_CLAIMS):
        lock_workspace(claim.workspace)
        lock(claim, *wanted.values())
        known = set(
            ClaimGround.objects.existing().filter(claim=claim).values_list("ground", flat=True)
        )
        links = [
            ClaimGround(workspace=claim.workspace, created_by=actor, claim=claim, ground=wanted[pk])
            for pk in sorted(wanted.keys() - known)
        ]
        for link in links:
            _check(link)
            link.save()
    return links


def remove_ground(*, actor: User, link: ClaimGround) -> None:
    """Take a ground away, so that it can be restored."""
    people.delete(actor=actor, row=link)


def restore_ground(*, actor: User, link: ClaimGround) -> None:
    """Undo `remove_ground`. Raises as `add_grounds`: much may have been concluded since."""
    with acting(actor, link.workspace, Permission.STATE_CLAIMS):
        lock_workspace(link.workspace)
        lock(link.claim, link.ground)
        _check(link)
        people.restore(actor=actor, row=link)


def lock_workspace(workspace: Workspace) -> None:
    """Of two people who base two claims on each other at once, the second is refused."""
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)


def _check(link: ClaimGround) -> None:
    claim, ground = link.claim, link.ground
    if claim.kind != Claim.Kind.CONCLUDED:
        raise ValidationError({"grounds": _("Only a concluded claim is based on others.")})
    if claim.pk == ground.pk:
        raise ValidationError({"grounds": _("A claim is not based on itself.")})
    _refuse_circle(claim, ground)


def refuse_circles(claim: Claim) -> None:
    """Raise `CircularGrounds` where a claim rests on itself by now; the workspace is locked."""
    for link in ClaimGround.objects.existing().filter(claim=claim).select_related("ground"):
        _refuse_circle(claim, link.ground)


def _refuse_circle(claim: Claim, ground: Claim) -> None:
    if claim.pk in _below(claim.workspace_id, ground.pk):
        raise CircularGrounds(claim, ground)


def _below(workspace: int, claim: int) -> set[int]:
    """The claim and all that it is based on, however far down."""
    links = ClaimGround.objects.existing().filter(workspace=workspace)
    grounds = defaultdict(list)
    for based, ground in links.values_list("claim", "ground"):
        grounds[based].append(ground)
    found: set[int] = set()
    ahead = [claim]
    while ahead:
        at = ahead.pop()
        if at not in found:
            found.add(at)
            ahead += grounds[at]
    return found
