"""Two historians and two reviewers work on the dispute of the demonstration, from empty to its
second published edition: they disagree, change their minds, take things back, and nothing that
anybody wrote is lost.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from annotations.bundles.services import bundle_bytes
from annotations.claims.models import Claim
from annotations.demo.services import DATA
from annotations.demo.sources import DemoSources
from annotations.disputes.models import Dispute, Question
from annotations.editions.models import Edition
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from annotations.replies import services as replies

#: The first day of the demonstration's own dispute, and the one thing it is asked here.
CRASH = tomllib.loads(DATA.read_text("utf-8"))["disputes"][0]
ASKED = CRASH["questions"][0]
SAID = "The delegation set out from Almaty on 24 August 1949."
FIRST = "The delegation left Almaty on 24 August 1949."
REWORDED = "By the one account that gives a day, it left on 24 August."
OTHER = "It cannot have left before 25 August."
SECOND_THOUGHTS = "On reading it again: the report gives the hour, the account no source at all."
RATIONALE = "Talks until midnight leave no time to depart that day."
RETRACTION = "The talks are told at second hand."
NOTE = "One claim is put more carefully, one is retracted."


class People:
    """One browser, in which one person after the other sits down. What they write is kept."""

    def __init__(self, context: BrowserContext, host: str, demo: DemoSources) -> None:
        self.context, self.host, self.demo = context, host, demo
        self.page = context.new_page()
        #: What all of them wrote; and of that what an edition does not tell.
        self.written: list[str] = []
        self.workings: list[str] = []

    def now(self, who: str) -> Page:
        """The page, for this person; for nobody it is a reader without an account."""
        self.context.clear_cookies()
        if who:
            client = Client()
            client.force_login(self.demo.people[who])
            session = client.cookies["sessionid"].value
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.host}])
        return self.page

    def write(self, field: Locator, words: str) -> None:
        """Type something."""
        field.fill(words)
        self.written.append(words)

    def work(self, words: str) -> str:
        """Something that is written between them, which no edition shows."""
        self.workings.append(words)
        return words


@pytest.fixture
def people(context: BrowserContext, live_server: LiveServer) -> People:
    """The people of the demonstration with two of its texts, and no dispute yet."""
    data = tomllib.loads(DATA.read_text("utf-8"))
    two = [each for each in data["sources"] if each["key"] in ("official", "interviews")]
    with transaction.atomic():
        demo = DemoSources(
            data | {"sources": two, "translations": [], "derivations": [], "authorities": []}
        )
    return People(context, live_server.url, demo)


def test_from_an_empty_dispute_to_the_second_edition(people: People) -> None:
    mark_and_talk(people)
    dispute, question = ask(people)
    state_both_sides(people, question)
    review_blindly(people, dispute, question)
    record_the_outcome(people, question)
    first = publish(people, dispute)
    bytes_of_the_first = read(people, first)
    think_again(people, question)
    second = publish(people, dispute, note=NOTE)
    compare(people, first, second)
    assert read(people, first) == bytes_of_the_first
    nothing_is_lost(people, first, second)
    members_still_see_all(people, question, dispute)


def mark_and_talk(people: People) -> None:
    """Passages with comments, one of them private, and an answer to one."""
    demo = people.demo
    shared = mark(people, "official", "set out from Almaty on 24 August 1949", "Whose date is it?")
    mark(people, "interviews", "lasted until midnight", "")
    mark(people, "interviews", "The interview records themselves were not seen", "", private=True)
    body = people.work("Nobody names a source for it.")
    replies.add_reply(actor=demo.people["annotator"], highlight=shared, body=body)


def mark(
    people: People, source: str, exact: str, comment: str, *, private: bool = False
) -> Highlight:
    version = people.demo.versions[source]
    start = version.content.index(exact)
    note = "For my own eyes: ask the authors." if private else comment
    return highlights.create_highlight(
        actor=people.demo.people["historian"],
        version=version,
        ranges=[(start, start + len(exact))],
        comment=people.work(note) if note else "",
        sharing=Highlight.Sharing.PRIVATE if private else Highlight.Sharing.SHARED,
    )


def send(page: Page) -> None:
    """Send the one form of the page."""
    page.locator("main form:not(.actions form) button[type=submit]:not(.danger)").last.click()
    page.wait_for_load_state()


def ask(people: People) -> tuple[Dispute, Question]:
    """The dispute with its adjudicator, two accounts of it and one question."""
    page = people.now("historian")
    page.goto(f"/w/{people.demo.workspace.uid}/disputes/new/")
    people.write(page.get_by_label("Title"), CRASH["title"])
    people.write(page.get_by_label("Description"), CRASH["description"])
    page.get_by_label("Adjudicator").select_option(label="Demo Historian")
    send(page)
    for account in CRASH["accounts"][:2]:
        page.get_by_role("link", name="Add an account").click()
        people.write(page.get_by_label("Title"), account["title"])
        people.write(page.get_by_label("Held by"), account["holders"])
        send(page)
    page.get_by_role("link", name="Add a question").first.click()
    people.write(page.get_by_label("Wording"), ASKED["wording"])
    page.locator("[name=kind][value=date]").check()
    send(page)
    expect(page.get_by_role("link", name=ASKED["wording"], exact=True)).to_be_visible()
    return Dispute.objects.get(), Question.objects.get()


def state_both_sides(people: People, question: Question) -> None:
    """One historian concludes from what the source says; the other one holds against it."""
    new = f"/w/{question.workspace.uid}/claims/new/?question={question.uid}"
    source = people.demo.versions["official"].text.source
    government, witnesses = (account["title"] for account in CRASH["accounts"][:2])
    page = people.now("annotator")
    page.goto(f"{new}&source={source.uid}")
    state(people, SAID, "1949-08-24", account=government)
    cite(people, "set out", "It says so outright.")
    page.goto(new)
    people.write(page.get_by_label("Argument"), "The account has told it from early on.")
    state(people, FIRST, "1949-08-24", account=government)
    page.get_by_role("link", name="Add grounds").click()
    page.get_by_label(SAID).check()
    page.get_by_role("button", name="Base the claim on these").click()
    page = people.now("historian")
    page.goto(new)
    people.write(page.get_by_label("Argument"), "By then the talks had only just ended.")
    state(people, OTHER, "1949-08-25/..", account=witnesses)
    expect(page.get_by_role("heading", name="Conflicts with")).to_be_visible()
    cite(people, "until midnight", "The only text that gives an hour.")
    page.goto(Claim.objects.get(statement=FIRST).get_absolute_url())
    cite(people, "until midnight", RATIONALE, stance="Contradicts")


def state(people: People, statement: str, edtf: str, *, account: str) -> None:
    page = people.page
    people.write(page.get_by_label("Statement"), statement)
    page.get_by_label("Date", exact=True).fill(edtf)
    page.get_by_label(account).check()
    send(page)
    expect(page.get_by_role("heading", name=statement, level=1)).to_be_visible()


def cite(people: People, words: str, rationale: str, *, stance: str = "Supports") -> None:
    page = people.page
    page.get_by_role("link", name="Cite a marked passage").click()
    page.get_by_role("combobox").first.fill(words)
    page.locator("[role=option]").first.click()
    page.get_by_label(stance).check()
    people.write(page.get_by_label("Rationale"), rationale)
    page.get_by_role("button", name="Cite", exact=True).click()
    expect(page.locator(".stance-group mark", has_text=words)).to_be_visible()


def review_blindly(people: People, dispute: Dispute, question: Question) -> None:
    """Nobody sees the other's verdict until the round is closed."""
    rounds = f"/w/{dispute.workspace.uid}/disputes/{dispute.uid}/"
    verdicts = f"/w/{dispute.workspace.uid}/questions/{question.uid}/"
    page = people.now("historian")
    page.goto(f"{rounds}rounds/new/")
    page.get_by_label("Blind").check()
    page.get_by_label("What to look at").fill(people.work("By what the two texts say, please."))
    send(page)
    verdict_of_the_first = "The account is the older text."
    judge(people, "reviewer", question, "24 August 1949", verdict_of_the_first)
    people.now("reviewer2").goto(f"{verdicts}judge/")
    expect(page.get_by_text(verdict_of_the_first)).to_have_count(0)
    judge(people, "reviewer2", question, "Unresolved", "Two texts at second hand settle nothing.")
    page = people.now("historian")
    page.goto(f"{rounds}reviews/")
    page.get_by_role("button", name="Close the round").click()
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("button", name="Close the round")).to_have_count(0)


def judge(people: People, who: str, question: Question, verdict: str, reasons: str) -> None:
    page = people.now(who)
    page.goto(f"/w/{question.workspace.uid}/questions/{question.uid}/judge/")
    page.get_by_role("radio", name=verdict).first.check()
    people.write(page.get_by_label("Reasons"), reasons)
    send(page)
    expect(page.get_by_text(reasons).first).to_be_visible()


def record_the_outcome(people: People, question: Question) -> None:
    page = people.now("historian")
    page.goto(f"/w/{question.workspace.uid}/questions/{question.uid}/resolve/")
    form = page.locator("form:has([name=outcome-reasons])")
    form.get_by_label("Unresolved").check()
    people.write(form.get_by_label("Reasons"), "Open until a log of the flight is found.")
    form.locator("button[type=submit]").click()
    expect(page.get_by_text("Open until a log").first).to_be_visible()


def think_again(people: People, question: Question) -> None:
    """Everybody changes something that they wrote: reworded, withdrawn, retracted, judged anew."""
    page = people.now("annotator")
    page.goto(Claim.objects.get(statement=FIRST).get_absolute_url() + "edit/")
    people.write(page.get_by_label("Statement"), REWORDED)
    send(page)
    expect(page.get_by_role("heading", name=REWORDED)).to_be_visible()
    page = people.now("historian")
    page.goto(Claim.objects.get(statement=REWORDED).get_absolute_url())
    page.locator(".citation", has_text=RATIONALE).get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text(RATIONALE)).to_have_count(0)
    page.goto(Claim.objects.get(statement=OTHER).get_absolute_url())
    page.get_by_role("link", name="Retract").click()
    people.write(page.get_by_label("Reason"), RETRACTION)
    page.get_by_role("button", name="Retract the claim").click()
    expect(page.get_by_text(RETRACTION).first).to_be_visible()
    judge(people, "reviewer", question, "Unresolved", SECOND_THOUGHTS)


def publish(people: People, dispute: Dispute, *, note: str = "") -> Edition:
    """After a look at what will be public, and what will not."""
    page = people.now("historian")
    page.goto(dispute.get_absolute_url())
    page.get_by_role("link", name="Editions").click()
    page.get_by_role("link", name="Publish").click()
    public = page.get_by_role("complementary", name="What will be public")
    for who in ("historian", "annotator", "reviewer", "reviewer2"):
        expect(public).to_contain_text(people.demo.people[who].display_name)
    page.get_by_label("What changed").fill(note)
    page.get_by_role("button", name="Publish what is shown below").click()
    page.get_by_role("dialog").get_by_role("button", name="Publish").click()
    expect(page.get_by_text("is published")).to_be_visible()
    return Edition.objects.latest("number")


def read(people: People, edition: Edition) -> bytes:
    """The content of an edition, by the link on its page, for a reader without an account."""
    page = people.now("")
    page.goto(edition.get_absolute_url())
    link = page.get_by_role("link", name="The content as data").get_attribute("href")
    content = page.request.get(f"{people.host}{link}").body()
    expect(page.locator("#edition-sha256")).to_have_text(hashlib.sha256(content).hexdigest())
    assert page.context.cookies() == []
    return content


def compare(people: People, first: Edition, second: Edition) -> None:
    """The first one stays as it was and says that there is a newer one."""
    page = people.now("")
    page.goto(first.get_absolute_url())
    expect(page.get_by_role("heading", name=FIRST)).to_be_visible()
    expect(page.get_by_text(RATIONALE)).to_be_visible()
    expect(page.get_by_text(REWORDED)).to_have_count(0)
    page.get_by_role("link", name="edition 2", exact=True).click()
    expect(page).to_have_url(f"{people.host}{second.get_absolute_url()}")
    expect(page.get_by_role("heading", name=REWORDED)).to_be_visible()
    expect(page.get_by_text(RATIONALE)).to_have_count(0)
    for words in (RETRACTION, NOTE, SECOND_THOUGHTS, "Citations: 1 removed"):
        expect(page.get_by_text(words)).to_be_visible()


def nothing_is_lost(people: People, first: Edition, second: Edition) -> None:
    """All that was written is in an edition, what stands in the latest one and in the bundle
    too; all of it, with what no edition shows, is in the history.
    """
    replaced = {FIRST, RATIONALE}
    past = "\n".join(all_that_the_history_holds())
    with ZipFile(BytesIO(bundle_bytes(second.dispute, people.demo.people["annotator"]))) as bundle:
        assert bundle.testzip() is None
        data = bundle.read("bundle.json").decode()
    for words in people.written:
        assert words in past, words
        if words not in replaced:
            assert in_json(words, data), words
            assert in_json(words, second.content), words
    for words in {*people.written} - {REWORDED, RETRACTION, SECOND_THOUGHTS}:
        assert in_json(words, first.content), words
    for words in people.workings:
        assert words in past, words
        for edition in (first, second):
            assert not in_json(words, edition.content), words
    assert len(people.written) == len(set(people.written)) > 20


def in_json(words: str, content: str) -> bool:
    return json.dumps(words, ensure_ascii=False)[1:-1] in content


def all_that_the_history_holds() -> Iterator[str]:
    """Every text in every event."""
    for model in apps.get_models():
        if hasattr(model, "pgh_tracked_model"):
            fields = [f.name for f in model._meta.fields if isinstance(f, TEXTS)]
            rows: Any = model._default_manager.values_list(*fields)
            yield from (words for row in rows for words in row if words)


TEXTS = (models.CharField, models.TextField)


def members_still_see_all(people: People, question: Question, dispute: Dispute) -> None:
    """Both verdicts of one and the same reviewer, what was withdrawn, what was only for one."""
    page = people.now("reviewer2")
    page.goto(f"/w/{question.workspace.uid}/questions/{question.uid}/reviews/")
    for words in ("The account is the older text.", SECOND_THOUGHTS, "Two texts at second hand"):
        expect(page.get_by_text(words).first).to_be_attached()
    page.goto(Claim.objects.get(statement=REWORDED).get_absolute_url() + "history/")
    expect(page.locator("del", has_text="Almaty")).to_be_visible()
    expect(page.get_by_text(RATIONALE)).to_be_visible()
    private = Highlight.objects.get(sharing=Highlight.Sharing.PRIVATE)
    assert private.comment in people.workings
    sees = {who: Highlight.objects.visible_to(user) for who, user in people.demo.people.items()}
    assert [who for who, seen in sees.items() if private in seen] == ["historian"]
