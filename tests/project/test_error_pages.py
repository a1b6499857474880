"""Pages for what goes wrong."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from project.people.models import User


def test_a_failure_shows_a_page_that_needs_a_plain_file_alone(rf: RequestFactory) -> None:
    page = server_error(rf.get("/")).content.decode()
    assert "Something went wrong" in page
    asked = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert asked == ["plain.css"]
    assert (Path(settings.BASE_DIR) / "frontend/public" / asked[0]).is_file()


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_missing_page_asks_strangers_alone_to_sign_in(
    client: Client, owner: User, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(owner)
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert ("sign in first" in page.content.decode()) is not signed_in
