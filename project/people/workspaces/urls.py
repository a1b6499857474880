"""Addresses of workspaces, their members and what happens in them."""

from __future__ import annotations

from django.urls import path

from project.people.activity import views as activity
from project.people.workspaces import ending_views as ending
from project.people.workspaces import invitation_views as invitations
from project.people.workspaces import member_views as members
from project.people.workspaces import overview_views as overview
from project.people.workspaces import views as workspaces

urlpatterns = [
    path("w/new/", workspaces.new_workspace, name="new_workspace"),
    path("w/<uuid:workspace_uid>/", overview.workspace, name="workspace"),
    path("w/<uuid:workspace_uid>/waiting/<slug:name>/", overview.waiting, name="waiting"),
    path("w/<uuid:workspace_uid>/settings/", workspaces.settings, name="settings"),
    path("w/<uuid:workspace_uid>/activity/", activity.workspace_activity, name="activity"),
    path(
        "w/<uuid:workspace_uid>/activity/<slug:kind>/<uuid:uid>/",
        activity.row_activity,
        name="row_activity",
    ),
    path("w/<uuid:workspace_uid>/members/", members.members, name="members"),
    path("w/<uuid:workspace_uid>/members/<uuid:uid>/", members.change_member, name="change_member"),
    path("w/<uuid:workspace_uid>/leave/", members.leave, name="leave"),
    path("w/<uuid:workspace_uid>/hand-over/", members.hand_over, name="hand_over"),
    path("w/<uuid:workspace_uid>/archive/", ending.archive, name="archive"),
    path("w/<uuid:workspace_uid>/unarchive/", ending.unarchive, name="unarchive"),
    path("w/<uuid:workspace_uid>/delete/", ending.delete_workspace, name="delete_workspace"),
    path("w/<uuid:workspace_uid>/restore/", ending.restore_workspace, name="restore_workspace"),
    path("w/<uuid:workspace_uid>/invitations/", invitations.invitations, name="invitations"),
    path(
        "w/<uuid:workspace_uid>/invitations/<uuid:uid>/revoke/",
        invitations.revoke_invitation,
        name="revoke_invitation",
    ),
    path("join/<str:secret>/", invitations.join, name="join"),
    path("invitations/<uuid:uid>/", invitations.invitation, name="invitation"),
]
