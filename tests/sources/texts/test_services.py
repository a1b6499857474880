"""Writes to texts and their versions."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.highlights.models import Placement
from project.people.models import User
from project.people.permissions import NotPermitted
from sources.records.models import Source
from sources.texts import services
from sources.texts.models import Text, TextVersion
from sources.texts.structure import Block, BlockType, Document, from_plain
from tests.cast import CONTENT, MakeHighlight


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"language": ""}, "language"),
        ({"language": "x" * 36}, "language"),
        ({"language": "in English"}, "language"),
        ({"writing_mode": "upwards"}, "writing_mode"),
        ({"direction": "up"}, "direction"),
        ({"direction": ""}, "direction"),
        ({"kind": "copy"}, "kind"),
        ({"title": "t" * 301}, "title"),
        ({"document": Document("Not\r\nnormal.")}, "content"),
        ({"document": Document("No block.")}, "content"),
        ({"document": Document("Ab.", (Block(BlockType.PARAGRAPH, 0, 9),))}, "content"),
    ],
)
def test_bad_input_of_create_text(
    source: Source, annotator: User, fields: dict[str, Any], wrong: str
) -> None:
    good = {"document": from_plain("Words."), "language": "en", "direction": "ltr"}
    with pytest.raises(ValidationError) as refused:
        services.create_text(actor=annotator, source=source, **{**good, **fields})
    assert wrong in refused.value.message_dict
    assert not Text.objects.exists()


@pytest.mark.parametrize(
    ("language", "asked", "mode"),
    [
        ("zh", "", "horizontal"),
        ("zh", "vertical", "vertical"),
        ("mn-Mong", "", "vertical"),
        ("mn-Mong", "horizontal", "horizontal"),
    ],
)
def test_lines_stand_where_the_script_or_somebody_says_so(
    source: Source, annotator: User, language: str, asked: str, mode: str
) -> None:
    text = services.create_text(
        actor=annotator,
        source=source,
        document=from_plain("Words."),
        language=language,
        direction="ltr",
        writing_mode=asked,
    )
    assert text.writing_mode == mode


def test_only_those_who_may_edit(text: Text, reader: User, outsider: User) -> None:
    for actor in (reader, outsider):
        with pytest.raises(NotPermitted):
            services.create_text(
                actor=actor,
                source=text.source,
                document=from_plain("Words."),
                language="en",
                direction="ltr",
            )
        with pytest.raises(NotPermitted):
            services.edit_text(actor=actor, text=text, content="Other.", based_on=1)
    assert TextVersion.objects.count() == 1


def test_an_edit_is_a_new_version_and_the_old_one_stays(text: Text, annotator: User) -> None:
    edited = CONTENT.replace("24 August", "25 August")
    version = services.edit_text(
        actor=annotator, text=text, content=edited, based_on=1, note=" Misread "
    )
    assert (version.number, version.content, version.note) == (2, edited, "Misread")
    assert text.versions.get(number=1).content == CONTENT
    assert len(version.sha256) == 64
    assert version.sha256 != text.versions.get(number=1).sha256


@pytest.mark.parametrize("content", [CONTENT, CONTENT.replace("\n", "\r\n"), CONTENT + "\n\n"])
def test_an_edit_that_changes_nothing_saves_nothing(
    text: Text, annotator: User, content: str
) -> None:
    version = services.edit_text(actor=annotator, text=text, content=content, based_on=1)
    assert version.number == 1
    assert text.versions.count() == 1


@pytest.mark.parametrize("content", ["", "  \n\n "])
def test_an_empty_text_is_refused(text: Text, annotator: User, content: str) -> None:
    with pytest.raises(ValidationError, match="cannot be empty"):
        services.edit_text(actor=annotator, text=text, content=content, based_on=1)


@pytest.mark.parametrize("based_on", [0, 1, 3])
def test_an_edit_of_another_than_the_latest_is_told(
    text: Text, annotator: User, reviewer: User, based_on: int
) -> None:
    services.edit_text(actor=reviewer, text=text, content="Theirs.", based_on=1)
    with pytest.raises(services.StaleVersion) as stale:
        services.edit_text(actor=annotator, text=text, content="Mine.", based_on=based_on)
    assert stale.value.latest.content == "Theirs."
    assert text.versions.count() == 2


def test_saving_a_version_places_its_passages(
    text: Text, make_highlight: MakeHighlight, annotator: User
) -> None:
    kept, lost = make_highlight("until midnight"), make_highlight("24 August")
    content = CONTENT.replace("The aircraft left Almaty on 24 August.\n\n", "")
    version = services.edit_text(actor=annotator, text=text, content=content, based_on=1)
    statuses = dict(
        Placement.objects.filter(version=version).values_list("passage__highlight", "status")
    )
    assert statuses == {kept.pk: "placed", lost.pk: "orphaned"}
