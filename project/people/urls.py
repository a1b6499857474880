"""Addresses of people and workspaces."""

from __future__ import annotations

from django.urls import path

from project.people.accounts import views as accounts
from project.people.workspaces import views as workspaces

app_name = "people"

urlpatterns = [
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.SignOut.as_view(), name="sign_out"),
    path("account/", accounts.account, name="account"),
    path("tokens/", accounts.tokens, name="tokens"),
    path("tokens/<uuid:uid>/revoke/", accounts.revoke_token, name="revoke_token"),
    path("w/new/", workspaces.new_workspace, name="new_workspace"),
    path("w/<uuid:workspace_uid>/", workspaces.workspace, name="workspace"),
    path("w/<uuid:workspace_uid>/settings/", workspaces.settings, name="settings"),
    path("w/<uuid:workspace_uid>/members/", workspaces.members, name="members"),
    path(
        "w/<uuid:workspace_uid>/members/<uuid:uid>/", workspaces.change_member, name="change_member"
    ),
]
