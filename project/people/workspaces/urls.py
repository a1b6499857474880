"""Addresses of workspaces, their members and what happens in them, below /w/."""

from __future__ import annotations

from django.urls import path

from project.people.activity import views as activity
from project.people.workspaces import views as workspaces

urlpatterns = [
    path("new/", workspaces.new_workspace, name="new_workspace"),
    path("<uuid:workspace_uid>/", workspaces.workspace, name="workspace"),
    path("<uuid:workspace_uid>/settings/", workspaces.settings, name="settings"),
    path("<uuid:workspace_uid>/activity/", activity.workspace_activity, name="activity"),
    path(
        "<uuid:workspace_uid>/activity/<slug:kind>/<uuid:uid>/",
        activity.row_activity,
        name="row_activity",
    ),
    path("<uuid:workspace_uid>/members/", workspaces.members, name="members"),
    path(
        "<uuid:workspace_uid>/members/<uuid:uid>/", workspaces.change_member, name="change_member"
    ),
]
