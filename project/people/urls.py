"""Addresses of people and workspaces."""

from __future__ import annotations

from django.urls import include, path

from project.people.accounts import views as accounts

app_name = "people"

urlpatterns = [
    path("sign-in/", accounts.SignIn.as_view(), name="sign_in"),
    path("sign-out/", accounts.SignOut.as_view(), name="sign_out"),
    path("sign-up/", accounts.sign_up, name="sign_up"),
    path("account/", accounts.account, name="account"),
    path("account/profile/", accounts.profile, name="profile"),
    path("account/address/", accounts.change_address, name="change_address"),
    path("account/address/send/", accounts.send_confirmation, name="send_confirmation"),
    path("account/address/<str:token>/", accounts.confirm_address, name="confirm_address"),
    path("account/password/", accounts.ChangePassword.as_view(), name="change_password"),
    path("account/close/", accounts.close, name="close_account"),
    path("account/sessions/", accounts.sessions, name="sessions"),
    path("account/sessions/end/", accounts.end_other_sessions, name="end_other_sessions"),
    path("account/sessions/<uuid:uid>/end/", accounts.end_session, name="end_session"),
    path("password/", accounts.ask_for_reset, name="ask_for_reset"),
    path("password/sent/", accounts.reset_sent, name="reset_sent"),
    path(
        "password/<str:uidb64>/<str:token>/",
        accounts.ResetPassword.as_view(),
        name="reset_password",
    ),
    path("tokens/", accounts.tokens, name="tokens"),
    path("tokens/<uuid:uid>/revoke/", accounts.revoke_token, name="revoke_token"),
    path("", include("project.people.workspaces.urls")),
]
