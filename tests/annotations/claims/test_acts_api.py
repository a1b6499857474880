from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.claims.citations.services import cite
from annotations.claims.models import Citation, Claim
from project.people.models import User, Workspace
from sources.records.models import Source
from tests.cast import MakeHighlight

KINDS = ("claim", "claimground", "citation")

Api = Callable[[User | None], APIClient]


@pytest.fixture
def client(api: Api, annotator: User) -> APIClient:
    return api(annotator)


def at(workspace: Workspace, *parts: object) -> str:
    inside = "".join(f"{part}/" for part in parts)
    return f"/api/v1/workspaces/{workspace.uid}/claims/{inside}"


def extract(client: APIClient, workspace: Workspace, source: Source, **fields: Any) -> Any:
    sent = {"statement": "It left.", "kind": "extracted", "source": source.uid, **fields}
    response = client.post(at(workspace), sent, format="json")
    assert response.status_code == 201, response.json()
    return response.json()


def test_whose_assertion_it_is_is_written_and_read(
    client: APIClient, workspace: Workspace, source: Source
) -> None:
    made = extract(client, workspace, source, modality="denied", certainty="probable")
    said = {name: made[name] for name in ("kind", "source", "modality", "polarity", "revision")}
    assert said == {
        "kind": "extracted",
        "source": str(source.uid),
        "modality": "denied",
        "polarity": "denied",
        "revision": 1,
    }
    address = at(workspace, made["uid"])
    concluded = {"kind": "concluded", "argument": "Both *agree*.", "polarity": "affirmed"}
    changed = client.patch(address, concluded, format="json").json()
    assert (changed["source"], changed["modality"], changed["revision"]) == (None, "", 2)
    narrowed = client.get(at(workspace), {"kind": "concluded", "certainty": "probable"}).json()
    assert [row["uid"] for row in narrowed["results"]] == [made["uid"]]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "extracted"}, "source"),
        ({"kind": "extracted", "argument": "Because.", "source": "here"}, "argument"),
        ({"kind": "concluded", "source": "here"}, "source"),
        ({"modality": "rumoured"}, "modality"),
        ({"modality": "reported"}, "modality"),
    ],
)
def test_what_does_not_fit_the_kind_is_refused_by_its_field(
    client: APIClient, workspace: Workspace, source: Source, sent: dict[str, Any], field: str
) -> None:
    sent = {"statement": "x"} | sent | ({"source": source.uid} if "source" in sent else {})
    response = client.post(at(workspace), sent, format="json")
    assert (response.status_code, list(response.json()["errors"])) == (422, [field])


def test_who_was_slower_is_told_what_the_other_wrote(client: APIClient, claim: Claim) -> None:
    address = at(claim.workspace, claim.uid)
    first = client.patch(address, {"statement": "Theirs.", "revision": 1}, format="json")
    assert first.json()["revision"] == 2
    second = client.patch(address, {"statement": "Mine.", "revision": 1}, format="json")
    body = second.json()
    assert (second.status_code, body["revision"], body["current"]["statement"]) == (
        409,
        2,
        "Theirs.",
    )


def test_merging_splitting_and_undoing(
    client: APIClient,
    workspace: Workspace,
    source: Source,
    annotator: User,
    make_highlight: MakeHighlight,
) -> None:
    one, other = (extract(client, workspace, source, statement=name) for name in ("One", "Other"))
    cited = cite(
        actor=annotator,
        claim=Claim.objects.get(uid=other["uid"]),
        highlight=make_highlight("24 August"),
        stance="supports",
    )
    merge = at(workspace, one["uid"], "merge")
    assert client.post(merge, {"merged": other["uid"]}, format="json").status_code == 200
    assert Citation.objects.get(pk=cited.pk).claim.uid == Claim.objects.get(uid=one["uid"]).uid
    moved = client.get(at(workspace, other["uid"]))
    assert (moved.status_code, moved["Location"]) == (302, one["url"])
    assert client.post(at(workspace, other["uid"], "unmerge")).json()["uid"] == other["uid"]
    assert client.post(at(workspace, other["uid"], "unmerge")).status_code == 404

    sent = {"statement": "A part", "citations": [cited.uid]}
    split = client.post(at(workspace, other["uid"], "split"), sent, format="json")
    assert (split.status_code, split.json()["split_from"]) == (201, other["uid"])
    nothing = client.post(at(workspace, other["uid"], "split"), {"statement": "x"}, format="json")
    assert (nothing.status_code, list(nothing.json()["errors"])) == (422, ["citations"])
    back = client.post(
        at(workspace, other["uid"], "merge"), {"merged": split.json()["uid"]}, format="json"
    )
    assert back.status_code == 200
    assert Citation.objects.get(pk=cited.pk).claim.statement == "Other"
    different = {"merged": one["uid"], "keep": {"not a uid": "both"}}
    refused = client.post(at(workspace, other["uid"], "merge"), different, format="json")
    assert list(refused.json()["errors"]) == ["keep"]


def test_retracting_and_grounds(
    client: APIClient, claim: Claim, workspace: Workspace, source: Source
) -> None:
    address = at(workspace, claim.uid)
    ground = extract(client, workspace, source)
    based = client.post(f"{address}grounds/", {"grounds": [ground["uid"]]}, format="json")
    assert based.json()["grounds"] == [ground["uid"]]
    circle = client.post(
        at(workspace, ground["uid"], "grounds"), {"grounds": [claim.uid]}, format="json"
    )
    assert circle.status_code == 422
    assert client.delete(f"{address}grounds/{ground['uid']}/").status_code == 204
    assert client.delete(f"{address}grounds/{ground['uid']}/").status_code == 404
    assert client.get(address).json()["grounds"] == []

    assert client.post(f"{address}retract/", {"reason": " "}, format="json").status_code == 422
    retracted = client.post(f"{address}retract/", {"reason": "Misread."}, format="json").json()
    assert (retracted["retraction_reason"], bool(retracted["retracted_at"])) == ("Misread.", True)
    assert len(client.get(at(workspace), {"retracted": "true"}).json()["results"]) == 1
    assert client.post(f"{address}unretract/").json()["retracted_at"] is None


def test_the_history_tells_of_the_claim_its_citations_and_its_grounds(
    client: APIClient, citation: Citation, workspace: Workspace, source: Source
) -> None:
    claim = citation.claim
    address = at(workspace, claim.uid)
    ground = extract(client, workspace, source)
    client.post(f"{address}grounds/", {"grounds": [ground["uid"]]}, format="json")
    client.patch(address, {"statement": "It left late."}, format="json")
    client.post(f"{address}retract/", {"reason": "Misread."}, format="json")
    told = client.get(f"{address}history/").json()["results"]
    # All of one test happens at one moment: only events of one kind are in order.
    by_kind = {kind: [each for each in told if each["kind"] == kind] for kind in KINDS}
    assert {kind: [each["verb"] for each in found] for kind, found in by_kind.items()} == {
        "claim": ["retracted", "changed", "created"],
        "claimground": ["created"],
        "citation": ["created"],
    }
    retracted, changed, _created = by_kind["claim"]
    assert retracted["changes"] == [
        {"field": "Reason for retracting it", "before": "", "after": "Misread."}
    ]
    assert changed["changes"][0]["after"] == "It left late."


def test_outsiders_find_nothing_to_act_on(api: Api, claim: Claim, outsider: User) -> None:
    address = at(claim.workspace, claim.uid)
    stranger = api(outsider)
    acts = ("merge", "unmerge", "split", "retract", "unretract", "grounds")
    assert {stranger.post(f"{address}{act}/", {}, format="json").status_code for act in acts} == {
        404
    }
    assert stranger.get(f"{address}history/").status_code == 404
