from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from annotations.bundles import services
from annotations.bundles.models import Bundle
from annotations.disputes.models import Dispute
from project.people.models import User

MakeFiles = Callable[[], dict[str, str]]


def unpacked(data: bytes) -> dict[str, str]:
    """The files of a bundle by name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder for the files of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def bundle(dispute: Dispute, annotator: User) -> Bundle:
    """A bundle that waits for its turn."""
    return services.request_bundle(actor=annotator, dispute=dispute)


@pytest.fixture
def make_files(dispute: Dispute, annotator: User) -> MakeFiles:
    """Makes the dispute's bundle and opens it."""
    return lambda: unpacked(services.bundle_bytes(dispute, annotator))
