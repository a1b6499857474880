"""What a killed worker had begun is carried out by the next one, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

from annotations.bundles.models import Bundle
from annotations.bundles.services import request_bundle
from annotations.claims.models import Citation
from project.jobs import resume
from project.people.models import User
from sources.importing import services
from sources.importing.models import Import
from sources.records.models import Source
from sources.texts.models import Text
from tests.working import work_off_jobs

pytestmark = pytest.mark.django_db(transaction=True)

JOBS = ("sources.import", "annotations.bundle")


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def killed(source: Source, citation: Citation, annotator: User) -> Callable[..., None]:
    """Leaves an import and a bundle as a worker leaves them that is killed at them."""

    def leave(*, silent_for: timedelta = timedelta(minutes=1), attempts: int = 0) -> None:
        services.start_import(
            actor=annotator, source=source, data=b"Words.", filename="a.txt", language="en"
        )
        assert citation.claim.question
        request_bundle(actor=annotator, dispute=citation.claim.question.dispute)
        worker = app.connector.get_sync_connector().execute_query_one(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%(at)s) RETURNING id",
            at=timezone.now() - silent_for,
        )
        app.connector.get_sync_connector().execute_query(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %(worker)s,"
            " attempts = %(attempts)s",
            worker=worker["id"],
            attempts=attempts,
        )

    return leave


def work() -> None:
    """A worker's run: until nothing is left to do."""
    # Every 20 seconds by itself, for which no test waits.
    resume.configure(task_kwargs={"timestamp": 0}).defer()
    work_off_jobs()


def states() -> dict[str, str]:
    return dict(
        ProcrastinateJob.objects.filter(task_name__in=JOBS).values_list("task_name", "status")
    )


def test_workers_look_for_it_by_themselves() -> None:
    assert (resume.name, "") in app.periodic_registry.periodic_tasks
    assert "project.jobs" in app.import_paths


def test_the_next_worker_carries_out_what_the_last_one_left(
    killed: Callable[..., None], text: Text
) -> None:
    killed()
    work()
    assert set(states().values()) == {"succeeded"}
    assert Import.objects.get().state == "done"
    assert Bundle.objects.get().state == "ready"
    assert Text.objects.exclude(pk=text.pk).count() == 1


def test_what_was_done_when_the_worker_was_killed_is_not_done_again(
    killed: Callable[..., None], text: Text
) -> None:
    killed()
    done = services.carry_out(Import.objects.get())
    work()
    assert states()["sources.import"] == "succeeded"
    assert Import.objects.get().text == done.text
    assert Text.objects.exclude(pk=text.pk).count() == 1


def test_a_worker_that_is_heard_of_is_left_alone(killed: Callable[..., None]) -> None:
    killed(silent_for=timedelta())
    work()
    assert set(states().values()) == {"doing"}


def test_what_kills_every_worker_is_given_up(killed: Callable[..., None], text: Text) -> None:
    killed(attempts=2)
    work()
    imported, bundle = Import.objects.get(), Bundle.objects.get()
    assert (imported.state, bundle.state) == ("failed", "failed")
    assert "broken off several times" in imported.error
    assert "broken off several times" in bundle.error
    assert list(Text.objects.all()) == [text]


def test_two_workers_at_one_import_make_one_text(
    source: Source, annotator: User, text: Text
) -> None:
    services.start_import(
        actor=annotator, source=source, data=b"Words.", filename="a.txt", language="en"
    )
    slow, fast = Import.objects.get(), Import.objects.get()
    services.carry_out(fast)
    assert services.carry_out(slow).text == fast.text
    services.give_up(slow)
    assert Import.objects.get().state == "done"
    assert Text.objects.exclude(pk=text.pk).count() == 1
