"""What every page of a workspace shares."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from project.people.models import Workspace
from project.people.pages import page

ROOMS = [
    ("", "Overview", "page"),
    ("settings/", "Overview", "true"),
    ("activity/", "Overview", "true"),
    ("waiting/conflicts/", "Overview", "true"),
    ("invitations/", "Overview", "true"),
    ("hand-over/", "Overview", "true"),
    ("sources/", "Sources", "page"),
    ("sources/1/texts/new/", "Sources", "true"),
    ("imports/1/", "Sources", "true"),
    ("texts/1/edit/", "Sources", "true"),
    ("highlights/1/", "Sources", "true"),
    ("claims/", "Claims", "page"),
    ("citations/1/edit/", "Claims", "true"),
    ("disputes/1/", "Disputes", "true"),
    ("questions/1/edit/", "Disputes", "true"),
    ("bundles/1/", "Disputes", "true"),
    ("elsewhere/", None, None),
]


@pytest.mark.parametrize(("path", "room", "current"), ROOMS)
def test_the_navigation_says_in_which_room_a_page_lies(
    rf: RequestFactory, workspace: Workspace, path: str, room: str | None, current: str | None
) -> None:
    request = rf.get(workspace.get_absolute_url() + path)
    request.user = AnonymousUser()
    content = page(request, workspace, "base.html").content.decode()
    marked = re.findall(r'aria-current="(\w+)">(\w+)</a>', content)
    assert marked == ([(current, room)] if room else [])
