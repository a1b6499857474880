from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from sources.records.models import Source
from sources.tags import services
from sources.tags.bearing import BEARERS
from sources.tags.models import Tag
from sources.tags.queries import borne, tree
from tests.cast import MakeHighlight


@pytest.fixture
def tag(workspace: Workspace, reviewer: User) -> Tag:
    return services.create_tag(actor=reviewer, workspace=workspace, name="weather")


def make(tag: Tag, name: str, **fields: Any) -> Tag:
    return services.create_tag(actor=tag.created_by, workspace=tag.workspace, name=name, **fields)


def change(tag: Tag, actor: User, **fields: Any) -> Tag:
    now = {name: getattr(tag, name) for name in ("name", "colour", "description", "broader")}
    return services.change_tag(actor=actor, tag=tag, **(now | fields))


def names_of(highlight: Highlight) -> set[str]:
    return set(highlight.tags.filter(deleted_at=None).values_list("name", flat=True))


@pytest.mark.parametrize("again", ["Weather", " WEATHER ", "weather"])
def test_a_name_is_one_tag_whatever_its_case(
    tag: Tag, again: str, make_highlight: MakeHighlight
) -> None:
    with pytest.raises(services.NameTaken):
        make(tag, again)
    highlight = make_highlight("Nobody", tags=[again, "Weather  "])
    assert names_of(highlight) == {"weather"}


def test_names_are_kept_in_nfc(tag: Tag) -> None:
    made = make(tag, "Cafe\u0301  de  Flore")
    assert made.name == "Café de Flore"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "x", "colour": "mauve"}, "colour"),
        ({"name": "x", "description": "x" * 2_001}, "description"),
    ],
)
def test_what_is_no_tag(tag: Tag, fields: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        make(tag, **fields)
    assert field in caught.value.message_dict


def test_annotators_coin_and_do_not_manage(
    tag: Tag, annotator: User, make_highlight: MakeHighlight
) -> None:
    make_highlight("Nobody", tags=["a new word"])
    assert Tag.objects.filter(name="a new word", created_by=annotator).exists()
    for act in (
        lambda: change(tag, annotator, name="x"),
        lambda: services.merge_tags(actor=annotator, tag=tag, into=tag),
        lambda: people.delete(actor=annotator, row=tag),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_a_tag_is_never_below_itself(tag: Tag, reviewer: User, depth: int) -> None:
    lowest = tag
    for number in range(depth):
        lowest = make(tag, f"level {number}", broader=lowest)
    with pytest.raises(ValidationError, match="itself below"):
        change(tag, reviewer, broader=lowest)


def test_a_deleted_tag_in_between_hides_no_circle(tag: Tag, reviewer: User) -> None:
    middle = make(tag, "middle", broader=tag)
    low = make(tag, "low", broader=middle)
    people.delete(actor=reviewer, row=middle)
    with pytest.raises(ValidationError, match="itself below"):
        change(tag, reviewer, broader=low)


def test_the_tree_goes_from_broader_to_narrower(
    tag: Tag, workspace: Workspace, reader: User, reviewer: User
) -> None:
    rain = make(tag, "rain", broader=tag)
    make(tag, "drizzle", broader=rain)
    make(tag, "Fog", broader=tag)
    make(tag, "aircraft")
    lines = [(line.tag.name, line.depth) for line in tree(workspace, reader)]
    assert lines == [("aircraft", 0), ("weather", 0), ("Fog", 1), ("rain", 1), ("drizzle", 2)]
    people.delete(actor=reviewer, row=rain)
    assert ("drizzle", 0) in [(line.tag.name, line.depth) for line in tree(workspace, reader)]


def test_counts_tell_nothing_of_the_private(
    tag: Tag, make_highlight: MakeHighlight, owner: User, annotator: User
) -> None:
    make_highlight("Nobody", tags=["weather"])
    make_highlight("airfield", tags=["weather"], sharing="private")
    assert borne([tag], annotator)[tag.pk]["highlights"] == 2
    assert borne([tag], owner)[tag.pk]["highlights"] == 1


def test_merging_moves_what_bears_the_tag_once(
    tag: Tag, source: Source, make_highlight: MakeHighlight, reviewer: User, owner: User
) -> None:
    rain, below = make(tag, "rain", broader=tag), None
    below = make(tag, "drizzle", broader=rain)
    both = make_highlight("Nobody", tags=["weather", "rain"])
    one = make_highlight("airfield", tags=["rain"])
    services.tag_rows(actor=owner, bearer=BEARERS["sources"], rows=[source], names=["rain"])
    services.merge_tags(actor=reviewer, tag=rain, into=tag)
    assert names_of(both) == names_of(one) == {"weather"}
    assert borne([tag], owner)[tag.pk] == {"highlights": 2, "sources": 1}
    below.refresh_from_db()
    assert below.broader == tag

    people.restore(actor=reviewer, row=Tag.objects.get(pk=rain.pk))
    assert names_of(one) == {"weather", "rain"}
    assert borne([rain], owner)[rain.pk] == {"highlights": 2, "sources": 1}


def test_merging_into_what_is_below(tag: Tag, reviewer: User) -> None:
    top = make(tag, "nature")
    change(tag, reviewer, broader=top)
    rain = make(tag, "rain", broader=tag)
    fog = make(tag, "fog", broader=tag)
    services.merge_tags(actor=reviewer, tag=tag, into=rain)
    for row in (rain, fog):
        row.refresh_from_db()
    assert (rain.broader, fog.broader) == (top, rain)


def test_merging_a_tag_into_itself(tag: Tag, reviewer: User) -> None:
    with pytest.raises(ValidationError, match="another tag"):
        services.merge_tags(actor=reviewer, tag=tag, into=tag)


def test_a_deleted_name_is_free(tag: Tag, reviewer: User, make_highlight: MakeHighlight) -> None:
    old = make_highlight("Nobody", tags=["weather"])
    people.delete(actor=reviewer, row=tag)
    assert names_of(old) == set()
    new = make_highlight("airfield", tags=["Weather"])
    assert new.tags.get().pk != tag.pk
    with pytest.raises(ValidationError, match="a tag of this name"):
        people.restore(actor=reviewer, row=Tag.objects.get(pk=tag.pk))
    people.delete(actor=reviewer, row=new.tags.get())
    people.restore(actor=reviewer, row=Tag.objects.get(pk=tag.pk))
    assert names_of(old) == {"weather"}


def test_other_workspaces_have_their_own_words(
    tag: Tag, other_workspace: Workspace, outsider: User
) -> None:
    theirs = services.create_tag(actor=outsider, workspace=other_workspace, name="weather")
    assert theirs.pk != tag.pk
    with pytest.raises(ValidationError, match="another workspace"):
        change(theirs, outsider, broader=tag)
