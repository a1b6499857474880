"""Adding, resizing, removing and restoring the passages of a highlight."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from annotations.highlights import passages, services
from annotations.highlights.models import Highlight, Passage
from project.people.models import User
from project.people.permissions import NotPermitted
from project.people.refusing import Overtaken
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from sources.texts.structure import from_plain
from tests.cast import CONTENT


def span(words: str, content: str = CONTENT) -> tuple[int, int]:
    start = content.index(words)
    return start, start + len(words)


def add(highlight: Highlight, words: str, revision: int, version: TextVersion | None = None) -> Any:
    version = version or highlight.text.latest
    return passages.add_passage(
        actor=highlight.created_by,
        highlight=highlight,
        version=version,
        span=span(words, version.content),
        exact=words,
        revision=revision,
    )


def marked(highlight: Highlight) -> list[str]:
    found = Passage.objects.filter(highlight=highlight).order_by("position")
    assert [passage.position for passage in found] == list(range(len(found)))
    return [passage.exact for passage in found]


def test_further_passages_stand_in_the_order_of_the_text(highlight: Highlight) -> None:
    add(highlight, "Nobody", 1)
    add(highlight, "The aircraft", 2)
    changed = add(highlight, "midnight", 3)
    assert changed.revision == 4
    assert marked(highlight) == ["The aircraft", "24 August", "midnight", "Nobody"]
    assert Highlight.objects.get(pk=highlight.pk).quote == (
        "The aircraft […] 24 August […] midnight […] Nobody"
    )


def test_resizing_keeps_the_address_and_the_history(highlight: Highlight) -> None:
    add(highlight, "Nobody", 1)
    former = highlight.passages.get(position=0)
    passages.resize_passage(
        actor=highlight.created_by,
        highlight=highlight,
        passage=former.uid,
        version=former.version,
        span=span("on 24 August"),
        revision=2,
    )
    now = Passage.objects.get(uid=former.uid)
    assert (now.exact, now.position, now.prefix[-7:]) == ("on 24 August", 0, "Almaty ")
    assert [(p.version_id, p.start) for p in now.placements.all()] == [
        (former.version_id, span("on 24 August")[0])
    ]
    events = apps.get_model("annotations", "PassageEvent").objects.filter(uid=former.uid)
    assert list(events.order_by("pgh_id").values_list("pgh_label", "exact")) == [
        ("insert", "24 August"),
        ("delete", "24 August"),
        ("insert", "on 24 August"),
        *[("update", "on 24 August")] * (len(events) - 3),
    ]


def test_a_passage_moved_past_another_takes_its_turn(highlight: Highlight) -> None:
    add(highlight, "Talks", 1)
    passages.resize_passage(
        actor=highlight.created_by,
        highlight=highlight,
        passage=highlight.passages.get(position=0).uid,
        version=highlight.text.latest,
        span=span("Nobody"),
        revision=2,
    )
    assert marked(highlight) == ["Talks", "Nobody"]


def test_one_of_several_is_removed_and_comes_back(highlight: Highlight) -> None:
    add(highlight, "Talks", 1)
    add(highlight, "Nobody", 2)
    gone = Passage.objects.get(exact="Talks")
    author = highlight.created_by
    passages.remove_passage(actor=author, highlight=highlight, passage=gone.uid, revision=3)
    assert marked(highlight) == ["24 August", "Nobody"]
    restored = passages.restore_passage(
        actor=author, highlight=highlight, passage=gone.uid, revision=4
    )
    assert restored.revision == 5
    assert marked(highlight) == ["24 August", "Talks", "Nobody"]
    assert Passage.objects.get(exact="Talks").uid == gone.uid
    with pytest.raises(passages.NoSuchPassage):
        passages.restore_passage(actor=author, highlight=highlight, passage=gone.uid, revision=5)


def test_the_only_one_stays(highlight: Highlight) -> None:
    only = highlight.passages.get()
    with pytest.raises(ValidationError, match="only passage"):
        passages.remove_passage(
            actor=highlight.created_by, highlight=highlight, passage=only.uid, revision=1
        )
    assert marked(highlight) == ["24 August"]


@pytest.mark.parametrize(
    ("words", "field", "told"),
    [
        ("4 Aug", "exact", "overlaps another"),
        ("on 24 August", "exact", "overlaps another"),
        ("", "exact", "outside"),
    ],
)
def test_passages_that_cannot_be(highlight: Highlight, words: str, field: str, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        add(highlight, words, 1)
    assert told in str(caught.value.message_dict[field])
    assert marked(highlight) == ["24 August"]


def test_another_text_is_another_highlight(
    highlight: Highlight, source: Source, annotator: User
) -> None:
    translation = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain("Talks went on."),
        language="ru",
        direction="ltr",
    )
    with pytest.raises(ValidationError, match="one text alone"):
        add(highlight, "Talks", 1, translation.latest)


def test_only_the_author_and_only_the_current_revision(highlight: Highlight, owner: User) -> None:
    fields: dict[str, Any] = {"highlight": highlight, "passage": uuid4()}
    with pytest.raises(NotPermitted):
        passages.remove_passage(actor=owner, revision=1, **fields)
    with pytest.raises(Overtaken):
        passages.remove_passage(actor=highlight.created_by, revision=2, **fields)
    with pytest.raises(passages.NoSuchPassage):
        passages.remove_passage(actor=highlight.created_by, revision=1, **fields)


def test_every_version_that_has_the_words_shows_them(highlight: Highlight, text: Text) -> None:
    first = text.latest
    contents = (f"Note.\n\n{CONTENT}", f"Another.\n\nNote.\n\n{CONTENT}")
    for number, content in enumerate(contents, start=1):
        texts.save_version(
            actor=highlight.created_by,
            text=text,
            document=from_plain(content),
            based_on=number,
        )
    second = text.versions.get(number=2)
    add(highlight, "Nobody", 1, second)
    add(highlight, "Note", 2, second)
    starts = {
        passage.exact: {
            place.version.number: place.start
            for place in passage.placements.select_related("version")
        }
        for passage in Passage.objects.filter(highlight=highlight)
    }
    here = CONTENT.index("Nobody")
    assert starts["Nobody"] == {1: here, 2: here + 7, 3: here + 17}
    # The first version never had it, which is no loss to be told of.
    assert starts["Note"] == {2: 0, 3: 10}
    assert marked(highlight) == ["Note", "24 August", "Nobody"]
    assert first.placements.filter(status="orphaned").count() == 0


def test_whom_it_concerns_is_told(highlight: Highlight) -> None:
    told: list[tuple[str, str]] = []

    def listen(*, highlight: Highlight, before: str, **_: Any) -> None:
        told.append((before, Highlight.objects.get(pk=highlight.pk).quote))

    passages.passages_changed.connect(listen)
    try:
        add(highlight, "Talks", 1)
    finally:
        passages.passages_changed.disconnect(listen)
    assert told == [("24 August", "24 August […] Talks")]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (1, 3)])
def test_no_character_is_cut(source: Source, annotator: User, start: int, end: int) -> None:
    text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain("نَّص"),
        language="ug",
        direction="rtl",
    )
    with pytest.raises(ValidationError, match="nearest boundaries are 0 and 3"):
        services.create_highlight(actor=annotator, version=text.latest, ranges=[(start, end)])
