"""The form of a search that found nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from annotations.searches.forms import WrittenDateField


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("May 2024", "2024-05"),
        ("2024-05~", "2024-05~"),
        ("12 мая 2024 г.", "2024-05-12"),
        ("12.5.2024", "2024-05-12"),
        ("2024年5月12日", "2024-05-12"),
        ("١٢ مايو ٢٠٢٤", "2024-05-12"),
        ("2024-يىلى 12-ماي", "2024-05-12"),
    ],
)
def test_it_takes_dates_as_answers_do(written: str, edtf: str) -> None:
    assert WrittenDateField().clean(written) == edtf


@pytest.mark.parametrize(
    ("written", "advice"), [("12 May 24", "in full"), ("1368 AH", "choose"), ("1949-13", "month")]
)
def test_what_it_refuses_it_says(written: str, advice: str) -> None:
    with pytest.raises(ValidationError, match=advice):
        WrittenDateField().clean(written)


def test_it_is_checked_as_answers_are_while_it_is_typed() -> None:
    shown = WrittenDateField().widget.render("date", "")
    assert f'data-edtf-check="{reverse("api:edtf")}"' in shown
