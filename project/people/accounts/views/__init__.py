"""Pages of people and their access tokens."""

from project.people.accounts.views.account import account, close, profile
from project.people.accounts.views.addresses import (
    change_address,
    confirm_address,
    send_confirmation,
)
from project.people.accounts.views.entering import SignIn, SignOut, sign_up
from project.people.accounts.views.passwords import (
    ChangePassword,
    ResetPassword,
    ask_for_reset,
    reset_sent,
)
from project.people.accounts.views.sessions import end_other_sessions, end_session, sessions
from project.people.accounts.views.tokens import revoke_token, tokens

__all__ = [
    "ChangePassword",
    "ResetPassword",
    "SignIn",
    "SignOut",
    "account",
    "ask_for_reset",
    "change_address",
    "close",
    "confirm_address",
    "end_other_sessions",
    "end_session",
    "profile",
    "reset_sent",
    "revoke_token",
    "send_confirmation",
    "sessions",
    "sign_up",
    "tokens",
]
