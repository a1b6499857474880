from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command

from annotations.claims.models import Citation, Claim
from annotations.demo.services import PASSWORD, load, sign_ins
from annotations.disputes.models import Dispute
from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.texts.models import TextVersion

pytestmark = pytest.mark.django_db


def test_every_text_says_that_it_is_a_demonstration() -> None:
    assert load() is not None
    says_so = re.compile("demonstration text|демонстрационный текст|演示文本|كۆرسەتمە تېكىست")
    versions = TextVersion.objects.select_related("text__source")
    languages = {version.text.language for version in versions}
    assert languages == {"en", "ru", "zh", "zh-Hant", "ug"}
    for version in versions:
        assert says_so.search(version.content), version.text.source


def test_it_holds_conflicts_with_citations_for_and_against() -> None:
    load()
    assert Dispute.objects.count() == 2
    departures = {
        claim.value["edtf"]
        for claim in Claim.objects.filter(question__wording__contains="leave Almaty")
        if claim.value
    }
    assert departures == {"1949-08-24", "1949-08-25/.."}
    stances = set(Citation.objects.values_list("stance", flat=True))
    assert stances == {"supports", "contradicts", "qualifies", "does_not_address"}


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
