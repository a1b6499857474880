"""Commands that a script can use."""

import io

import pytest
from django.core.management import CommandError, call_command

from project.people.accounts.services import token_digest
from project.people.models import AccessToken, User


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_create_user_reads_the_password_from_stdin(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "a long password here\nsecond line\n")
    call_command(
        "create_user", "new@Example.org", "--password-stdin", "--name", "Нина", stdout=io.StringIO()
    )
    user = User.objects.get(email="new@example.org")
    assert user.display_name == "Нина"
    assert user.check_password("a long password here")


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("reader@example.org", "a long password here", "Somebody already signs in"),
        ("READER@example.org", "a long password here", "Somebody already signs in"),
        ("no address", "a long password here", "valid email"),
        ("new@example.org", "short", "too short"),
        ("new@example.org", "", "too short"),
    ],
)
def test_create_user_says_what_is_wrong(
    reader: User, monkeypatch: pytest.MonkeyPatch, email: str, password: str, words: str
) -> None:
    type_in(monkeypatch, password + "\n")
    with pytest.raises(CommandError, match=words):
        call_command("create_user", email, "--password-stdin")
    assert User.objects.count() == 1


def test_create_user_without_a_terminal_wants_the_option(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "a long password here\n")
    with pytest.raises(CommandError, match="--password-stdin"):
        call_command("create_user", "new@example.org")


@pytest.mark.parametrize("scope", ["read", "write"])
def test_create_token_prints_the_token_alone(reader: User, scope: str) -> None:
    out = io.StringIO()
    call_command("create_token", "Reader@example.org", "--scope", scope, stdout=out)
    secret = out.getvalue().removesuffix("\n")
    token = AccessToken.objects.get(digest=token_digest(secret))
    assert (token.user, token.scope) == (reader, scope)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nobody@example.org", "--scope", "read"], "Nobody signs in with nobody@example.org"),
        (["reader@example.org"], "--scope"),
        (["reader@example.org", "--scope", "all"], "invalid choice"),
        (["reader@example.org", "--scope", "read", "--name", "n" * 101], "at most 100"),
    ],
)
def test_create_token_says_what_is_wrong(reader: User, arguments: list[str], words: str) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("create_token", *arguments)
    assert not AccessToken.objects.exists()
