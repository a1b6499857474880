from __future__ import annotations

import pytest

from annotations.quoting import targets
from annotations.quoting.directives import TextDirective, parse
from project.people.models import User
from sources.texts import services as texts
from sources.texts.models import Text, TextVersion
from sources.texts.structure import from_plain


def correct(text: Text, actor: User, old: str, new: str) -> TextVersion:
    latest = text.latest
    return texts.save_version(
        actor=actor,
        text=text,
        document=from_plain(latest.content.replace(old, new)),
        based_on=latest.number,
    )


def words(version: TextVersion, place: tuple[int, int] | None) -> str:
    assert place is not None
    return version.content[slice(*place)]


def test_words_of_the_version_in_view(text: Text) -> None:
    version = text.latest
    target = targets.find(version, TextDirective("one witness"))
    assert target.version == version
    assert words(version, target.place) == "one witness"


@pytest.mark.parametrize(
    ("corrected", "now"),
    [("left Alma-Ata on", "left Alma-Ata on 24 August"), ("left on", "left on 24 August")],
)
def test_a_link_still_leads_there_after_a_correction(
    text: Text, annotator: User, corrected: str, now: str
) -> None:
    first = text.latest
    version = correct(text, annotator, "left Almaty on", corrected)
    target = targets.find(version, TextDirective("left Almaty on 24 August"))
    assert target.version == first
    assert words(version, target.place) == now


def test_words_that_were_taken_out_lead_to_the_version_that_has_them(
    text: Text, annotator: User
) -> None:
    first = text.latest
    version = correct(text, annotator, "Talks went on until midnight", "Nothing more is known")
    target = targets.find(version, TextDirective("Talks went on until midnight"))
    assert target == targets.Target(None, first)


def test_later_versions_are_not_asked(text: Text, annotator: User) -> None:
    first = text.latest
    correct(text, annotator, "midnight", "the small hours")
    assert targets.find(first, TextDirective("the small hours")) == targets.Target()


def test_words_that_never_stood_there(text: Text) -> None:
    assert targets.find(text.latest, TextDirective("submarine")) == targets.Target()


def test_a_made_link_is_found_again(text: Text) -> None:
    version = text.latest
    start = version.content.index("24 August")
    path, _, query = targets.link(text, version, start, start + 9).partition("?text=")
    assert path == text.get_absolute_url()
    assert words(version, targets.find(version, parse(query)).place) == ("24 August")
