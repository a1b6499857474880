"""Every change leaves an event that names its actor, however it is written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from project.people import services
from project.people.history import attributed
from project.people.models import AccessToken, Membership, User, Workspace
from project.people.rows import WorkspaceRow
from sources.records.models import Source
from sources.records.services import change_source
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

WRITES: dict[str, Callable[[Source], Any]] = {
    "save": lambda source: source.save(),
    "update": lambda source: Source.objects.filter(pk=source.pk).update(date="1950"),
    "insert": lambda source: tag(source, "one").save(),
    "bulk_create": lambda source: Tag.objects.bulk_create([tag(source, "a"), tag(source, "b")]),
    "bulk_update": lambda source: Source.objects.bulk_update([renamed(source)], ["citation_key"]),
    "delete": lambda source: Source.objects.filter(pk=source.pk).delete(),
}


def tag(source: Source, name: str) -> Tag:
    return Tag(workspace=source.workspace, created_by=source.created_by, name=name)


def renamed(source: Source) -> Source:
    source.citation_key = "renamed"
    return source


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_the_database_refuses_a_write_without_an_actor(
    source: Source, write: Callable[[Source], Any]
) -> None:
    source.date = "1951"
    # What an actor sets lasts until the transaction ends; a test is one transaction.
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")
        cursor.execute("SELECT set_config('pghistory.context_id', '', true)")
    with pytest.raises(IntegrityError, match="pgh_context"), transaction.atomic():
        write(source)


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_the_same_write_with_an_actor_leaves_an_event(
    source: Source, write: Callable[[Source], Any]
) -> None:
    source.date = "1951"
    before = events(Source) + events(Tag)
    with attributed("command:test"):
        write(source)
    new = (events(Source) + events(Tag))[len(before) :] or [
        event for event in events(Source) + events(Tag) if event not in before
    ]
    assert new
    assert all(event.pgh_context["actor"] == "command:test" for event in new)


def events(model: Any) -> list[Any]:
    return list(model.pgh_event_model.objects.order_by("pgh_id"))


def test_events_hold_the_actor_and_what_was_there_before_and_after(
    source: Source, annotator: User, reviewer: User
) -> None:
    change_source(
        actor=reviewer,
        source=source,
        csl={**source.csl, "title": "A second look"},
        date="1949-10",
        citation_key="second",
    )
    services.delete(actor=reviewer, row=source)
    made, changed, deleted = events(Source)
    assert [event.pgh_label for event in (made, changed, deleted)] == [
        "insert",
        "update",
        "update",
    ]
    assert made.pgh_context["actor"] == str(annotator.uid)
    assert changed.pgh_context["actor"] == str(reviewer.uid)
    assert (made.csl["title"], changed.csl["title"]) == ("Airfield report", "A second look")
    assert (made.date, changed.date) == ("1949-09", "1949-10")
    assert (changed.deleted_at, deleted.deleted_at) == (None, source.deleted_at)


@pytest.mark.parametrize("forge", ["update", "delete"])
def test_events_cannot_be_changed_or_erased(source: Source, forge: str) -> None:
    recorded: Any = Source.pgh_event_model.objects.all()  # type: ignore[attr-defined]
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        recorded.update(date="") if forge == "update" else recorded.delete()


def test_every_row_of_a_workspace_and_everything_of_people_is_tracked() -> None:
    kept = [m for m in apps.get_models() if issubclass(m, WorkspaceRow)]
    models: list[type] = [*kept, User, Workspace, Membership, AccessToken]
    for model in models:
        assert hasattr(model, "pgh_event_model"), model.__name__


def test_secrets_and_contents_stay_out_of_the_history() -> None:
    left_out: dict[Any, set[str]] = {
        User: {"password"},
        AccessToken: {"digest"},
        TextVersion: {"content"},
    }
    for model, fields in left_out.items():
        event = model.pgh_event_model
        assert not fields & {field.name for field in event._meta.get_fields()}


def test_signing_in_is_no_change_that_needs_an_actor(reader: User) -> None:
    reader.last_login = reader.created_at
    reader.save(update_fields=["last_login"])


def test_a_version_never_changes(text: Text) -> None:
    with (
        pytest.raises(DatabaseError, match="Cannot update"),
        transaction.atomic(),
        attributed("test"),
    ):
        TextVersion.objects.filter(text=text).update(content="Forged.")
    assert "Forged" not in text.latest.content
