"""`create_user EMAIL --password-stdin`: somebody who can sign in."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from project.people.accounts import services as accounts


class Command(BaseCommand):
    """Makes a person who signs in with an e-mail address and a password."""

    help = "Make a person who can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="Name to show; else made from the address.")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Read the password from standard input, its first line.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, a sentence for each thing that is wrong."""
        try:
            user = accounts.create_user(
                email=options["email"],
                password=_password(from_stdin=options["password_stdin"]),
                display_name=options["name"],
                attributed_to="command:create_user",
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.email} can sign in now.")


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise CommandError("Give the password on standard input, with --password-stdin.")
    password = getpass.getpass()
    if getpass.getpass("Password (again): ") != password:
        raise CommandError("The two passwords differ.")
    return password
