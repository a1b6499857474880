"""What the activity tells of workspaces themselves and of their members."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.people.activity.kinds import Kind, Snapshot, Words, everybody
from project.people.activity.words import in_words
from project.people.models import Membership, User, Workspace

if TYPE_CHECKING:
    from project.people.activity.kinds import Anyone

SHOWN = {
    "name": _("Name"),
    "description": _("Description"),
    "visibility": _("Who can read it"),
    "citation_key_pattern": _("Pattern of citation keys"),
    "own_claims_reviewable": _("Reviewers may judge claims that they stated themselves"),
}


def _is_member(user: Anyone, workspace: Workspace) -> bool:
    return user.is_authenticated and workspace.role_of(user) is not None


def _settings_seen(user: Anyone, workspace: Workspace) -> Q:
    """Members know what became of the workspace; strangers would learn what it was before."""
    return Q(pgh_obj=workspace) if _is_member(user, workspace) else Q(pk__in=[])


def _members_seen(user: Anyone, workspace: Workspace) -> Q:
    return Q(workspace=workspace) if _is_member(user, workspace) else Q(pk__in=[])


def _workspaces(keys: Collection[int]) -> Iterable[Workspace]:
    return Workspace.objects.filter(pk__in=keys)


def _people(keys: Collection[int]) -> Iterable[User]:
    return User.objects.filter(pk__in=keys)


def _settings_words(snapshot: Snapshot) -> Words:
    return in_words(Workspace, SHOWN, snapshot)


def _role_words(snapshot: Snapshot) -> Words:
    return in_words(Membership, {"role": _("Role")}, snapshot)


def kinds() -> list[Kind]:
    """Workspaces and memberships. The event of a membership is about the person."""
    return [
        Kind(
            name="workspace",
            noun=_("Workspace"),
            events=Workspace.pgh_event_model,  # type: ignore[attr-defined]
            columns=(*SHOWN, "archived_at", "deleted_at"),
            words=_settings_words,
            seen=_settings_seen,
            then=everybody,
            subjects=_workspaces,
            label=str,
            url=lambda workspace: workspace.get_absolute_url(),
        ),
        Kind(
            name="member",
            noun=_("Member"),
            events=Membership.pgh_event_model,  # type: ignore[attr-defined]
            columns=("role",),
            words=_role_words,
            seen=_members_seen,
            then=everybody,
            subjects=_people,
            label=str,
            url=lambda _person: "",
            subject="user_id",
            verbs={"created": "joined", "deleted": "left"},
        ),
    ]
