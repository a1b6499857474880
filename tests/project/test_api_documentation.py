"""The examples of docs/api.md do what it says, and the OpenAPI document is whole."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from tests.rooms import ROOMS, at

#: `post sources '{…}'`
EXAMPLE = re.compile(r"^post (\w+) '(\{.*?\})'$", re.DOTALL | re.MULTILINE)


def test_from_a_source_to_a_bundle(workspace: Workspace, annotator: User, reviewer: User) -> None:
    client, judging = with_token(annotator), with_token(reviewer)
    uids: dict[str, str] = {}
    for room, body in EXAMPLE.findall((settings.BASE_DIR / "docs/api.md").read_text()):
        filled = re.sub(r"'\$(\w+)'", lambda name: uids[name[1]], body)
        asking = judging if room == "reviews" else client
        made = asking.post(at(workspace, room), filled, content_type="application/json").json()
        assert "uid" in made, (room, made)
        uids[room.removesuffix("s").upper()] = made["uid"]
        if room == "texts":
            uids["VERSION"] = made["latest_version"]["uid"]
    assert len(uids) == 10
    asked = client.post(at(workspace, "disputes", uids["DISPUTE"], "bundles"))
    assert asked.status_code == 202
    assert client.get(asked["Location"]).json()["state"] == "queued"


def with_token(user: User) -> APIClient:
    _, secret = accounts.create_token(actor=user, name="Script", scope="write")
    return APIClient(headers={"Authorization": f"Token {secret}"})


@pytest.mark.django_db
def test_the_openapi_document_names_every_room() -> None:
    document = Client().get("/api/v1/openapi.json").json()
    assert document["openapi"] == "3.1.0"
    for room in ROOMS:
        address = f"/api/v1/workspaces/{{workspace_uid}}/{room.name}/"
        assert document["paths"][address]["post"]["responses"]["422"]
