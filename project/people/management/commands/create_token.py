"""`create_token EMAIL --scope read|write`: prints an access token and nothing else."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from project.people.accounts import services as accounts
from project.people.models import User
from project.people.permissions import Scope


class Command(BaseCommand):
    """Makes an access token for a person and prints it alone, for scripts."""

    help = "Make an access token and print it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--scope", choices=Scope.values, required=True)
        parser.add_argument("--name", default="Command line", help="What the token is for.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where nobody signs in with the address."""
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in with {options['email']}.")
        try:
            _, secret = accounts.create_token(
                actor=user, name=options["name"], scope=options["scope"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(secret)
