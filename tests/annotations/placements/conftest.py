"""A text corrected once, with a passage that is to be checked."""

from __future__ import annotations

import pytest

from annotations.highlights.models import Highlight, Placement
from project.people.history import attributed
from project.people.models import User
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from tests.cast import CONTENT

CORRECTED = CONTENT.replace("The aircraft", "By noon the aircraft")


def save(text: Text, actor: User, content: str) -> TextVersion:
    """The next version of a text."""
    number = text.latest.number
    return texts.edit_text(actor=actor, text=text, content=content, based_on=number)


def doubt(highlight: Highlight, version: TextVersion, **to: object) -> Placement:
    """The placement of a highlight's first passage in `version`, made uncertain."""
    found = Placement.objects.get(
        passage__highlight=highlight, passage__position=0, version=version
    )
    fields = {"status": Placement.Status.UNCERTAIN, "confidence": 0.4, **to}
    with attributed("test"):
        Placement.objects.filter(pk=found.pk).update(**fields)
    return Placement.objects.select_related("version__text", "workspace", "passage").get(
        pk=found.pk
    )


@pytest.fixture
def second(text: Text, highlight: Highlight, annotator: User) -> TextVersion:
    """Version 2, in which the highlight's words stand further down."""
    return save(text, annotator, CORRECTED)


@pytest.fixture
def uncertain(highlight: Highlight, second: TextVersion) -> Placement:
    """Where the highlight's passage is thought to lie in version 2."""
    return doubt(highlight, second)
