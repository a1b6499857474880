"""A text is corrected under 200 highlights; what became uncertain is settled; it goes back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from annotations.highlights.models import Highlight, Passage, Placement
from project.people.history import attributed
from project.people.models import User
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from sources.texts.structure import from_plain
from tests.annotations.placements.conftest import doubt
from tests.journeys.conftest import SignIn
from tests.journeys.steps import select_by_mouse
from tests.journeys.test_versions import open_editor, type_before

PARAGRAPHS, SENTENCES = 20, 10
NAMES = ["Almaty", "Baikal", "Chita", "Irkutsk", "Kabansk"]


def sentence(paragraph: int, number: int) -> str:
    place = NAMES[(paragraph + number) % len(NAMES)]
    return f"Witness {paragraph * SENTENCES + number} saw the aircraft over {place}."


def mark(version: TextVersion, author: User) -> None:
    """A highlight of each sentence, in bulk."""
    common = {"workspace": version.workspace, "created_by": author}
    with attributed(str(author.uid)):
        made = Highlight.objects.bulk_create(
            Highlight(text=version.text, **common) for _ in range(PARAGRAPHS * SENTENCES)
        )
        passages = []
        for number, highlight in enumerate(made):
            exact = sentence(*divmod(number, SENTENCES))
            start = version.content.index(exact)
            passages.append(
                Passage(
                    highlight=highlight,
                    version=version,
                    start=start,
                    end=start + len(exact),
                    exact=exact,
                    prefix=version.content[max(0, start - 32) : start],
                    suffix=version.content[start + len(exact) :][:32],
                    **common,
                )
            )
        Placement.objects.bulk_create(
            Placement(
                passage=passage,
                version=version,
                start=passage.start,
                end=passage.end,
                status="placed",
                method="made",
                confidence=1,
                **common,
            )
            for passage in Passage.objects.bulk_create(passages)
        )


def words(placement: Placement) -> tuple[str, str, str]:
    found = Placement.objects.select_related("version").get(pk=placement.pk)
    place = found.place
    return found.status, found.method, found.version.content[slice(*place)] if place else ""


def settle_by_mouse_and_keyboard(page: Page, first: Placement, second: Placement) -> None:
    page.get_by_role("link", name="Check one after the other").click()
    expect(page.get_by_text("1 of 2 to check")).to_be_visible()
    select_by_mouse(page, "over Baikal")
    page.get_by_role("button", name="Place it there").first.click()
    expect(page.get_by_text("Placed.")).to_be_visible()
    assert words(first) == ("placed", "settled", "over Baikal")

    page.keyboard.press("u")
    expect(page.get_by_text("Undone")).to_be_visible()
    assert words(first) == ("uncertain", "aligned", sentence(0, 1))
    page.keyboard.press("y")
    expect(page.get_by_text("Confirmed.")).to_be_visible()
    assert words(first) == ("placed", "confirmed", sentence(0, 1))

    expect(page.get_by_text("1 of 1 to check")).to_be_visible()
    page.keyboard.press("s")
    expect(page.get_by_role("slider", name="End of the passage")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing to check")).to_be_visible()
    assert words(second) == ("placed", "settled", sentence(0, 3)[:-1])


def test_correcting_under_two_hundred_highlights(
    sign_in: SignIn, source: Source, annotator: User
) -> None:
    content = "\n\n".join(
        " ".join(sentence(paragraph, number) for number in range(SENTENCES))
        for paragraph in range(PARAGRAPHS)
    )
    text: Text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(content),
        language="en",
        direction="ltr",
    )
    mark(text.latest, annotator)
    page = sign_in(annotator)
    open_editor(page, text)
    type_before(page, "It is said: ", sentence(0, 0))
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("200 passages stay")).to_be_visible()
    page.get_by_role("button", name="Save a new version").click()
    expect(page.get_by_text("Saved as version 2.")).to_be_visible()
    version = text.latest
    assert version.placements.filter(status="placed").count() == 200

    marked = list(Highlight.objects.order_by("id")[:4])
    first, second = doubt(marked[1], version), doubt(marked[3], version)
    page.goto(f"{text.get_absolute_url()}passages/")
    settle_by_mouse_and_keyboard(page, first, second)

    page.goto(text.get_absolute_url())
    page.get_by_role("link", name="version 2").click()
    page.get_by_role("link", name="What changed").click()
    expect(page.locator("ins")).to_contain_text("It is said:")
    page.go_back()
    page.get_by_role("link", name="Go back to it").click()
    page.get_by_role("button", name="Restore version 1").click()
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert text.latest.placements.filter(status="placed", method="same").count() == 200
