from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotations.bundles import services
from annotations.bundles.models import Bundle
from annotations.disputes.models import Dispute
from project.people.models import User


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder for the files of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def bundle(dispute: Dispute, annotator: User) -> Bundle:
    """A bundle that waits for its turn."""
    return services.request_bundle(actor=annotator, dispute=dispute)
