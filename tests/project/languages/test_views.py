"""The language of pages, and the strings that scripts get."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("asked", "language", "direction"),
    [
        ("ar", "ar", "rtl"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "ru", "ltr"),
        ("tlh", "en", "ltr"),
        ("", "en", "ltr"),
    ],
)
@pytest.mark.django_db
def test_a_stranger_reads_what_their_browser_asks_for(
    asked: str, language: str, direction: str, client: Client
) -> None:
    page = client.get("/", headers={"accept-language": asked}).content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert (f'src="/strings/{language}.js"' in page) == (language != "en")


@pytest.mark.django_db
def test_scripts_get_the_language_in_the_address(client: Client) -> None:
    answer = client.get("/strings/ru.js", headers={"accept-language": "ar"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
    assert "max-age" in answer["Cache-Control"]
    assert "django.gettext" in answer.content.decode()


@pytest.mark.django_db
def test_a_language_that_is_not_there_has_no_strings(client: Client) -> None:
    assert client.get("/strings/tlh.js").status_code == 404
