"""Two sources become one, and two again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from annotations.claims.models import Citation
from project.people.history import attributed
from project.people.merged import survivor_of
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from sources.attachments.models import Attachment
from sources.importing.models import Import, Original
from sources.lists.models import ReadingListEntry
from sources.records import merging, services
from sources.records.models import Derivation, Source, SourceTag
from sources.records.side_by_side import chosen_fields, compared
from sources.tags.models import Tag
from sources.texts.models import Text
from tests.rooms import at

CSL = {"type": "report", "title": "Report of the airfield", "archive": "State archive"}


@pytest.fixture
def other(workspace: Workspace, annotator: User) -> Source:
    """A second record of the airfield report, by another key."""
    return services.create_source(
        actor=annotator, workspace=workspace, csl=CSL, citation_key="report", provenance="Bought."
    )


@pytest.fixture
def third(workspace: Workspace, annotator: User) -> Source:
    return services.create_source(
        actor=annotator, workspace=workspace, csl={"type": "book", "title": "Third"}
    )


def belongings(source: Source, other: Source, third: Source, user: User) -> dict[str, Any]:
    """One row of each kind that points to `source`; a tag, an entry and a link of both."""
    place = {"workspace": source.workspace, "created_by": user}
    with attributed("test"):
        original = Original.objects.create(
            **place, filename="a.txt", media_type="text/plain", size=1, sha256="0" * 64, file="a"
        )
        both, own = (Tag.objects.create(**place, name=name) for name in ("both", "own"))
        SourceTag.objects.create(**place, source=other, tag=both)
        ReadingListEntry.objects.create(**place, source=other)
        Derivation.objects.create(**place, source=source, origin=other, kind="copy")
        return {
            "attachment": Attachment.objects.create(**place, source=source, original=original),
            "import": Import.objects.create(
                **place, source=source, original=original, kind="transcription", language="en"
            ),
            "tag": SourceTag.objects.create(**place, source=source, tag=own),
            "tag of both": SourceTag.objects.create(**place, source=source, tag=both),
            "entry of both": ReadingListEntry.objects.create(**place, source=source),
            "derivation": Derivation.objects.create(
                **place, source=source, origin=third, kind="summary"
            ),
            "derived": Derivation.objects.create(
                **place, source=third, origin=source, kind="same_witness"
            ),
        }


def merge(actor: User, merged: Source, survivor: Source) -> Source:
    fields = chosen_fields(survivor, merged, compared(survivor, merged, {}))
    return merging.merge(actor=actor, merged=merged, survivor=survivor, **fields)


def test_what_belongs_to_one_goes_to_the_other_and_back(
    source: Source,
    other: Source,
    third: Source,
    text: Text,
    citation: Citation,
    annotator: User,
    reader: User,
) -> None:
    rows = belongings(source, other, third, annotator)
    with attributed("test"):
        private = ReadingListEntry.objects.create(
            workspace=source.workspace, created_by=reader, source=source
        )
    assert merging.counted(source, other, reader)[-1] == "1 entry of a reading list"
    assert merging.counted(source, other, annotator) == [
        "1 text",
        "1 attached file",
        "1 imported file",
        "1 tag",
        "1 origin it depends on",
        "1 source that depends on it",
    ]
    survivor = merge(annotator, source, other)
    private.refresh_from_db()
    assert private.source == other

    def owner(name: str, field: str = "source") -> Source:
        row = rows[name]
        row.refresh_from_db()
        found = getattr(row, field)
        assert isinstance(found, Source)
        return found

    moved = ("attachment", "import", "tag", "derivation")
    assert {owner(name) for name in moved} == {other}
    assert owner("derived", "origin") == other
    text.refresh_from_db()
    assert text.source == other
    assert {owner(name) for name in ("tag of both", "entry of both")} == {source}
    assert not Derivation.objects.visible_to(annotator).filter(source=source).exists()
    assert set(survivor.tags.values_list("name", flat=True)) == {"both", "own"}
    source.refresh_from_db()
    assert source.merged_into == other
    assert source.deleted_at is not None

    merging.unmerge(actor=annotator, source=source)
    assert {owner(name) for name in moved} == {source}
    assert owner("derived", "origin") == source
    text.refresh_from_db()
    assert text.source == source
    source.refresh_from_db()
    assert Source.objects.existing().get(pk=source.pk).merged_into is None
    assert set(other.tags.values_list("name", flat=True)) == {"both"}
    with pytest.raises(merging.NotMerged):
        merging.unmerge(actor=annotator, source=source)


def test_the_survivor_keeps_what_it_has_and_gets_what_it_lacks(
    source: Source, other: Source, annotator: User
) -> None:
    survivor = merge(annotator, other, source)
    survivor.refresh_from_db()
    assert survivor.csl == {**source.csl, "archive": "State archive"}
    assert (survivor.date, survivor.citation_key) == ("1949-09", "petrov1949")
    assert survivor.provenance == "Bought."


def test_fields_are_chosen_one_by_one_with_their_scripts(
    source: Source, other: Source, annotator: User
) -> None:
    title = [{"form": "translated", "language": "de", "text": "Bericht"}]
    services.change_source(
        actor=annotator, source=other, csl=CSL, date="1950", citation_key="",
        variants={"title": title},
    )  # fmt: skip
    asked = {"title": "merged", "date": "merged", "author": "merged", "type": "nonsense"}
    rows = compared(source, other, asked)
    assert {row.name: row.chosen for row in rows if row.differs} == {
        "date": "merged",
        "title": "merged",
        "author": "merged",
        "archive": "merged",
        "provenance": "merged",
    }
    assert next(row.merged for row in rows if row.name == "title") == [CSL["title"], "Bericht"]
    fields = chosen_fields(source, other, rows)
    merging.merge(actor=annotator, merged=other, survivor=source, **fields)
    source.refresh_from_db()
    assert source.csl == CSL
    assert (source.variants, source.date) == ({"title": title}, "1950")


def test_keys_of_merged_sources_are_given_to_nobody(
    source: Source, other: Source, annotator: User
) -> None:
    merge(annotator, source, other)
    where = source.workspace
    with pytest.raises(ValidationError, match="citation key"):
        services.create_source(actor=annotator, workspace=where, csl=CSL, citation_key="petrov1949")
    csl = {**CSL, "author": [{"family": "Petrov"}]}
    again = services.create_source(actor=annotator, workspace=where, csl=csl, date="1949")
    assert again.citation_key == "petrov1949a"


def test_who_may_merge_what(
    source: Source, other: Source, third: Source, reader: User, annotator: User, outsider: User,
    other_workspace: Workspace,
) -> None:  # fmt: skip
    with pytest.raises(NotPermitted):
        merge(reader, source, other)
    theirs = services.create_source(actor=outsider, workspace=other_workspace, csl=CSL)
    for pair in ((theirs, source), (source, source)):
        with pytest.raises(ValidationError, match="not two sources"):
            merging.merge(actor=annotator, merged=pair[0], survivor=pair[1], csl=CSL, date="")
    merge(annotator, source, other)
    with pytest.raises(ValidationError, match="not two sources"):
        merge(annotator, source, third)
    with pytest.raises(NotPermitted):
        merging.unmerge(actor=reader, source=source)


def test_a_chain_of_mergings_leads_to_the_last(
    source: Source, other: Source, third: Source, annotator: User, outsider: User
) -> None:
    merge(annotator, source, other)
    merge(annotator, other, third)
    workspace = source.workspace
    assert survivor_of(annotator, Source, workspace, source.uid) == third
    assert survivor_of(annotator, Source, workspace, third.uid) is None
    assert survivor_of(outsider, Source, workspace, source.uid) is None


def test_receivers_move_what_is_theirs(source: Source, other: Source, annotator: User) -> None:
    heard: list[Any] = []

    def listen(**told: Any) -> None:
        heard.append((told["merged"].pk, told["survivor"].pk, told["actor"]))

    merging.merging.connect(listen)
    try:
        merge(annotator, source, other)
    finally:
        merging.merging.disconnect(listen)
    assert heard == [(source.pk, other.pk, annotator)]


def address(name: str, *sources: Source) -> str:
    return reverse(
        f"sources:{name}", args=[sources[0].workspace.uid, *(each.uid for each in sources)]
    )


def test_merging_in_the_browser_and_back(
    client: Client, source: Source, other: Source, text: Text, annotator: User
) -> None:
    client.force_login(annotator)
    url = address("merge_sources", source, other)
    page = client.get(url).content.decode()
    assert "State archive" in page
    assert "has no texts, files or tags" in page
    assert (
        "1 text of the merged source"
        in client.get(address("merge_sources", other, source)).content.decode()
    )
    response = client.post(url, {"title": "merged"}, follow=True)
    assert response.redirect_chain == [(source.get_absolute_url(), 302)]
    assert "Report of the airfield" in response.content.decode()
    undo = address("unmerge_source", other)
    assert undo in response.content.decode()
    assert client.get(other.get_absolute_url())["Location"] == source.get_absolute_url()
    assert client.post(address("restore_source", other)).status_code == 404
    assert client.post(undo)["Location"] == other.get_absolute_url()
    assert client.get(other.get_absolute_url()).status_code == 200
    assert client.post(undo).status_code == 404


def test_old_addresses_of_the_api_lead_on(
    api: Callable[..., APIClient], source: Source, other: Source, annotator: User, outsider: User
) -> None:
    merge(annotator, other, source)
    workspace = source.workspace
    client = api(annotator)
    response = client.get(at(workspace, "sources", other.uid))
    assert response.status_code == 302
    assert response["Location"].endswith(at(workspace, "sources", source.uid))
    assert api(outsider).get(at(workspace, "sources", other.uid)).status_code == 404
    listed = client.get(at(workspace, "sources")).json()["results"]
    assert [each["citation_key"] for each in listed] == ["petrov1949"]


def test_who_opens_what(
    client: Client, source: Source, other: Source, annotator: User, reader: User, outsider: User
) -> None:
    urls = [
        ("get", address("merge_sources", source, other), (200, 403, 404, 302)),
        ("get", address("merge_sources", source, source), (404, 403, 404, 302)),
        ("post", address("unmerge_source", source), (404, 403, 404, 302)),
    ]
    for method, url, expected in urls:
        statuses = []
        for user in (annotator, reader, outsider, None):
            client.logout()
            if user:
                client.force_login(user)
            statuses.append(getattr(client, method)(url).status_code)
        assert tuple(statuses) == expected, url
