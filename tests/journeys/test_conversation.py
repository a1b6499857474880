"""Two people in one workspace: invited, they mark one paragraph, talk, disagree, and one leaves."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Page, expect

from annotations.highlights.models import Highlight
from project.people.models import User, Workspace
from sources.texts.models import Text
from tests.journeys.conftest import SignIn
from tests.journeys.steps import select_by_mouse, toolbar

PARAGRAPH = "Talks went on until midnight"


def mark(page: Page, words: str, comment: str) -> None:
    """Highlight these words of the text in view, with a comment."""
    select_by_mouse(page, words)
    toolbar(page).get_by_role("button", name="Comment").click()
    form = page.get_by_role("form", name="New note")
    form.get_by_label("Comment").fill(comment)
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".note-comment").get_by_text(comment)).to_be_visible()


def reply(page: Page, words: str) -> None:
    """Answer the highlight in view, by the link below its thread."""
    page.get_by_role("link", name="Reply", exact=True).click()
    box = page.get_by_label("Reply", exact=True)
    expect(box).to_be_focused()
    box.press_sequentially(words)
    page.get_by_role("button", name="Reply", exact=True).click()


def invite(page: Page, workspace: Workspace) -> str:
    """The link that an owner makes for an annotator, from the workspace's page on."""
    page.goto(workspace.get_absolute_url())
    page.get_by_role("link", name="Members and roles").click()
    page.get_by_role("link", name="Invit").first.click()
    page.get_by_label("Role").select_option("annotator")
    page.get_by_role("button", name="Make a link").click()
    return page.locator("#invitation-link").inner_text()


def newest(author: User) -> Highlight:
    return Highlight.objects.filter(created_by=author).latest("pk")


def test_two_people_talk_about_one_paragraph(
    context: BrowserContext,
    sign_in: SignIn,
    owner: User,
    outsider: User,
    workspace: Workspace,
    text: Text,
) -> None:
    """The owner invites; the guest, an outsider until then, joins by the link."""
    owners = sign_in(owner)
    link = invite(owners, workspace)
    owners.goto(text.get_absolute_url())
    mark(owners, "until midnight", "So late?")

    browser = context.browser
    assert browser
    other = browser.new_context(base_url=owners.url.split("/w/")[0])
    guests = sign_in(outsider, other.new_page())
    assert guests.goto(text.get_absolute_url()).status == 404  # type: ignore[union-attr]
    guests.goto(link)
    guests.get_by_role("main").get_by_role("button").first.click()
    guests.goto(text.get_absolute_url())
    mark(guests, "Talks went on", "Which talks?")

    # The guest answers the owner's highlight, naming the owner by completion.
    highlight = newest(owner)
    guests.goto(highlight.get_absolute_url())
    guests.get_by_role("link", name="Reply", exact=True).click()
    box = guests.get_by_label("Reply", exact=True)
    expect(box).to_have_attribute("aria-autocomplete", "list")  # it listens
    box.press_sequentially("Are you sure, @own")
    expect(guests.get_by_role("option", name="Owner")).to_be_visible()
    box.press("Tab")
    expect(box).to_have_value("Are you sure, @owner ")
    box.press_sequentially("?")
    guests.get_by_role("button", name="Reply", exact=True).click()
    expect(guests.locator(".reply .mention")).to_have_text("@Owner")

    # The owner hears of it, goes there, and disagrees.
    owners.reload()
    owners.get_by_role("link", name=re.compile("^Notices 1")).click()
    owners.get_by_role("link", name="Outsider mentioned you").click()
    expect(owners.locator(".reply")).to_have_count(1)
    expect(owners.get_by_role("link", name="Notices", exact=True)).to_be_visible()
    owners.get_by_role("link", name="Answer Outsider").click()
    owners.get_by_label("Answer to Outsider").fill("I disagree: the witness says so.")
    owners.get_by_role("button", name="Reply", exact=True).click()
    expect(owners.locator(".reply.depth-1")).to_contain_text("I disagree")

    # The guest hears of the answer and settles the matter; the owner takes it up again.
    guests.goto("/notices/")
    guests.get_by_role("link", name="Owner replied in a thread").click()
    guests.get_by_role("button", name="Resolve").click()
    expect(guests.get_by_text("Resolved by Outsider")).to_be_visible()
    owners.reload()
    owners.get_by_role("button", name="Reopen").click()
    expect(owners.get_by_role("button", name="Resolve")).to_be_visible()

    # In the margin of the text both see the talk at its passage.
    owners.goto(f"{text.get_absolute_url()}?highlight={highlight.uid}")
    expect(owners.locator(f"#thread-{highlight.uid}")).to_contain_text("2 replies")
    reply(owners, "One more word.")
    expect(owners.locator(f"#thread-{highlight.uid}")).to_contain_text("3 replies")

    # Whoever leaves sees nothing any more: neither the talk nor that it was told of.
    guests.goto("/notices/")
    expect(guests.locator(".notices > li")).not_to_have_count(0)
    guests.goto(workspace.get_absolute_url())
    guests.get_by_role("link", name="Leave", exact=True).click()
    guests.get_by_role("button", name="Leave", exact=True).click()
    guests.goto("/notices/")
    expect(guests.get_by_role("heading", name="No notices yet")).to_be_visible()
    for address in (text.get_absolute_url(), highlight.get_absolute_url()):
        answer = guests.goto(address)
        assert answer
        assert answer.status == 404
    other.close()
