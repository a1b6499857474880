from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from annotations.demo.services import PASSWORD, load, sign_ins


class Command(BaseCommand):
    """Load the demonstration once and print how to sign in to it."""

    help = "Load the demonstration workspace (once) and print its sign-ins."

    def handle(self, **options: Any) -> None:
        workspace = load()
        self.stdout.write(
            "Demonstration loaded." if workspace else "Demonstration is there already."
        )
        self.stdout.write("Demo sign-ins (password for all: “" + PASSWORD + "”):")
        for email, role in sign_ins():
            self.stdout.write(f"  {email:26} {role}")
