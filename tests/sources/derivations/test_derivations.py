"""Derivations: what depends on what, and never in a circle."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from project.people import services as people
from project.people.models import User, Workspace
from sources.derivations import services
from sources.derivations.queries import relations_of, with_origins
from sources.records import services as records
from sources.records.merging import merge
from sources.records.models import Derivation, Source

Derive = Callable[[str, str, str], Derivation]


@pytest.fixture
def sources(workspace: Workspace, annotator: User) -> dict[str, Source]:
    return {
        key: records.create_source(
            actor=annotator,
            workspace=workspace,
            csl={"type": "book", "title": f"Source {key}"},
            citation_key=f"key-{key}",
        )
        for key in "abcd"
    }


@pytest.fixture
def derive(sources: dict[str, Source], annotator: User) -> Derive:
    """`derive("a", "copy", "b")`: a is a copy of b."""

    def made(source: str, kind: str, origin: str) -> Derivation:
        return services.add_derivation(
            actor=annotator, source=sources[source], origin=sources[origin], kind=kind
        )

    return made


def url(name: str, workspace: Workspace, *args: Any) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


@pytest.mark.parametrize(
    ("recorded", "asked", "is_refused"),
    [
        ("", "a copy a", True),
        ("a copy b", "a copy b", True),
        ("a copy b", "a translation b", False),
        ("a copy b", "b summary a", True),
        ("a copy b, b translation c, c quotation d", "d copy a", True),
        ("a copy b, c copy b", "a quotation c", False),
        ("a same_witness b", "b same_witness a", True),
        ("a same_witness b", "b copy a", False),
        ("a same_witness b, b copy c", "c quotation a", False),
        ("a copy b", "b same_witness a", False),
        ("a unknown b", "b copy a", True),
    ],
)
def test_circles_are_refused(
    derive: Derive, recorded: str, asked: str, *, is_refused: bool
) -> None:
    for each in filter(None, recorded.split(", ")):
        derive(*each.split())
    if is_refused:
        with pytest.raises(ValidationError):
            derive(*asked.split())
    else:
        derive(*asked.split())


def test_sources_are_not_merged_into_a_circle(
    derive: Derive, sources: dict[str, Source], annotator: User
) -> None:
    between = derive("a", "copy", "b")
    derive("b", "translation", "c")
    derive("a", "summary", "c")
    kept = {"csl": sources["a"].csl, "date": ""}
    with pytest.raises(ValidationError, match="would depend on itself"):
        merge(actor=annotator, merged=sources["c"], survivor=sources["a"], **kept)
    people.delete(actor=annotator, row=between)
    merge(actor=annotator, merged=sources["c"], survivor=sources["a"], **kept)
    assert [(one.source, one.origin) for one in Derivation.objects.existing()] == [
        (sources["b"], sources["a"]),
        (sources["a"], sources["c"]),
    ]


def test_a_graph_has_what_the_known_roots_rest_on(
    derive: Derive, sources: dict[str, Source]
) -> None:
    # Of a and b, from one witness, b goes back to c; so a does, too. Nothing of a goes back to d.
    derivations = [derive("b", "same_witness", "a"), derive("b", "copy", "c")]
    derivations.append(derive("d", "copy", "a"))
    keys = with_origins([sources["a"].pk], derivations)
    assert keys == [sources[key].pk for key in "abc"]


def test_what_is_withdrawn_is_in_nobodys_way(derive: Derive, annotator: User) -> None:
    first = derive("a", "copy", "b")
    people.delete(actor=annotator, row=first)
    derive("b", "copy", "a")
    with pytest.raises(services.Circular):
        services.restore_derivation(actor=annotator, derivation=first)


def test_it_is_shown_both_ways(
    derive: Derive, sources: dict[str, Source], reader: User, outsider: User
) -> None:
    derive("a", "translation", "b")
    derive("c", "same_witness", "a")
    shown = [(r.words, r.other) for r in relations_of(sources["a"], reader)]
    assert shown == [
        ("Translation of", sources["b"]),
        ("From the same witness as", sources["c"]),
    ]
    assert [r.words for r in relations_of(sources["b"], reader)] == ["Translated in"]
    assert relations_of(sources["a"], outsider) == []


def test_one_is_recorded_and_withdrawn_on_the_page(
    client: Client, sources: dict[str, Source], annotator: User
) -> None:
    client.force_login(annotator)
    source, origin = sources["a"], sources["b"]
    workspace = source.workspace
    posted = {"kind": "copy", "origin": origin.uid, "reason": "Same slips of the pen"}
    client.post(url("new_derivation", workspace, source.uid), posted)
    made = Derivation.objects.get()
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Copy of" in page
    assert "Same slips of the pen" in page
    assert "Copied in" in client.get(origin.get_absolute_url()).content.decode()
    client.post(url("delete_derivation", workspace, made.uid))
    assert "Copy of" not in client.get(source.get_absolute_url()).content.decode()
    client.post(url("restore_derivation", workspace, made.uid))
    assert "Copy of" in client.get(source.get_absolute_url()).content.decode()


def test_it_is_asserted_otherwise(
    client: Client, derive: Derive, sources: dict[str, Source], annotator: User
) -> None:
    made = derive("a", "copy", "b")
    derive("b", "copy", "c")
    client.force_login(annotator)
    address = url("edit_derivation", made.workspace, made.uid)
    assert 'value="key-b"' in client.get(address).content.decode()
    posted = {
        "kind": "unknown",
        "origin_typed": "key-d",
        "certainty": "possible",
        "reason": "Same order of names",
        "revision": "1",
    }
    client.post(address, posted)
    made.refresh_from_db()
    said = (made.kind, made.origin, made.certainty, made.reason, made.revision)
    assert said == ("unknown", sources["d"], "possible", "Same order of names", 2)
    page = client.get(sources["a"].get_absolute_url()).content.decode()
    for words in ("Depends, it is not known how, on", "possible", "Same order of names"):
        assert words in page
    # Somebody who read it before that is told, and may still insist.
    stale = client.post(address, {**posted, "kind": "copy"})
    assert stale.status_code == 409
    assert "Somebody changed this in the meantime" in stale.content.decode()
    assert 'name="revision" value="2"' in stale.content.decode()
    circle = client.post(address, {**posted, "origin_typed": "key-a", "revision": "2"})
    assert circle.status_code == 422
    made.refresh_from_db()
    assert made.kind == "unknown"


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        ({"kind": "copy"}, "Choose a source of this workspace"),
        ({"kind": "copy", "origin_typed": "nonsense"}, "Choose a source of this workspace"),
        ({"kind": "copy", "origin": "nonsense"}, "Choose a source of this workspace"),
        ({"kind": "copy", "origin_typed": "key-a"}, "A source does not depend on itself."),
        ({"kind": "nonsense", "origin_typed": "key-b"}, "Select a valid choice"),
        ({"kind": "copy", "origin_typed": "key-c"}, "itself depends on"),
    ],
)
def test_mistakes_are_told_by_the_field(
    client: Client,
    derive: Derive,
    sources: dict[str, Source],
    annotator: User,
    posted: dict[str, str],
    words: str,
) -> None:
    derive("c", "copy", "a")
    client.force_login(annotator)
    source = sources["a"]
    response = client.post(url("new_derivation", source.workspace, source.uid), posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Derivation.objects.count() == 1


def test_the_api_asserts_and_changes(
    derive: Derive, sources: dict[str, Source], annotator: User
) -> None:
    client = APIClient()
    client.force_authenticate(annotator)
    derive("b", "copy", "c")
    workspace = sources["a"].workspace
    listed = reverse("api:derivation-list", args=[workspace.uid])
    sent = {"source": sources["a"].uid, "origin": sources["b"].uid, "kind": "unknown"}
    made = client.post(listed, sent, format="json").json()
    assert (made["kind"], made["certainty"], made["revision"]) == ("unknown", "", 1)
    circle = {"source": sources["c"].uid, "origin": sources["a"].uid, "kind": "copy"}
    refused = client.post(listed, circle, format="json")
    assert refused.status_code == 422
    assert "itself depends on" in refused.json()["errors"]["origin"][0]
    change = {"certainty": "doubtful", "rationale": "Same errors", "revision": 1}
    changed = client.patch(made["url"], change, format="json").json()
    assert (changed["certainty"], changed["rationale"]) == ("doubtful", "Same errors")
    assert (changed["kind"], changed["revision"]) == ("unknown", 2)
    assert client.patch(made["url"], change, format="json").status_code == 409
    found = client.get(listed, {"source": str(sources["a"].uid)}).json()["results"]
    assert [row["uid"] for row in found] == [made["uid"]]


# Anonymous, outsider, reader.
ADDRESSES = [
    ("get", "new_derivation", "source", (302, 404, 403)),
    ("get", "edit_derivation", "derivation", (302, 404, 403)),
    ("post", "delete_derivation", "derivation", (302, 404, 403)),
    ("post", "restore_derivation", "derivation", (302, 404, 403)),
    ("get", "find_sources", "", (404, 404, 200)),
]


@pytest.mark.parametrize(("method", "name", "about", "expected"), ADDRESSES)
def test_who_may(
    client: Client,
    derive: Derive,
    reader: User,
    outsider: User,
    method: str,
    name: str,
    about: str,
    expected: tuple[int, ...],
) -> None:
    derivation = derive("a", "copy", "b")
    uids = {"derivation": [derivation.uid], "source": [derivation.source.uid], "": []}
    address = url(name, derivation.workspace, *uids[about])
    statuses = []
    for user in (None, outsider, reader):
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(getattr(client, method)(address).status_code)
    assert tuple(statuses) == expected


def test_sources_are_found_by_words(
    client: Client, sources: dict[str, Source], reader: User
) -> None:
    client.force_login(reader)
    address = url("find_sources", sources["a"].workspace)
    page = client.get(address, {"q": "source", "without": "key-a"}).content.decode()
    assert page.count('role="option"') == 3
    assert str(sources["a"].uid) not in page
