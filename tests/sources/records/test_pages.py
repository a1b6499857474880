"""The page of a source: what it shows, what it opens, how many queries it takes."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims.models import Citation
from project.people.models import User, Workspace
from sources.attachments.services import attach
from sources.derivations.services import add_derivation
from sources.lists.tagging import set_source_tags
from sources.records import services
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text


def url(name: str, workspace: Workspace, *args: Any) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_titles_and_names_in_all_scripts(
    as_annotator: Client, workspace: Workspace, annotator: User
) -> None:
    made = services.create_source(
        actor=annotator,
        workspace=workspace,
        csl={
            "type": "book",
            "title": "شىنجاڭ گېزىتى",
            "language": "ug",
            "author": [{"family": "تۆمۈر", "given": "خەمىت"}],
        },
        variants={
            "title": [{"form": "romanised", "language": "ug-Latn", "text": "Shinjang géziti"}],
            "author": [
                [
                    {
                        "form": "romanised",
                        "language": "ug-Latn",
                        "name": {"family": "Tömür", "given": "Hemit"},
                    }
                ]
            ],
        },
        provenance="Bought in Almaty.",
        rights="With the archive's leave.",
        originality="original",
    )
    page = body(as_annotator, made.get_absolute_url())
    assert '<span lang="ug-Latn" dir="ltr">Shinjang géziti</span>' in page
    assert '<bdi lang="ug-Latn">Hemit Tömür</bdi>' in page
    for told in ("Bought in Almaty.", "With the archive&#x27;s leave.", "Original"):
        assert told in page


def test_claims_that_rest_on_it(as_annotator: Client, citation: Citation) -> None:
    assert citation.highlight
    page = body(as_annotator, citation.highlight.text.source.get_absolute_url())
    assert citation.claim.get_absolute_url() in page
    assert "stance-supports" in page
    assert "24 August" in page


def test_tags_are_changed(as_annotator: Client, source: Source) -> None:
    address = url("change_source_tags", source.workspace, source.uid)
    as_annotator.post(address, {"tags": "flight, archive"})
    page = body(as_annotator, source.get_absolute_url())
    assert 'value="archive, flight"' in page
    as_annotator.post(address, {"tags": ""})
    assert "Add tags" in body(as_annotator, source.get_absolute_url())
    refused = as_annotator.post(address, {"tags": "x" * 81}, follow=True)
    assert "A tag has at most 80 characters." in refused.content.decode()


@pytest.mark.parametrize(
    ("style", "words"),
    [("", "Petrov. 1949"), ("apa", "Petrov. (1949"), ("../x", "There is no citation style")],
)
def test_a_reference_in_a_style(
    as_annotator: Client, source: Source, style: str, words: str
) -> None:
    address = f"{url('reference', source.workspace, source.uid)}?style={style}"
    assert words in body(as_annotator, address)
    part = as_annotator.get(address, headers={"HX-Request": "true"}).content.decode()
    assert words in part
    assert "<html" not in part


def test_what_a_version_changed(
    as_annotator: Client, text: Text, annotator: User, outsider: User
) -> None:
    content = text.latest.content.replace("24 August", "27 August")
    version = texts.edit_text(actor=annotator, text=text, content=content, based_on=1)
    address = url("version_changes", text.workspace, version.uid)
    shown = as_annotator.get(address, follow=True)
    assert "<del>24</del><ins>27</ins>" in shown.content.decode()
    assert shown.redirect_chain[0][0].endswith("/compare/1/2/")
    assert shown.redirect_chain[0][0] in body(as_annotator, text.source.get_absolute_url())
    first = as_annotator.get(
        url("version_changes", text.workspace, text.versions.get(number=1).uid)
    )
    assert first["Location"].endswith("/versions/")
    as_annotator.force_login(outsider)
    assert as_annotator.get(address).status_code == 404


@pytest.mark.parametrize("name", ["reference", "source"])
def test_outsiders_find_nothing(client: Client, source: Source, outsider: User, name: str) -> None:
    client.force_login(outsider)
    assert client.get(url(name, source.workspace, source.uid)).status_code == 404


def test_queries_do_not_grow_with_what_hangs_on_it(
    as_annotator: Client, source: Source, citation: Citation, annotator: User
) -> None:
    def more(number: int) -> None:
        other = services.create_source(
            actor=annotator,
            workspace=source.workspace,
            csl={"type": "book", "title": f"Other {number}"},
        )
        add_derivation(actor=annotator, source=source, origin=other, kind="copy")
        attach(actor=annotator, source=source, data=b"%d" % number, filename=f"{number}.txt")
        set_source_tags(actor=annotator, source=source, names=[f"tag {n}" for n in range(number)])

    more(1)
    body(as_annotator, source.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        body(as_annotator, source.get_absolute_url())
    for number in range(2, 5):
        more(number)
    with CaptureQueriesContext(connection) as many:
        body(as_annotator, source.get_absolute_url())
    assert len(many) <= len(few)
