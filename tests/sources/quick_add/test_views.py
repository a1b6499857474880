"""Quick add: paste, look, tick, add."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from project.people.models import User, Workspace
from sources.records.models import Source, SourceTag

TWO = """@book{forbes1986, author={Forbes, Andrew}, title={Warlords}, year=1986,
 keywords={one, two}}
@report{petrov1949, author={Petrov}, title={Airfield report}, date={1949-09}}
"""
BROKEN = TWO + "@book{bad,, title={Bad}}\n"


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def url(workspace: Workspace) -> str:
    return reverse("sources:quick_add", args=[workspace.uid])


def keys(workspace: Workspace) -> list[str]:
    found = Source.objects.existing().filter(workspace=workspace)
    return list(found.values_list("citation_key", flat=True).order_by("pk"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may(
    client: Client, workspace: Workspace, reader: User, outsider: User, method: str
) -> None:
    for user, status in ((None, 302), (outsider, 404), (reader, 403)):
        client.logout()
        if user:
            client.force_login(user)
        assert getattr(client, method)(url(workspace)).status_code == status


def test_nothing_is_added_before_it_was_looked_at(
    as_annotator: Client, workspace: Workspace
) -> None:
    response = as_annotator.post(url(workspace), {"content": BROKEN})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Forbes, Andrew. 1986" in page
    assert "Entry 3, line 4" in page
    assert "This cannot be read" in page
    assert page.count('name="entry"') == 2
    assert "@book{bad,, title={Bad}}" in page
    assert keys(workspace) == []


def test_what_is_ticked_is_added(as_annotator: Client, workspace: Workspace) -> None:
    posted = {"content": BROKEN, "step": "add", "entry": ["1", "3", "99"], "keep_tags": "on"}
    response = as_annotator.post(url(workspace), posted)
    assert response.status_code == 302
    [made] = Source.objects.filter(workspace=workspace)
    assert (made.citation_key, made.date, made.title) == ("forbes1986", "1986", "Warlords")
    tags = SourceTag.objects.filter(source=made).values_list("tag__name", flat=True)
    assert sorted(tags) == ["one", "two"]


def test_tags_only_when_asked_for(as_annotator: Client, workspace: Workspace) -> None:
    as_annotator.post(url(workspace), {"content": TWO, "step": "add", "entry": ["1"]})
    assert not SourceTag.objects.exists()


def test_what_may_be_here_already_is_not_ticked(as_annotator: Client, source: Source) -> None:
    page = as_annotator.post(url(source.workspace), {"content": TWO}).content.decode()
    assert "May be here already" in page
    assert source.get_absolute_url() in page
    assert re.findall(r'name="entry" value="(\d)"( checked)?', page) == [
        ("1", " checked"),
        ("2", ""),
    ]


def test_a_key_that_is_taken_is_made_anew(as_annotator: Client, source: Source) -> None:
    content = (
        '[{"id": "petrov1949", "type": "book", "title": "Other", "author": [{"family": "Ma"}]}]'
    )
    posted = {"content": content, "step": "add", "entry": ["1"]}
    as_annotator.post(url(source.workspace), posted)
    assert keys(source.workspace) == ["petrov1949", "mand"]


def test_two_of_one_key(as_annotator: Client, workspace: Workspace) -> None:
    content = "@book{a, title={One}, year=1949}\n@book{A, title={Two}, year=1950}"
    as_annotator.post(url(workspace), {"content": content, "step": "add", "entry": ["1", "2"]})
    assert len(set(keys(workspace))) == 2


def test_a_file_will_do(as_annotator: Client, workspace: Workspace) -> None:
    file = SimpleUploadedFile("refs.bib", "@book{a, title={Тетрадь}}".encode("cp1251"))
    page = as_annotator.post(url(workspace), {"file": file}).content.decode()
    # Its words stand in the page, so that the next step has them.
    assert "@book{a, title={Тетрадь}}" in page


WRONG: list[tuple[dict[str, Any], str]] = [
    ({}, "Paste references, or choose a file."),
    ({"content": "Forbes, Andrew: Warlords."}, "This looks like none of the formats."),
    ({"content": '[{"a": 1 "b"}]'}, "Line 1 is not JSON"),
    ({"content": TWO, "step": "add"}, "Tick the references to add."),
    ({"content": "Forbes", "format": "bibtex"}, "No reference found"),
    ({"content": "a\x00b"}, "Null characters"),
]


@pytest.mark.parametrize(("posted", "words"), WRONG)
def test_mistakes_are_told_and_what_was_pasted_is_kept(
    as_annotator: Client, workspace: Workspace, posted: dict[str, Any], words: str
) -> None:
    response = as_annotator.post(url(workspace), posted)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert posted.get("content", "").partition('"')[0].replace("\x00", "")[:20] in page
    assert keys(workspace) == []


def test_one_that_fails_leaves_none(as_annotator: Client, workspace: Workspace) -> None:
    content = (
        '[{"type": "book", "title": "Good"}, {"type": "book", "title": "Bad",'
        ' "custom": {"testimonia": {"originality": "nonsense"}}}]'
    )
    posted = {"content": content, "step": "add", "entry": ["1", "2"]}
    response = as_annotator.post(url(workspace), posted)
    assert response.status_code == 422
    assert keys(workspace) == []
