from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command

from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.demo.services import PASSWORD, load, sign_ins
from annotations.disputes.models import Dispute
from annotations.editions.models import Edition
from annotations.highlights.models import Highlight
from annotations.reviews.models import Resolution, Review, ReviewRound
from project.people.models import User, Workspace
from sources.texts.models import TextVersion

pytestmark = pytest.mark.django_db


def test_what_it_holds() -> None:
    """All in one, since loading it takes longest."""
    workspace = load()
    assert workspace is not None
    every_text_says_that_it_is_a_demonstration()
    conflicts_have_citations_for_and_against()
    claims_are_extracted_and_concluded()
    reviewers_differ_and_an_edition_says_so(workspace)


def every_text_says_that_it_is_a_demonstration() -> None:
    says_so = re.compile("demonstration text|демонстрационный текст|演示文本|كۆرسەتمە تېكىست")
    versions = TextVersion.objects.select_related("text__source")
    languages = {version.text.language for version in versions}
    assert languages == {"en", "ru", "zh", "zh-Hant", "ug"}
    for version in versions:
        assert says_so.search(version.content), version.text.source


def conflicts_have_citations_for_and_against() -> None:
    assert Dispute.objects.count() == 2
    departures = {
        claim.value["edtf"]
        for claim in Claim.objects.filter(question__wording__contains="leave Almaty")
        if claim.value
    }
    assert departures == {"1949-08-24", "1949-08-24/..", "1949-08-25/.."}
    stances = set(Citation.objects.values_list("stance", flat=True))
    assert stances == {"supports", "contradicts", "qualifies", "does_not_address"}


def claims_are_extracted_and_concluded() -> None:
    assert {claim.kind for claim in Claim.objects.all()} == {"extracted", "concluded"}
    assert ClaimGround.objects.exists()
    assert Claim.objects.get(retracted_at__isnull=False).retraction_reason
    assert Claim.objects.get(value__calendar="minguo").value == {
        "kind": "date",
        "edtf": "1949-08-24",
        "calendar": "minguo",
        "original": "民國三十八年八月二十四日",
    }
    targets = Citation.objects.values_list("highlight", "source", "search_log")
    assert {tuple(map(bool, target)) for target in targets} == {
        (True, False, False),
        (False, True, False),
        (False, False, True),
    }


def reviewers_differ_and_an_edition_says_so(workspace: Workspace) -> None:
    assert ReviewRound.objects.get().is_blind
    said = Review.objects.filter(question__wording__contains="leave Almaty")
    assert {review.verdict for review in said} == {"answered", "unresolved"}
    outcome = Resolution.objects.get()
    assert outcome.outcome == "unresolved"
    edition = Edition.objects.get(workspace=workspace)
    assert outcome.reasons in edition.content
    assert len(edition.frozen["texts"]) == 2


def test_a_second_time_changes_nothing() -> None:
    load()
    counted = User.objects.count(), Highlight.objects.count(), Claim.objects.count()
    assert load() is None
    assert (User.objects.count(), Highlight.objects.count(), Claim.objects.count()) == counted
    assert Workspace.objects.count() == 1


def test_the_command_prints_sign_ins_that_work() -> None:
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    for email, _ in sign_ins():
        assert email in printed.getvalue()
        assert User.objects.get(email=email).check_password(PASSWORD)
    assert PASSWORD in printed.getvalue()
