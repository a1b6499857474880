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
from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.editions.models import Edition
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from sources.records.models import Source
from tests.cast import MakeHighlight, make_user

#: What each of them writes. Reworded and retracted things stay too.
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
    for words in ("24 August", "until midnight"):
        make_highlight(words)
    dispute, question = ask(people, workspace, owner)
    state_both_sides(people, question, source, owner, annotator)
    review_blindly(people, dispute, question, owner, [reviewer, colleague])
    record_the_outcome(people, question, owner)
    first = publish(people, dispute, owner)
    think_again(people, owner, annotator)
    second = publish(people, dispute, owner, note=NOTE)
    read_both(people, first, second)
    nothing_is_lost(first, second, dispute, annotator)


def send(page: Page) -> None:
    """Send the one form of the page."""
    page.locator("main form:not(.actions form) button[type=submit]:not(.danger)").last.click()
    page.wait_for_load_state()


def ask(people: People, workspace: Workspace, owner: User) -> tuple[Dispute, Question]:
    """A dispute with its adjudicator, two accounts of it and one question."""
    page = people.now(owner)
    page.goto(f"/w/{workspace.uid}/disputes/new/")
    page.get_by_label("Title").fill("The departure")
    page.get_by_label("Adjudicator").select_option(label=owner.display_name)
    send(page)
    for account in ("The log", "The witness"):
        page.get_by_role("link", name="Add an account").click()
        page.get_by_label("Title").fill(account)
        send(page)
    page.get_by_role("link", name="Add a question").first.click()
    page.get_by_label("Wording").fill("When did it leave?")
    page.locator("[name=kind][value=date]").check()
    send(page)
    expect(page.get_by_role("link", name="When did it leave?", exact=True)).to_be_visible()
    return Dispute.objects.get(), Question.objects.get()


def state_both_sides(
    people: People, question: Question, source: Source, owner: User, annotator: User
) -> None:
    """One historian concludes from what the source says; the other one holds against it."""
    new = f"/w/{question.workspace.uid}/claims/new/?question={question.uid}"
    page = people.now(annotator)
    page.goto(f"{new}&source={source.uid}")
    state(page, "The aircraft left on 24 August.", "1949-08-24", account="The log")
    cite(page, "24 August")
    page.goto(new)
    page.get_by_label("Argument").fill(ARGUMENT)
    state(page, "It left on 24 August.", "1949-08-24", account="The log")
    page.get_by_role("link", name="Add grounds").click()
    page.get_by_label("The aircraft left on 24 August.").check()
    page.get_by_role("button", name="Base the claim on these").click()
    page = people.now(owner)
    page.goto(new)
    page.get_by_label("Argument").fill(OBJECTION)
    state(page, "It left after midnight.", "1949-08-25/..", account="The witness")
    expect(page.get_by_role("heading", name="Conflicts with")).to_be_visible()
    cite(page, "until midnight")
    page.goto(Claim.objects.get(statement="It left on 24 August.").get_absolute_url())
    cite(page, "until midnight", stance="Contradicts")


def state(page: Page, statement: str, edtf: str, *, account: str) -> None:
    page.get_by_label("Statement").fill(statement)
    page.get_by_label("Date", exact=True).fill(edtf)
    page.get_by_label(account).check()
    send(page)
    expect(page.get_by_role("heading", name=statement, level=1)).to_be_visible()


def cite(page: Page, words: str, *, stance: str = "Supports") -> None:
    page.get_by_role("link", name="Cite a marked passage").click()
    page.get_by_role("combobox").first.fill(words)
    page.locator("[role=option]").first.click()
    page.get_by_label(stance).check()
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.locator(".stance-group mark", has_text=words)).to_be_visible()


def review_blindly(
    people: People, dispute: Dispute, question: Question, owner: User, reviewers: list[User]
) -> None:
    """Nobody sees the other's verdict until the round is closed."""
    rounds = f"/w/{dispute.workspace.uid}/disputes/{dispute.uid}/"
    verdicts = f"/w/{dispute.workspace.uid}/questions/{question.uid}/"
    page = people.now(owner)
    page.goto(f"{rounds}rounds/new/")
    page.get_by_label("Blind").check()
    send(page)
    said = {"24 August 1949": FIRST_VERDICT, "Unresolved": SECOND_VERDICT}
    for user, (verdict, reasons) in zip(reviewers, said.items(), strict=True):
        page = people.now(user)
        page.goto(f"{verdicts}judge/")
        expect(page.get_by_text(FIRST_VERDICT)).to_have_count(0)
        page.get_by_role("radio", name=verdict).first.check()
        page.get_by_label("Reasons").fill(reasons)
        send(page)
        expect(page.get_by_text(reasons).first).to_be_visible()
    page = people.now(owner)
    page.goto(f"{rounds}reviews/")
    page.get_by_role("button", name="Close the round").click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("button", name="Close the round")).to_have_count(0)
    page = people.now(reviewers[0])
    page.goto(f"{verdicts}reviews/")
    expect(page.get_by_text(SECOND_VERDICT)).to_be_visible()


def think_again(people: People, owner: User, annotator: User) -> None:
    """One rewords what she concluded, the other takes back what he held against it."""
    page = people.now(annotator)
    page.goto(Claim.objects.get(statement="It left on 24 August.").get_absolute_url() + "edit/")
    page.get_by_label("Statement").fill(REWORDED)
    send(page)
    expect(page.get_by_role("heading", name=REWORDED)).to_be_visible()
    page = people.now(owner)
    page.goto(Claim.objects.get(statement="It left after midnight.").get_absolute_url())
    page.get_by_role("link", name="Retract").click()
    page.get_by_label("Reason").fill(RETRACTION)
    page.get_by_role("button", name="Retract the claim").click()
    expect(page.get_by_text(RETRACTION).first).to_be_visible()


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
