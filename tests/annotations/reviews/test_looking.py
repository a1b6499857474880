"""What others changed in a dispute since somebody looked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from annotations.claims.citations.services import cite
from annotations.claims.grounds.services import add_grounds
from annotations.claims.models import Claim
from annotations.claims.retracting.services import retract
from annotations.claims.services import create_claim
from annotations.disputes.models import Dispute, Question
from annotations.highlights.passages import resize_passage
from annotations.reviews import services
from annotations.reviews.looking import changed_since_look
from annotations.reviews.models import LastLook
from annotations.searches.models import SearchLog
from annotations.searches.services import change_search
from project.people.history import attributed
from project.people.models import User, Workspace
from sources.records.models import Source
from tests.cast import MakeHighlight, regrade

pytestmark = pytest.mark.django_db


def look_an_hour_ago(user: User, dispute: Dispute) -> None:
    """A test is one transaction, so that all of its events are of its beginning."""
    services.look(actor=user, dispute=dispute)
    with attributed("test"):
        LastLook.objects.update(looked_at=timezone.now() - timedelta(hours=1))


def changed_for(user: User, workspace: Workspace) -> dict[str, list[str]]:
    [changed] = changed_since_look(user, workspace)
    return {str(moved.subject): moved.what for moved in changed.moved}


def test_whatever_a_claim_rests_on_counts(
    workspace: Workspace,
    dispute: Dispute,
    question: Question,
    annotator: User,
    reviewer: User,
    source: Source,
    search_log: SearchLog,
    make_highlight: MakeHighlight,
) -> None:
    def state(statement: str, actor: User = annotator) -> Claim:
        value = {"kind": "date", "edtf": "1949-08-24"}
        said: dict[str, Any] = {"statement": statement, "question": question, "value": value}
        return create_claim(actor=actor, workspace=workspace, **said)

    look_an_hour_ago(annotator, dispute)
    state("Untouched.")
    state("Another’s.", reviewer)
    cited = state("Cited.")
    regrade(
        reviewer,
        cite(actor=annotator, claim=cited, source=source, locator="12", stance="supports"),
        strength="weak",
    )
    cite(actor=annotator, claim=state("Searched."), search_log=search_log, stance="supports")
    change_search(
        actor=reviewer,
        search=search_log,
        revision=search_log.revision,
        searched="All of it",
        date=search_log.date,
        sought=search_log.sought,
        limits="",
        source=None,
    )
    ground = create_claim(actor=annotator, workspace=workspace, statement="The log.")
    add_grounds(actor=reviewer, claim=state("Newly grounded."), grounds=[ground])
    grounded = state("Grounded.")
    add_grounds(actor=annotator, claim=grounded, grounds=[state("Retracted.")])
    retract(actor=reviewer, claim=Claim.objects.get(statement="Retracted."), reason="No.")
    highlight = make_highlight("24 August", actor=reviewer)
    cite(actor=annotator, claim=state("Quoted."), highlight=highlight, stance="supports")
    passage = highlight.passages.get()
    resize_passage(
        actor=reviewer,
        highlight=highlight,
        passage=passage.uid,
        version=passage.version,
        span=(passage.start, passage.end - 1),
        revision=highlight.revision,
    )
    assert changed_for(annotator, workspace) == {
        "Another’s.": ["new"],
        "Cited.": ["citations"],
        "Searched.": ["citations"],
        "Newly grounded.": ["changed"],
        "Retracted.": ["changed"],
        "Grounded.": ["changed"],
        "Quoted.": ["citations"],
    }
