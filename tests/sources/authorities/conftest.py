"""Authorities of the running example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from project.people.models import User, Workspace
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.authorities.services import Entry, create_authority

Make = Callable[..., Authority]

QASIMI = (
    Written("ئەخمەتجان قاسىمى", "ug"),
    Written("Ehmetjan Qasimi", "ug-Latn", "transliteration"),
    Written("阿合买提江·哈斯木", "zh-Hans"),
    Written("Ахметжан Касими", "ru"),
)


@pytest.fixture
def make(workspace: Workspace, annotator: User) -> Make:
    """Makes an authority of the workspace."""

    def made(name: str, kind: str = "place", **fields: Any) -> Authority:
        entry = Entry(kind=kind, name=name, **fields)
        return create_authority(actor=annotator, workspace=workspace, entry=entry)

    return made


@pytest.fixture
def almaty(make: Make) -> Authority:
    """A city with an older name, in a country."""
    return make(
        "Almaty",
        language="en",
        variants=(
            Written("Алматы", "kk"),
            Written("Alma-Ata", "ru-Latn", "former"),
            Written("阿拉木图", "zh-Hans"),
        ),
        latitude=43.25,
        longitude=76.95,
        part_of=make("Kazakhstan"),
    )


@pytest.fixture
def qasimi(make: Make) -> Authority:
    return make("Ahmetjan Qasimi", "person", language="en", variants=QASIMI, dates="1914/1949")
