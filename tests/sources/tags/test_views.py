from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.tags import services
from sources.tags.models import Tag


@pytest.fixture
def tag(workspace: Workspace, reviewer: User) -> Tag:
    return services.create_tag(actor=reviewer, workspace=workspace, name="weather")


def at(name: str, workspace: Workspace, *args: object) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


def test_the_vocabulary(
    client: Client, tag: Tag, reader: User, reviewer: User, highlight: Highlight
) -> None:
    client.force_login(reader)
    page = client.get(at("tag_list", tag.workspace)).content.decode()
    assert "weather" in page
    assert "departure" in page
    assert "1 highlight<" in page
    assert at("new_tag", tag.workspace) not in page
    client.force_login(reviewer)
    assert (
        at("new_tag", tag.workspace) in client.get(at("tag_list", tag.workspace)).content.decode()
    )


def test_the_vocabulary_asks_as_much_for_one_tag_as_for_many(
    client: Client, tag: Tag, reviewer: User
) -> None:
    client.force_login(reviewer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(at("tag_list", tag.workspace))
        return len(asked)

    before = queries()
    for number in range(10):
        services.create_tag(
            actor=reviewer, workspace=tag.workspace, name=f"word {number}", broader=tag
        )
    assert queries() == before


def test_a_tag_shows_what_bears_it(
    client: Client, owner: User, highlight: Highlight, private_highlight: Highlight
) -> None:
    client.force_login(owner)
    tag = Tag.objects.get(name="departure")
    page = client.get(at("tag", tag.workspace, tag.uid)).content.decode()
    assert highlight.get_absolute_url() in page
    assert "No source bears this tag" in page


def test_a_taken_name_offers_to_merge(client: Client, tag: Tag, reviewer: User) -> None:
    client.force_login(reviewer)
    rain = services.create_tag(actor=reviewer, workspace=tag.workspace, name="rain")
    fields = {"name": "Weather", "colour": "grey"}
    response = client.post(at("edit_tag", tag.workspace, rain.uid), fields)
    assert response.status_code == 422
    merge = at("merge_tag", tag.workspace, rain.uid)
    assert f"{merge}?into={tag.uid}" in response.content.decode()
    page = client.get(merge, {"into": str(tag.uid)}).content.decode()
    assert f'value="{tag.uid}" selected' in page
    response = client.post(merge, {"into": tag.uid}, follow=True)
    assert at("restore_tag", tag.workspace, rain.uid) in response.content.decode()
    assert not Tag.objects.existing().filter(pk=rain.pk).exists()


def test_delete_asks_with_numbers_and_can_be_undone(
    client: Client, reviewer: User, highlight: Highlight
) -> None:
    client.force_login(reviewer)
    tag = Tag.objects.get(name="departure")
    url = at("delete_tag", tag.workspace, tag.uid)
    assert "1 highlight,\n" in client.get(url).content.decode()
    client.post(url)
    assert client.get(at("tag", tag.workspace, tag.uid)).status_code == 404
    client.post(at("restore_tag", tag.workspace, tag.uid))
    assert client.get(at("tag", tag.workspace, tag.uid)).status_code == 200


def test_restoring_a_name_that_is_taken_says_so(client: Client, tag: Tag, reviewer: User) -> None:
    client.force_login(reviewer)
    client.post(at("delete_tag", tag.workspace, tag.uid))
    services.create_tag(actor=reviewer, workspace=tag.workspace, name="Weather")
    response = client.post(at("restore_tag", tag.workspace, tag.uid), follow=True)
    assert "There is a tag of this name" in response.content.decode()


def test_typing_proposes(client: Client, tag: Tag, reader: User, reviewer: User) -> None:
    client.force_login(reader)
    services.create_tag(actor=reviewer, workspace=tag.workspace, name="bad weather")
    found = client.get(at("find_tags", tag.workspace), {"q": "WEA"}).content.decode()
    assert found.index('data-value="weather"') < found.index('data-value="bad weather"')
    assert client.get(at("find_tags", tag.workspace), {"q": "\0%_"}).content.decode().strip() == ""


@pytest.mark.parametrize("name", ["tag_list", "new_tag", "find_tags"])
def test_outsiders_see_no_vocabulary(
    client: Client, outsider: User, workspace: Workspace, name: str
) -> None:
    client.force_login(outsider)
    assert client.get(at(name, workspace)).status_code == 404


@pytest.mark.parametrize("name", ["tag", "edit_tag", "merge_tag", "delete_tag"])
def test_outsiders_see_no_tag(client: Client, outsider: User, tag: Tag, name: str) -> None:
    client.force_login(outsider)
    assert client.get(at(name, tag.workspace, tag.uid)).status_code == 404
