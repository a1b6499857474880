"""Addresses of people and workspaces."""

from __future__ import annotations

from django.urls import path

from project.people import views

app_name = "people"

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("account/", views.account, name="account"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<uuid:uid>/revoke/", views.revoke_token, name="revoke_token"),
    path("w/new/", views.new_workspace, name="new_workspace"),
    path("w/<uuid:workspace_uid>/", views.workspace, name="workspace"),
    path("w/<uuid:workspace_uid>/settings/", views.settings, name="settings"),
    path("w/<uuid:workspace_uid>/members/", views.members, name="members"),
    path("w/<uuid:workspace_uid>/members/<uuid:uid>/", views.change_member, name="change_member"),
]
