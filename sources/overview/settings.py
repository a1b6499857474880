"""What sources ask of the settings of a workspace."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from project.people.models import Workspace
from sources.records import citation_keys


def check_pattern(*, workspace: Workspace, **_: Any) -> None:
    """Receiver of `checking`: the pattern makes citation keys. Raises ValidationError by field."""
    try:
        citation_keys.check_pattern(workspace.citation_key_pattern)
    except citation_keys.InvalidPattern as error:
        raise ValidationError({"citation_key_pattern": error.messages}) from error
