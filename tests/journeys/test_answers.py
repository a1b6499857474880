"""A historian answers with a date of another calendar, and sees what it means while typing."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import expect

from annotations.disputes.models import Question
from project.people.models import User
from tests.journeys.conftest import SignIn


def test_a_date_is_explained_as_it_is_typed_and_both_calendars_are_shown(
    sign_in: SignIn, annotator: User, question: Question
) -> None:
    page = sign_in(annotator)
    page.goto(reverse("annotations:new_claim", args=[question.workspace.uid]))
    page.get_by_label("Statement").fill("It left in August.")
    page.get_by_label("Question it answers").select_option(label=question.wording)
    date, words = page.get_by_label("Date", exact=True), page.locator(".date-words")
    date.fill("30 August")
    expect(words).to_contain_text("Write the year too")
    expect(date).to_have_attribute("aria-invalid", "true")
    date.fill("11 August 1949")
    expect(words).to_have_text("11 August 1949 (1949-08-11)")
    page.get_by_label("Calendar it is written in").select_option("julian")
    expect(words).to_have_text("24 August 1949 (1949-08-24)")
    page.get_by_label("Unknown:").check()
    expect(date).to_be_hidden()
    page.get_by_label("A date").check()
    page.get_by_role("button", name="State the claim").click()
    expect(page.get_by_role("main")).to_contain_text("24 August 1949 (Julian: 11 August 1949)")
