"""Two historians and two reviewers, from an empty dispute to its second published edition: they
disagree, and nothing that anybody wrote is lost.
"""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.bundles.services import bundle_bytes
from annotations.claims import services as claims
from annotations.claims.citation_services import cite
from annotations.claims.grounds import add_grounds
from annotations.claims.models import Claim
from annotations.claims.retracting import retract
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.editions.models import Edition
from annotations.reviews import services as reviews
from annotations.reviews.models import ReviewRound
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from sources.records.models import Source
from tests.cast import MakeHighlight, make_user

#: What each of them writes, by hand or by program. Reworded and retracted things stay too.
ARGUMENT = "The log was kept on the day; the witness spoke years later."
OBJECTION = "The witness had no reason to lie, and the log was copied out."
FIRST_VERDICT = "The log is nearer to the event."
SECOND_VERDICT = "A copied log and one witness settle nothing."
OUTCOME = "Open until the airfield's own log is found."
REWORDED = "It may have left on 24 August, by the copied log."
RETRACTION = "One witness is not enough for that."
NOTE = "The concluded claim is put more carefully."


class People:
    """One browser, in which one person after the other sits down."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.context, self.host = context, host
        self.page = context.new_page()

    def now(self, user: User | None) -> Page:
        """The page, for this person or for a reader without an account."""
        self.context.clear_cookies()
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies["sessionid"].value
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.host}])
        return self.page


def test_from_an_empty_dispute_to_the_second_edition(
    context: BrowserContext,
    live_server: LiveServer,
    workspace: Workspace,
    owner: User,
    annotator: User,
    reviewer: User,
    source: Source,
    make_highlight: MakeHighlight,
) -> None:
    people = People(context, live_server.url)
    colleague = make_user("colleague")
    workspaces.set_role(actor=owner, workspace=workspace, user=colleague, role=Role.REVIEWER)
    dispute, question, concluded, contrary = state_both_sides(
        workspace, owner, annotator, source, make_highlight
    )
    review_blindly(people, dispute, question, owner, reviewer, colleague)
    record_the_outcome(people, question, owner)
    first = publish(people, dispute, owner)

    claims.change_claim(
        actor=annotator,
        claim=concluded,
        statement=REWORDED,
        question=question,
        value=concluded.value,
    )
    retract(actor=owner, claim=contrary, reason=RETRACTION)
    second = publish(people, dispute, owner, note=NOTE)
    read_both(people, first, second)
    nothing_is_lost(first, second, dispute, annotator)


def state_both_sides(
    workspace: Workspace,
    owner: User,
    annotator: User,
    source: Source,
    make_highlight: MakeHighlight,
) -> tuple[Dispute, Question, Claim, Claim]:
    """One historian concludes from what the source says; the other one holds against it."""
    dispute = disputes.create_dispute(
        actor=owner, workspace=workspace, title="The departure", adjudicator=owner
    )
    question = disputes.create_question(
        actor=annotator, dispute=dispute, wording="When did it leave?", kind="date"
    )
    values = [{"kind": "date", "edtf": edtf} for edtf in ("1949-08-24", "1949-08-25/..")]
    extracted = claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="The aircraft left on 24 August.",
        question=question,
        value=values[0],
        kind=Claim.Kind.EXTRACTED,
        source=source,
        modality=Claim.Modality.REPORTED,
    )
    cite(actor=annotator, claim=extracted, highlight=make_highlight("24 August"), stance="supports")
    concluded = claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="It left on 24 August.",
        question=question,
        value=values[0],
        argument=ARGUMENT,
    )
    add_grounds(actor=annotator, claim=concluded, grounds=[extracted])
    contrary = claims.create_claim(
        actor=owner,
        workspace=workspace,
        statement="It left after midnight.",
        question=question,
        value=values[1],
        argument=OBJECTION,
    )
    midnight = make_highlight("until midnight")
    for claim, stance in ((contrary, "supports"), (concluded, "contradicts")):
        cite(actor=owner, claim=claim, highlight=midnight, stance=stance)
    return dispute, question, concluded, contrary


def review_blindly(
    people: People,
    dispute: Dispute,
    question: Question,
    owner: User,
    reviewer: User,
    colleague: User,
) -> None:
    """Nobody sees the other's verdict until the round is closed."""
    blind = reviews.open_round(actor=owner, dispute=dispute, is_blind=True)
    reviews.judge(actor=colleague, subject=question, verdict="unresolved", reasons=SECOND_VERDICT)
    page = people.now(reviewer)
    page.goto(f"/w/{dispute.workspace.uid}/questions/{question.uid}/judge/")
    expect(page.get_by_text(SECOND_VERDICT)).to_have_count(0)
    page.get_by_role("radio", name="24 August 1949").first.check()
    page.get_by_label("Reasons").fill(FIRST_VERDICT)
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_text(FIRST_VERDICT).first).to_be_visible()
    reviews.close_round(actor=owner, round=ReviewRound.objects.get(pk=blind.pk))
    page.goto(f"/w/{dispute.workspace.uid}/questions/{question.uid}/reviews/")
    expect(page.get_by_text(SECOND_VERDICT)).to_be_visible()


def record_the_outcome(people: People, question: Question, owner: User) -> None:
    page = people.now(owner)
    page.goto(f"/w/{question.workspace.uid}/questions/{question.uid}/resolve/")
    form = page.locator("form:has([name=outcome-reasons])")
    form.get_by_label("Unresolved").check()
    form.get_by_label("Reasons").fill(OUTCOME)
    form.locator("button[type=submit]").click()
    expect(page.get_by_text(OUTCOME).first).to_be_visible()


def publish(people: People, dispute: Dispute, owner: User, *, note: str = "") -> Edition:
    """After a look at what will be public, and what will not."""
    page = people.now(owner)
    page.goto(dispute.get_absolute_url())
    page.get_by_role("link", name="Editions").click()
    page.get_by_role("link", name="Publish").click()
    expect(page.get_by_role("complementary", name="What will be public")).to_contain_text(
        "Colleague"
    )
    page.get_by_label("What changed").fill(note)
    page.get_by_role("button", name="Publish what is shown below").click()
    expect(page.get_by_text("is published")).to_be_visible()
    return Edition.objects.latest("number")


def read_both(people: People, first: Edition, second: Edition) -> None:
    """Without an account; the first one stays as it was and says that there is a newer one."""
    page = people.now(None)
    page.goto(first.get_absolute_url())
    expect(page.get_by_role("heading", name="It left on 24 August.")).to_be_visible()
    expect(page.get_by_text(REWORDED)).to_have_count(0)
    page.get_by_role("link", name="edition 2", exact=True).click()
    expect(page).to_have_url(f"{people.host}{second.get_absolute_url()}")
    expect(page.get_by_role("heading", name=REWORDED)).to_be_visible()
    expect(page.get_by_text(RETRACTION)).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()
    expect(page.get_by_text("Unresolved").first).to_be_visible()
    assert page.context.cookies() == []


def nothing_is_lost(first: Edition, second: Edition, dispute: Dispute, user: User) -> None:
    by_all = {ARGUMENT, OBJECTION, FIRST_VERDICT, SECOND_VERDICT, OUTCOME}
    for words in by_all | {"It left on 24 August."}:
        assert words in first.content
    now = by_all | {REWORDED, RETRACTION, "The aircraft left on 24 August."}
    for words in now | {NOTE}:
        assert words in second.content
    with ZipFile(BytesIO(bundle_bytes(dispute, user))) as bundle:
        assert bundle.testzip() is None
        report, data = (bundle.read(name).decode() for name in ("report.html", "bundle.json"))
    for words in now:
        assert words.replace("'", "&#x27;") in report or words in report
        assert words in data
    # The wording that was replaced is in the history of its claim.
    past = Claim.pgh_event_model.objects.values_list("statement", flat=True)  # type: ignore[attr-defined]
    assert {"It left on 24 August.", REWORDED} <= set(past)
    assert len(json.loads(second.content)["claims"]) == 3
