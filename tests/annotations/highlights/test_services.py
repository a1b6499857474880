from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from annotations.claims.models import Citation
from annotations.highlights import services
from annotations.highlights.models import Highlight, Passage, Placement
from project.people import services as people
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from project.people.refusing import Overtaken
from sources.tags.models import Tag
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from tests.cast import CONTENT, MakeHighlight


def test_a_passage_remembers_what_it_was_made_against(highlight: Highlight, text: Text) -> None:
    passage = highlight.passages.get()
    assert passage.version == text.latest
    assert (passage.exact, passage.start) == ("24 August", CONTENT.index("24 August"))
    assert passage.prefix == "The aircraft left Almaty on "
    assert passage.suffix == ".\n\nTalks went on until midnight,"[:32]
    assert len(passage.suffix) == Passage.CONTEXT


def test_two_passages_make_a_quotation_with_an_omission(annotator: User, text: Text) -> None:
    content = text.latest.content
    ranges = [(content.index(w), content.index(w) + len(w)) for w in ("Talks", "midnight")]
    made = services.create_highlight(actor=annotator, version=text.latest, ranges=ranges)
    assert made.quote == "Talks […] midnight"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"ranges": []}, "exact", "Select some text"),
        ({"ranges": [(5, 5)]}, "exact", "outside"),
        ({"ranges": [(9, 5)]}, "exact", "outside"),
        ({"ranges": [(0, 10_000)]}, "exact", "outside"),
        ({"ranges": [(-1, 4)]}, "exact", "outside"),
        ({"ranges": [(0, 3)], "exact": ["Xyz"]}, "exact", "reads otherwise"),
        ({"ranges": [(0, 3)], "sharing": "everyone"}, "sharing", "not a valid choice"),
        ({"ranges": [(0, 3)], "comment": "x" * 20_001}, "comment", "at most 20000"),
        ({"ranges": [(0, 3)], "tags": ["x" * 81]}, "tags", "at most 80"),
    ],
)
def test_bad_input_is_refused_and_leaves_nothing(
    annotator: User, text: Text, fields: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        services.create_highlight(actor=annotator, version=text.latest, **fields)
    assert words in str(caught.value.message_dict[field])
    assert not Highlight.objects.exists()
    assert not Tag.objects.exists()


def test_readers_and_outsiders_cannot_highlight(reader: User, outsider: User, text: Text) -> None:
    for user in (reader, outsider):
        with pytest.raises(NotPermitted):
            services.create_highlight(actor=user, version=text.latest, ranges=[(0, 3)])


def test_only_the_author_changes_a_highlight(owner: User, highlight: Highlight) -> None:
    with pytest.raises(NotPermitted):
        services.change_highlight(
            actor=owner, highlight=highlight, revision=1, comment="", tags=[], sharing="shared"
        )


def test_the_second_of_two_edits_is_told(annotator: User, highlight: Highlight) -> None:
    def change(comment: str) -> Highlight:
        return services.change_highlight(
            actor=annotator,
            highlight=highlight,
            revision=1,
            comment=comment,
            tags=["departure", "date"],
            sharing="shared",
        )

    assert change("first").revision == 2
    with pytest.raises(Overtaken) as caught:
        change("second")
    assert caught.value.current.comment == "first"
    assert {tag.name for tag in highlight.tags.all()} == {"departure", "date"}


def test_cited_highlights_stay_shared_and_are_not_deleted(
    annotator: User, citation: Citation
) -> None:
    highlight = citation.highlight
    assert highlight
    with pytest.raises(ValidationError, match="stays shared"):
        services.change_highlight(
            actor=annotator, highlight=highlight, revision=1, comment="", tags=[], sharing="private"
        )
    with pytest.raises(services.StillCited):
        services.delete_highlight(actor=annotator, highlight=highlight)
    people.delete(actor=annotator, row=citation)
    services.delete_highlight(actor=annotator, highlight=highlight)
    assert not Highlight.objects.visible_to(annotator).exists()


def save(text: Text, actor: User, content: str) -> TextVersion:
    return texts.edit_text(actor=actor, text=text, content=content, based_on=text.latest.number)


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        (("The aircraft", "By noon the aircraft"), "placed", "24 August"),
        (("24 August", "25 August"), "placed", "25 August"),
        (("The aircraft left Almaty on 24 August.\n\n", ""), "orphaned", None),
    ],
    ids=["shifted", "corrected", "gone"],
)
def test_a_new_version_places_passages_anew(
    annotator: User,
    text: Text,
    highlight: Highlight,
    change: tuple[str, str],
    status: str,
    words: str | None,
) -> None:
    version = save(text, annotator, CONTENT.replace(*change))
    placement = Placement.objects.get(passage__highlight=highlight, version=version)
    assert placement.status == status
    place = placement.place
    assert (place and version.content[slice(*place)]) == words
    made = Placement.objects.get(passage__highlight=highlight, version__number=1)
    assert (made.status, made.method) == ("placed", "made")


def test_a_later_version_brings_an_orphan_back(
    annotator: User, text: Text, highlight: Highlight
) -> None:
    save(text, annotator, CONTENT.replace("24 August", "the next day"))
    back = save(text, annotator, CONTENT)
    assert Placement.objects.get(passage__highlight=highlight, version=back).status == "placed"


def test_a_highlight_made_in_an_old_version_is_placed_in_the_new(
    annotator: User, text: Text
) -> None:
    first = text.latest
    second = save(text, annotator, "A new beginning.\n\n" + CONTENT)
    made = services.create_highlight(actor=annotator, version=first, ranges=[(0, 12)])
    placed = Placement.objects.get(passage__highlight=made, version=second)
    assert second.content[placed.start : placed.end] == "The aircraft"


def test_deleted_highlights_are_placed_too_so_that_undo_is_whole(
    annotator: User, text: Text, highlight: Highlight
) -> None:
    services.delete_highlight(actor=annotator, highlight=highlight)
    version = save(text, annotator, "New. " + CONTENT)
    people.restore(actor=annotator, row=highlight)
    assert Placement.objects.filter(passage__highlight=highlight, version=version).exists()


def test_the_database_refuses_to_change_a_passage(highlight: Highlight) -> None:
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Passage.objects.update(exact="Something else")


def test_the_database_refuses_a_placement_without_a_place(
    workspace: Workspace, highlight: Highlight, owner: User
) -> None:
    from project.people.history import attributed

    placement = Placement.objects.get()
    with pytest.raises(IntegrityError), attributed(str(owner.uid)):
        Placement.objects.filter(pk=placement.pk).update(start=None, end=None)


def test_tags_are_one_vocabulary(make_highlight: MakeHighlight) -> None:
    make_highlight("Talks", tags=["talks", " talks ", ""])
    make_highlight("midnight", tags=["talks"])
    assert [tag.name for tag in Tag.objects.all()] == ["talks"]
