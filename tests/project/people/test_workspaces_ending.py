"""Archiving a workspace, deleting it, and purging what was deleted."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from annotations.bundles.services import build, request_bundle
from annotations.claims.models import Citation
from annotations.disputes.models import Account, Dispute
from annotations.highlights.models import Highlight
from project.people import services as rows
from project.people.history import attributed
from project.people.models import Tombstone, User, Workspace
from project.people.permissions import Archived, Permission, Scope, may
from project.people.workspaces import services
from project.people.workspaces.purging import of_workspaces, purge_due
from sources.importing.models import Original
from sources.records import services as records
from sources.records.models import Source
from tests.rooms import at


def address(name: str, *args: Any) -> str:
    return reverse(f"people:{name}", args=args)


@pytest.fixture
def archived(workspace: Workspace, owner: User) -> Workspace:
    services.archive(actor=owner, workspace=workspace)
    return Workspace.objects.get(pk=workspace.pk)


@pytest.mark.parametrize("permission", Permission)
def test_an_archived_workspace_is_read_exported_and_managed(
    archived: Workspace, owner: User, permission: Permission
) -> None:
    kept = permission.value.scope is Scope.READ or permission is Permission.MANAGE
    assert may(owner, archived, permission) is kept


def test_writing_into_an_archived_one_says_that_it_is_archived(
    source: Source, owner: User, reader: User, client: Client
) -> None:
    services.archive(actor=owner, workspace=source.workspace)
    with pytest.raises(Archived, match="One of its owners can open it again"):
        rows.delete(actor=owner, row=source)
    client.force_login(owner)
    url = reverse("sources:new_source", args=[source.workspace.uid])
    refused = client.get(url)
    assert refused.status_code == 403
    assert "is archived" in refused.content.decode()


def test_the_api_says_so_too(
    archived: Workspace, owner: User, api: Callable[[User | None], APIClient]
) -> None:
    answer = api(owner).post(at(archived, "disputes"), {"title": "Late"}, format="json")
    assert answer.status_code == 403
    assert "archived" in answer.json()["detail"]


def test_outsiders_and_strangers_hear_nothing_of_archiving(
    archived: Workspace, outsider: User, client: Client
) -> None:
    client.force_login(outsider)
    assert client.get(archived.get_absolute_url()).status_code == 404


def test_its_pages_bear_a_banner_and_it_is_opened_again(
    client: Client, workspace: Workspace, owner: User, reader: User
) -> None:
    client.force_login(owner)
    assert client.post(address("archive", workspace.uid)).status_code == 302
    client.force_login(reader)
    for url in (workspace.get_absolute_url(), address("activity", workspace.uid)):
        assert "This workspace is archived" in client.get(url).content.decode()
    assert client.post(address("unarchive", workspace.uid)).status_code == 403
    client.force_login(owner)
    assert "Archived" in client.get("/").content.decode()
    assert client.post(address("unarchive", workspace.uid)).status_code == 302
    assert "is archived" not in client.get(workspace.get_absolute_url()).content.decode()


def test_its_name_is_asked_for_before_it_is_deleted(
    client: Client, workspace: Workspace, owner: User
) -> None:
    client.force_login(owner)
    url = address("delete_workspace", workspace.uid)
    assert workspace.name in client.get(url).content.decode()
    for wrong in ("", "the 1949 crash", "Another"):
        assert client.post(url, {"name": wrong}).status_code == 422
    assert Workspace.objects.existing().count() == 1
    assert client.post(url, {"name": f" {workspace.name} "})["Location"] == "/"
    assert not Workspace.objects.existing().exists()


def test_a_deleted_one_is_gone_for_all_and_its_owner_brings_it_back(
    client: Client,
    api: Callable[[User | None], APIClient],
    workspace: Workspace,
    source: Source,
    owner: User,
    reader: User,
) -> None:
    services.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    services.delete_workspace(actor=owner, workspace=workspace)
    for user in (None, reader, owner):
        client.logout()
        if user:
            client.force_login(user)
        for url in (workspace.get_absolute_url(), source.get_absolute_url()):
            assert client.get(url).status_code == 404
        assert api(user).get(at(workspace, "sources")).status_code == 404
        listed = api(user).get("/api/v1/workspaces/").json()["results"]
        assert listed == []
        assert ("Open</" in client.get("/").content.decode()) is (user == owner)
    client.force_login(reader)
    restore = address("restore_workspace", workspace.uid)
    assert client.post(restore).status_code == 404
    client.force_login(owner)
    assert "Erased after" in client.get("/").content.decode()
    assert client.post(restore)["Location"] == workspace.get_absolute_url()
    assert client.get(source.get_absolute_url()).status_code == 200
    assert client.post(restore).status_code == 404


def test_nothing_is_written_into_a_deleted_one(workspace: Workspace, owner: User) -> None:
    services.delete_workspace(actor=owner, workspace=workspace)
    assert {p for p in Permission if may(owner, workspace, p)} == {Permission.MANAGE}


def backdate(workspace: Workspace, days: int) -> None:
    with attributed("test"):
        when = timezone.now() - timedelta(days=days)
        Workspace.objects.filter(pk=workspace.pk).update(deleted_at=when)


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Bundles of other tests are none of this file's."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def grown(
    workspace: Workspace,
    other_workspace: Workspace,
    citation: Citation,
    published: Dispute,
    private_highlight: Highlight,
    annotator: User,
    outsider: User,
) -> Workspace:
    """The workspace with rows in many tables, two files, and a neighbour that shares one."""
    source = Source.objects.get()
    theirs = records.create_source(
        actor=outsider, workspace=other_workspace, csl={"type": "book", "title": "Theirs"}
    )
    assert theirs.pk
    build(request_bundle(actor=annotator, dispute=published))
    for name in ("shared", "own"):
        default_storage.save(f"originals/{name}", ContentFile(name.encode()))
    for row, name in ((source, "shared"), (source, "own"), (theirs, "shared")):
        keep_original(row, f"originals/{name}")
    return workspace


def keep_original(source: Source, name: str) -> None:
    with attributed("test"):
        Original.objects.create(
            workspace=source.workspace,
            created_by=source.created_by,
            filename="scan.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0" * 64,
            file=name,
        )


def counts(workspace: Workspace) -> dict[str, int]:
    """Rows of a workspace in every table that has a column for it, as the database knows."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = 'workspace_id' AND table_schema = 'public'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE workspace_id = %s',
                [workspace.pk],
            )
            found[table] = cursor.fetchone()[0]
    return found


def test_every_table_of_a_workspace_is_purged(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'workspace_id'"
        )
        assert {model._meta.db_table for model in of_workspaces()} == {
            table for (table,) in cursor.fetchall()
        }


@pytest.mark.django_db(transaction=True)
def test_a_purge_leaves_nothing_of_it_and_its_neighbours_alone(
    grown: Workspace, other_workspace: Workspace
) -> None:
    bundle = grown.uid
    before = counts(other_workspace)
    assert sum(counts(grown).values()) > 40
    assert sum(before.values()) > 2
    files = stored("bundles") | {"originals/own"}
    backdate(grown, days=31)
    assert purge_due() == 1
    assert set(counts(grown).values()) == {0}
    assert counts(other_workspace) == before
    assert not Workspace.objects.filter(pk=grown.pk).exists()
    history: Any = Workspace.pgh_event_model  # type: ignore[attr-defined]
    assert set(history.objects.values_list("pgh_obj", flat=True)) == {other_workspace.pk}
    assert not any(default_storage.exists(name) for name in files)
    assert default_storage.exists("originals/shared")
    assert Tombstone.objects.get().uid == bundle
    assert {f.name for f in Tombstone._meta.get_fields()} == {
        "id",
        "uid",
        "deleted_at",
        "purged_at",
    }
    default_storage.delete("originals/shared")


def stored(folder: str) -> set[str]:
    names: set[str] = set()
    for inside in default_storage.listdir(folder)[0]:
        names |= {
            f"{folder}/{inside}/{name}" for name in default_storage.listdir(f"{folder}/{inside}")[1]
        }
    return names


@pytest.mark.parametrize("days", [None, 0, 29])
def test_what_is_not_deleted_long_enough_stays(
    workspace: Workspace, source: Source, days: int | None
) -> None:
    if days is not None:
        backdate(workspace, days)
    assert purge_due() == 0
    assert Source.objects.filter(workspace=workspace).exists()


def test_the_time_of_grace_is_a_setting(workspace: Workspace, settings: Any) -> None:
    settings.WORKSPACE_GRACE_DAYS = 3
    backdate(workspace, days=4)
    assert purge_due() == 1


@pytest.mark.parametrize("forge", ["update", "delete"])
def test_tombstones_stay(forge: str, db: None) -> None:
    stone = Tombstone.objects.create(
        uid="01900000-0000-7000-8000-000000000000", deleted_at=timezone.now()
    )
    found = Tombstone.objects.filter(pk=stone.pk)
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        found.update(deleted_at=timezone.now()) if forge == "update" else found.delete()


OFFERS = re.compile(r'(?:href|action)="([^"]*/(?:new|edit|delete|cite|bulk|merge)/[^"]*)"')


def test_nothing_that_writes_is_offered_in_an_archived_one(
    client: Client, workspace: Workspace, citation: Citation, account: Account, owner: User
) -> None:
    assert citation.highlight
    shown = [
        reverse("sources:source_list", args=[workspace.uid]),
        citation.highlight.text.source.get_absolute_url(),
        citation.highlight.text.get_absolute_url(),
        citation.highlight.get_absolute_url(),
        reverse("annotations:claim_list", args=[workspace.uid]),
        citation.claim.get_absolute_url(),
        reverse("annotations:dispute_list", args=[workspace.uid]),
        account.dispute.get_absolute_url(),
        workspace.get_absolute_url(),
    ]
    client.force_login(owner)
    offered = {url for page in shown for url in OFFERS.findall(client.get(page).content.decode())}
    assert len(offered) > 5
    services.archive(actor=owner, workspace=workspace)
    pages = [client.get(page).content.decode() for page in shown]
    left = {url for page in pages for url in OFFERS.findall(page)}
    # Which is exporting.
    assert {url for url in left if not url.endswith(("/bundles/new/", "/sources/bulk/"))} == set()
