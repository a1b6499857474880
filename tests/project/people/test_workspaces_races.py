"""Two people at once in what a workspace allows one of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from project.people.models import Invitation, User, Workspace
from project.people.permissions import Role
from project.people.workspaces import invitations, services
from tests.annotations.test_races import in_turn
from tests.cast import make_user

pytestmark = pytest.mark.django_db(transaction=True)

Ending = Callable[[User, Workspace, User], None]


def leave(actor: User, workspace: Workspace, _other: User) -> None:
    services.leave(actor=actor, workspace=workspace)


def step_down(actor: User, workspace: Workspace, _other: User) -> None:
    services.set_role(actor=actor, workspace=workspace, user=actor, role=Role.READER)


@pytest.mark.parametrize("first", [leave, step_down])
@pytest.mark.parametrize("second", [leave, step_down])
def test_of_two_owners_who_go_at_once_the_second_stays(
    workspace: Workspace, owner: User, reviewer: User, first: Ending, second: Ending
) -> None:
    services.set_role(actor=owner, workspace=workspace, user=reviewer, role=Role.OWNER)
    theirs = Workspace.objects.get(pk=workspace.pk)
    error, waited = in_turn(
        lambda: first(owner, workspace, reviewer), lambda: second(reviewer, theirs, owner)
    )
    assert isinstance(error, services.LastOwner)
    assert waited
    assert [m.user for m in workspace.memberships.filter(role=Role.OWNER)] == [reviewer]


def test_whoever_has_handed_over_may_leave(
    workspace: Workspace, owner: User, reader: User, annotator: User
) -> None:
    theirs = Workspace.objects.get(pk=workspace.pk)
    error, _ = in_turn(
        lambda: services.hand_over(actor=owner, workspace=workspace, user=reader),
        lambda: services.leave(actor=owner, workspace=theirs),
    )
    # Having handed it over, one is a reviewer like any other, and may go.
    assert error is None
    assert [m.user for m in workspace.memberships.filter(role=Role.OWNER)] == [reader]


def test_of_two_who_open_one_link_at_once_the_second_is_told(
    workspace: Workspace, owner: User, outsider: User
) -> None:
    invitation, _ = invitations.create_invitation(
        actor=owner, workspace=workspace, role=Role.READER, days=1
    )
    late = make_user("latecomer")

    def accept(user: User) -> Callable[[], object]:
        mine = Invitation.objects.select_related("workspace").get(pk=invitation.pk)
        return lambda: invitations.accept_invitation(actor=user, invitation=mine, with_secret=True)

    error, waited = in_turn(accept(outsider), accept(late))
    assert isinstance(error, invitations.InvitationClosed)
    assert error.reason is invitations.Closed.ACCEPTED
    assert waited
    assert workspace.memberships.filter(user=outsider).exists()
    assert not workspace.memberships.filter(user=late).exists()


def test_one_who_accepts_twice_at_once_is_a_member_once(
    workspace: Workspace, owner: User, outsider: User
) -> None:
    links = [
        invitations.create_invitation(actor=owner, workspace=workspace, role=role, days=1)[0]
        for role in (Role.READER, Role.REVIEWER)
    ]

    def accept(invitation: Invitation) -> Callable[[], object]:
        return lambda: invitations.accept_invitation(
            actor=outsider, invitation=invitation, with_secret=True
        )

    error, _ = in_turn(accept(links[0]), accept(links[1]))
    assert isinstance(error, invitations.AlreadyMember)
    assert workspace.memberships.get(user=outsider).role == Role.READER
