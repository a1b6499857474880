from __future__ import annotations

import hashlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from annotations.bundles import services
from annotations.bundles.archive import verify
from annotations.bundles.models import Bundle
from annotations.claims.models import Citation
from annotations.disputes.models import Dispute
from project.people import services as people
from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.workspaces import services as workspaces

Api = Callable[[User | None], APIClient]


def bundles_of(dispute: Dispute) -> str:
    return f"/api/v1/workspaces/{dispute.workspace.uid}/disputes/{dispute.uid}/bundles/"


def address(bundle: Bundle) -> str:
    return f"/api/v1/workspaces/{bundle.workspace.uid}/bundles/{bundle.uid}/"


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_from_the_request_to_the_file_with_a_token(
    citation: Citation, dispute: Dispute, reader: User
) -> None:
    _, secret = accounts.create_token(actor=reader, name="Export", scope="read")
    client = APIClient(HTTP_AUTHORIZATION=f"Token {secret}")
    asked = client.post(bundles_of(dispute))
    assert asked.status_code == 202
    assert asked.json()["state"] == "queued"
    location = asked["Location"]
    assert location == f"http://testserver{address(Bundle.objects.get())}"

    waiting = client.get(location).json()
    assert [waiting[name] for name in ("download", "sha256", "size")] == [None] * 3
    early = client.get(f"{location}download/")
    assert early.status_code == 409
    assert early["Content-Type"] == "application/problem+json"
    assert "not ready" in early.json()["detail"]

    services.build(Bundle.objects.get())
    ready = client.get(location).json()
    assert (ready["state"], ready["error"]) == ("ready", "")
    assert ready["download"] == f"{location}download/"
    assert ready["dispute"] == str(dispute.uid)
    file = client.get(ready["download"])
    data = body(file)
    assert file["Content-Type"] == "application/zip"
    assert file["ETag"] == f'"{ready["sha256"]}"'
    assert file["Content-Disposition"] == (
        f'attachment; filename="the-crash-of-august-1949-{ready["sha256"][:8]}.zip"'
    )
    assert (hashlib.sha256(data).hexdigest(), len(data)) == (ready["sha256"], ready["size"])
    assert verify(BytesIO(data)) == []


def test_what_a_client_already_has_is_not_sent_again(
    bundle: Bundle, api: Api, reader: User
) -> None:
    services.build(bundle)
    response = api(reader).get(
        f"{address(bundle)}download/", HTTP_IF_NONE_MATCH=f'"{bundle.sha256}"'
    )
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("accept", ["application/zip", "*/*", "application/json"])
def test_a_client_may_ask_for_a_zip(accept: str, bundle: Bundle, api: Api, reader: User) -> None:
    download = f"{address(bundle)}download/"
    early = api(reader).get(download, HTTP_ACCEPT=accept)
    assert (early.status_code, early["Content-Type"]) == (409, "application/problem+json")
    assert early.json()["status"] == 409
    services.build(bundle)
    file = api(reader).get(download, HTTP_ACCEPT=accept)
    assert (file["Content-Type"], len(body(file))) == ("application/zip", bundle.size)


def test_a_failed_bundle_says_why(bundle: Bundle, api: Api, annotator: User) -> None:
    people.delete(actor=annotator, row=bundle.dispute)
    services.build(bundle)
    people.restore(actor=annotator, row=bundle.dispute)
    shown = api(annotator).get(address(bundle)).json()
    assert (shown["state"], shown["download"]) == ("failed", None)
    assert "The dispute is gone" in shown["error"]
    assert api(annotator).get(f"{address(bundle)}download/").status_code == 409


def test_outsiders_get_no_hint(bundle: Bundle, dispute: Dispute, api: Api, outsider: User) -> None:
    services.build(bundle)
    for user in (outsider, None):
        client = api(user)
        for path in (address(bundle), f"{address(bundle)}download/", bundles_of(dispute)):
            assert client.get(path).status_code == 404
        assert client.post(bundles_of(dispute)).status_code == 404
    assert Bundle.objects.count() == 1


def test_visitors_of_a_public_workspace_read_but_do_not_export(
    bundle: Bundle, workspace: Workspace, owner: User, api: Api, outsider: User
) -> None:
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    services.build(bundle)
    assert api(outsider).get(address(bundle)).status_code == 200
    assert api(outsider).get(f"{address(bundle)}download/").status_code == 403
    assert api(outsider).post(bundles_of(bundle.dispute)).status_code == 403
    assert api(None).get(f"{address(bundle)}download/").status_code in (401, 403)
    assert api(None).post(bundles_of(bundle.dispute)).status_code == 401


def test_another_workspaces_address_does_not_open_it(
    bundle: Bundle, other_workspace: Workspace, api: Api, outsider: User
) -> None:
    path = f"/api/v1/workspaces/{other_workspace.uid}"
    assert api(outsider).get(f"{path}/bundles/{bundle.uid}/").status_code == 404
    there = f"{path}/disputes/{bundle.dispute.uid}/bundles/"
    assert api(outsider).post(there).status_code == 404


def test_bundles_of_a_deleted_dispute_are_gone(
    bundle: Bundle, dispute: Dispute, annotator: User, api: Api
) -> None:
    services.build(bundle)
    people.delete(actor=annotator, row=dispute)
    assert api(annotator).get(f"{address(bundle)}download/").status_code == 404
    assert api(annotator).post(bundles_of(dispute)).status_code == 404


def test_the_list_of_a_disputes_bundles_takes_as_many_queries_as_one(
    bundle: Bundle, dispute: Dispute, annotator: User, api: Api
) -> None:
    client = api(annotator)
    with CaptureQueriesContext(connection) as one:
        assert len(client.get(bundles_of(dispute)).json()["results"]) == 1
    for _ in range(9):
        services.build(services.request_bundle(actor=annotator, dispute=dispute))
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(bundles_of(dispute)).json()["results"]) == 10
    assert len(one) == len(many)
