from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.utils import translation
from procrastinate.contrib.django.models import ProcrastinateJob

from annotations.bundles import services
from annotations.bundles.archive import verify
from annotations.bundles.models import Bundle
from annotations.claims.models import Citation
from annotations.disputes.models import Dispute
from project.people import services as people
from project.people.models import User
from project.people.permissions import NotPermitted, Scope
from project.people.workspaces.services import remove_member
from sources.records.models import Source
from tests.working import work_off_jobs


def test_the_bytes_do_not_depend_on_the_language_of_the_interface(
    citation: Citation, dispute: Dispute, annotator: User
) -> None:
    with translation.override("ru"):
        russian = services.bundle_bytes(dispute, annotator)
    assert russian == services.bundle_bytes(dispute, annotator)


def test_a_request_queues_one_job(dispute: Dispute, reader: User) -> None:
    bundle = services.request_bundle(actor=reader, dispute=dispute)
    assert (bundle.state, bundle.created_by, bundle.size) == ("queued", reader, None)
    job = ProcrastinateJob.objects.get(task_name="annotations.bundle")
    assert (job.task_name, job.args) == ("annotations.bundle", {"bundle_id": bundle.pk})


def test_a_token_that_may_only_read_may_export(dispute: Dispute, annotator: User) -> None:
    annotator.scope = Scope.READ
    assert services.request_bundle(actor=annotator, dispute=dispute).pk


def test_outsiders_cannot_ask(dispute: Dispute, outsider: User) -> None:
    with pytest.raises(NotPermitted):
        services.request_bundle(actor=outsider, dispute=dispute)
    assert not Bundle.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="annotations.bundle").exists()


def test_building_keeps_one_file_under_its_hash(
    citation: Citation, dispute: Dispute, annotator: User, owner: User, media: Path
) -> None:
    first, second = (
        services.build(services.request_bundle(actor=actor, dispute=dispute))
        for actor in (annotator, owner)
    )
    first.refresh_from_db()
    assert (first.state, first.error) == ("ready", "")
    with first.file.open("rb") as file:
        data = file.read()
    assert hashlib.sha256(data).hexdigest() == first.sha256 == second.sha256
    assert (len(data), first.file.name) == (first.size, second.file.name)
    files = [path for path in media.rglob("*") if path.is_file()]
    assert [path.name for path in files] == [f"{first.sha256}.zip"]
    assert verify(files[0]) == []


@pytest.mark.parametrize("state", ["queued", "running", "failed"])
def test_a_job_can_be_run_again(state: str, dispute: Dispute, annotator: User) -> None:
    bundle = services.request_bundle(actor=annotator, dispute=dispute)
    bundle.state, bundle.error = Bundle.State(state), "An old error."
    assert services.build(bundle).state == "ready"
    assert bundle.error == ""


def test_a_bundle_that_is_ready_stays_as_it_is(dispute: Dispute, annotator: User) -> None:
    bundle = services.build(services.request_bundle(actor=annotator, dispute=dispute))
    frozen = bundle.sha256
    from annotations.disputes.services import change_dispute

    change_dispute(actor=annotator, dispute=dispute, title="Another", description="")
    assert services.build(bundle).sha256 == frozen
    again = services.build(services.request_bundle(actor=annotator, dispute=dispute))
    assert again.sha256 != frozen


def test_who_has_left_gets_no_bundle(dispute: Dispute, reader: User, owner: User) -> None:
    bundle = services.request_bundle(actor=reader, dispute=dispute)
    remove_member(actor=owner, workspace=dispute.workspace, user=reader)
    services.build(bundle)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.sha256) == ("failed", "")
    assert "no longer open to" in bundle.error


def test_a_deleted_dispute_gives_a_sentence(dispute: Dispute, annotator: User) -> None:
    bundle = services.request_bundle(actor=annotator, dispute=dispute)
    people.delete(actor=annotator, row=dispute)
    assert services.build(bundle).error.startswith("The dispute is gone")


def test_a_source_that_cannot_be_cited_is_named(
    citation: Citation, source: Source, dispute: Dispute, annotator: User
) -> None:
    from project.people.history import attributed

    source.csl["accessed"] = {"date-parts": [1949]}
    with attributed("test"):
        source.save()
    bundle = services.build(services.request_bundle(actor=annotator, dispute=dispute))
    assert bundle.state == "failed"
    assert "petrov1949" in bundle.error


def test_what_nobody_foresaw_is_said_and_logged(
    dispute: Dispute, annotator: User, media: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (media / "bundles").write_text("a file where the folder should be")
    bundle = services.build(services.request_bundle(actor=annotator, dispute=dispute))
    bundle.refresh_from_db()
    assert bundle.state == "failed"
    assert "Please try again" in bundle.error
    assert str(bundle.uid) in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_the_bundle(citation: Citation, dispute: Dispute, reader: User) -> None:
    bundle = services.request_bundle(actor=reader, dispute=dispute)
    work_off_jobs()
    bundle.refresh_from_db()
    assert (bundle.state, bundle.error) == ("ready", "")
    job = ProcrastinateJob.objects.get(
        task_name="annotations.bundle", args={"bundle_id": bundle.pk}
    )
    assert job.status == "succeeded"
