from __future__ import annotations

import csv
import hashlib
import json
import re
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from annotations.bundles.archive import MANIFEST, verify
from annotations.bundles.queries import NothingToBundle, select
from annotations.bundles.services import bundle_bytes
from annotations.bundles.writers.comparison_csv import safe
from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Dispute, Question
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.models import User, Workspace
from sources.records import services as records
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain
from tests.annotations.bundles.conftest import MakeFiles, unpacked
from tests.cast import CONTENT, MakeHighlight, regrade

FILES = [
    "bundle.json",
    "sources.csl.json",
    "sources.bib",
    "highlights.jsonld",
    "comparison.csv",
    "report.html",
    MANIFEST,
]
DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "bundle.schema.json").read_text())


def check_schema(files: dict[str, str]) -> dict[str, Any]:
    bundle: dict[str, Any] = json.loads(files["bundle.json"])
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(bundle)
    return bundle


def test_every_file_is_there_and_as_the_manifest_says(
    citation: Citation, dispute: Dispute, annotator: User
) -> None:
    data = bundle_bytes(dispute, annotator)
    assert verify(BytesIO(data)) == []
    files = unpacked(data)
    assert list(files) == FILES
    for line in files[MANIFEST].splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name].encode()).hexdigest() == digest


def test_bundle_json_follows_the_schema_and_leads_nowhere_outside(
    citation: Citation, question: Question, account: Account, make_files: MakeFiles
) -> None:
    files = make_files()
    bundle = check_schema(files)
    (cited,) = bundle["citations"]
    assert cited["id"] == f"urn:uuid:{citation.uid}"
    assert (cited["stance"], cited["strength"]) == ("supports", "strong")
    assert bundle["claims"][0]["question"] == f"urn:uuid:{question.uid}"
    assert bundle["claims"][0]["value"] == {"kind": "date", "edtf": "1949-08-24"}
    assert bundle["accounts"][0]["claims"] == [bundle["claims"][0]["id"]]
    (passage,) = bundle["highlights"][0]["passages"]
    assert CONTENT[passage["start"] : passage["end"]] == passage["exact"] == "24 August"
    assert passage["placements"][0]["status"] == "placed"
    assert bundle["versions"][0]["sha256"] == hashlib.sha256(CONTENT.encode()).hexdigest()
    known = set(re.findall(r'"id": "(urn:uuid:[^"]+)"', files["bundle.json"]))
    assert set(re.findall(r'"(urn:uuid:[^"]+)"', files["bundle.json"])) == known
    assert len(known) == 12


def test_the_schema_of_version_1_is_of_bundles_that_knew_less(
    citation: Citation, make_files: MakeFiles
) -> None:
    bundle = json.loads(make_files()["bundle.json"])
    schema = json.loads((DOCS / "bundle-1.schema.json").read_text())
    assert not Draft202012Validator(schema).is_valid(bundle)
    older = {name: bundle[name] for name in schema["properties"]} | {"schema_version": 1}
    for name, kind in (("questions", "question"), ("claims", "claim"), ("citations", "citation")):
        known = schema["$defs"][kind]["properties"]
        older[name] = [{field: row[field] for field in known} for row in older[name]]
    older["dispute"] = {k: v for k, v in older["dispute"].items() if k != "adjudicator"}
    Draft202012Validator(schema).validate(older)


def test_the_schema_notices_what_is_wrong(citation: Citation, make_files: MakeFiles) -> None:
    bundle = check_schema(make_files())
    validator = Draft202012Validator(SCHEMA)
    for path, value in (
        (("claims", 0, "value"), {"kind": "date"}),
        (("claims", 0, "question"), "http://localhost/x"),
        (("versions", 0, "created"), "2026-01-01T00:00:00+00:00"),
        (("citations", 0, "stance"), "maybe"),
        (("highlights", 0, "passages"), []),
    ):
        changed = json.loads(json.dumps(bundle))
        *way, last = path
        inner = changed
        for step in way:
            inner = inner[step]
        inner[last] = value
        assert not validator.is_valid(changed), path


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", {"kind": "text", "text": "a conference"}),
        ("date", {"kind": "date", "edtf": "1949-08-24/1949-08-27", "verbatim": "late August"}),
        ("number", {"kind": "number", "lower": "30000", "upper": None, "about": True}),
        ("number", {"kind": "number", "upper": "2.5", "upper_excluded": True}),
        ("place", {"kind": "place", "name": "Чита"}),
        ("person", {"kind": "person", "names": ["Ahmetjan Qasimi", "阿巴索夫"]}),
        ("option", {"kind": "option", "option": "weather"}),
        ("boolean", {"kind": "boolean", "answer": False}),
        ("place", {"kind": "unknown"}),
        ("person", {"kind": "none"}),
        ("date", {"kind": "not_stated"}),
    ],
)
def test_values_of_every_kind_follow_the_schema(
    kind: str, value: dict[str, Any], dispute: Dispute, annotator: User, make_files: MakeFiles
) -> None:
    options = ["weather", "foul play"] if kind == "option" else []
    question = disputes.create_question(
        actor=annotator, dispute=dispute, wording="What?", kind=kind, options=options, unit="men"
    )
    claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="So.",
        question=question,
        value=value,
    )
    written = check_schema(make_files())["claims"][0]["value"]
    assert {key: written.get(key) for key in value} == value


def test_an_empty_dispute_makes_a_whole_bundle(make_files: MakeFiles) -> None:
    files = make_files()
    assert list(files) == FILES
    assert check_schema(files)["claims"] == []
    assert json.loads(files["sources.csl.json"]) == []
    assert json.loads(files["highlights.jsonld"])["total"] == 0
    assert files["sources.bib"] == ""
    assert len(files["comparison.csv"].splitlines()) == 1
    assert "No claims yet." in files["report.html"]


def test_a_question_without_claims_has_its_line(
    question: Question, account: Account, make_files: MakeFiles
) -> None:
    files = make_files()
    rows = list(csv.DictReader(StringIO(files["comparison.csv"].removeprefix("\ufeff"))))
    assert [(row["account"], row["answer"]) for row in rows] == [("Official account", "")]
    assert "no answer" in files["report.html"]


def test_the_same_content_gives_the_same_bytes(
    citation: Citation, dispute: Dispute, annotator: User, owner: User, reader: User
) -> None:
    first = bundle_bytes(dispute, annotator)
    assert first == bundle_bytes(Dispute.objects.get(), annotator)
    assert first == bundle_bytes(dispute, owner) == bundle_bytes(dispute, reader)


def test_every_change_of_the_content_shows(
    citation: Citation,
    claim: Claim,
    highlight: Highlight,
    account: Account,
    text: Text,
    dispute: Dispute,
    annotator: User,
) -> None:
    seen = [bundle_bytes(dispute, annotator)]
    actor = annotator
    for change in (
        lambda: regrade(actor, citation, stance="qualifies", strength="weak", rationale="Hm."),
        lambda: claims.change_claim(
            actor=actor,
            claim=claim,
            statement="It left.",
            question=claim.question,
            value={"kind": "date", "edtf": "1949-08-25"},
        ),
        lambda: highlights.change_highlight(
            actor=actor, highlight=highlight, revision=1, comment="New", tags=[], sharing="shared"
        ),
        lambda: disputes.change_account(
            actor=actor, account=account, title="Another", holders="", description=""
        ),
        lambda: texts.save_version(
            actor=actor, text=text, document=from_plain("Before.\n\n" + CONTENT), based_on=1
        ),
        lambda: people.delete(actor=actor, row=citation),
    ):
        change()
        seen.append(bundle_bytes(dispute, annotator))
    assert len(set(seen)) == len(seen)


def test_changed_and_changed_back_gives_the_old_bytes(
    citation: Citation, dispute: Dispute, annotator: User
) -> None:
    before = bundle_bytes(dispute, annotator)
    for title in ("Another title", dispute.title):
        disputes.change_dispute(actor=annotator, dispute=dispute, title=title, description="")
        after = bundle_bytes(dispute, annotator)
    assert before == after


def test_what_does_not_belong_to_the_dispute_changes_nothing(
    citation: Citation, dispute: Dispute, annotator: User, make_highlight: MakeHighlight
) -> None:
    before = bundle_bytes(dispute, annotator)
    make_highlight("midnight", comment="Shared but not cited.")
    other = disputes.create_dispute(
        actor=annotator, workspace=dispute.workspace, title="Another dispute"
    )
    disputes.create_question(actor=annotator, dispute=other, wording="Who?", kind="person")
    claims.create_claim(actor=annotator, workspace=dispute.workspace, statement="Elsewhere.")
    assert before == bundle_bytes(dispute, annotator)


def test_nothing_private_is_in_it(
    citation: Citation,
    private_highlight: Highlight,
    dispute: Dispute,
    annotator: User,
    owner: User,
) -> None:
    for user in (annotator, owner):
        data = bundle_bytes(dispute, user)
        for secret in ("Only for me", "@example.org"):
            assert secret.encode() not in data
        for uid in (private_highlight.uid, annotator.uid):
            assert str(uid).encode() not in data


def test_deleted_things_are_not_in_it(
    citation: Citation, claim: Claim, dispute: Dispute, annotator: User, make_files: MakeFiles
) -> None:
    people.delete(actor=annotator, row=claim)
    bundle = check_schema(make_files())
    for emptied in ("claims", "citations", "highlights", "sources", "texts", "versions"):
        assert bundle[emptied] == []
    assert bundle["accounts"][0]["claims"] == []


def test_outsiders_and_deleted_disputes_have_nothing_to_bundle(
    citation: Citation, dispute: Dispute, outsider: User, annotator: User
) -> None:
    with pytest.raises(NothingToBundle):
        select(dispute, outsider)
    people.delete(actor=annotator, row=dispute)
    with pytest.raises(NothingToBundle):
        select(dispute, annotator)


def test_web_annotations_of_the_cited_highlights(
    citation: Citation, highlight: Highlight, text: Text, make_files: MakeFiles
) -> None:
    collection = json.loads(make_files()["highlights.jsonld"])
    (item,) = collection["first"]["items"]
    assert item["id"] == f"urn:uuid:{highlight.uid}"
    assert item["creator"]["nickname"] == "Annotator"
    assert item["created"].endswith("Z")
    (target,) = item["target"]
    assert target["source"]["id"] == f"urn:uuid:{text.latest.uid}"
    assert target["selector"][0]["exact"] == "24 August"
    assert target["selector"][1]["start"] == CONTENT.index("24 August")


def test_a_quotation_with_an_omission_is_whole_everywhere(
    claim: Claim, text: Text, annotator: User, make_files: MakeFiles
) -> None:
    spans = [(CONTENT.index(w), CONTENT.index(w) + len(w)) for w in ("Talks", "midnight")]
    made = highlights.create_highlight(actor=annotator, version=text.latest, ranges=spans)
    citations.cite(actor=annotator, claim=claim, highlight=made, stance="contradicts")
    files = make_files()
    assert len(check_schema(files)["highlights"][0]["passages"]) == 2
    assert len(json.loads(files["highlights.jsonld"])["first"]["items"][0]["target"]) == 2
    assert "<mark>Talks […] midnight</mark>" in files["report.html"]


def test_the_comparison_as_a_table(
    citation: Citation,
    question: Question,
    dispute: Dispute,
    account: Account,
    annotator: User,
    make_files: MakeFiles,
) -> None:
    disputes.create_account(actor=annotator, dispute=dispute, title="=HYPERLINK(1)")
    claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="It left on 27 August.",
        question=question,
        value={"kind": "date", "edtf": "1949-08-27"},
    )
    text = make_files()["comparison.csv"]
    assert text.startswith("\ufeffquestion,")
    assert text.count("\r\n") == text.count("\n") == 4
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))
    assert [(row["account"], row["answer"], row["supports"]) for row in rows] == [
        ("Official account", "24 August 1949", "1"),
        ("'=HYPERLINK(1)", "", ""),
        ("", "27 August 1949", "0"),
    ]
    assert {row["conflicts"] for row in rows} == {"1"}
    assert "do not overlap" in rows[0]["why"]
    assert rows[0]["claim_id"] == str(citation.claim.uid)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("1=1", "1=1"),
        ("Almaty - Chita", "Almaty - Chita"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert safe(cell) == written


def test_queries_do_not_grow_with_rows(
    citation: Citation, workspace: Workspace, dispute: Dispute, annotator: User
) -> None:
    with CaptureQueriesContext(connection) as one:
        bundle_bytes(dispute, annotator)
    for number in range(10):
        _more(workspace, dispute, annotator, number)
    with CaptureQueriesContext(connection) as many:
        files = unpacked(bundle_bytes(dispute, annotator))
    bundle = check_schema(files)
    assert {len(bundle[name]) for name in ("questions", "claims", "highlights", "sources")} == {11}
    assert len(one) == len(many)


def _more(workspace: Workspace, dispute: Dispute, actor: User, number: int) -> None:
    source: Source = records.create_source(
        actor=actor, workspace=workspace, csl={"type": "book", "title": f"Book {number}"}
    )
    text = texts.create_text(
        actor=actor, source=source, document=from_plain(CONTENT), language="en", direction="ltr"
    )
    made = highlights.create_highlight(
        actor=actor, version=text.latest, ranges=[(0, 5), (8, 9)], tags=[f"tag {number}"]
    )
    question = disputes.create_question(actor=actor, dispute=dispute, wording="Who?", kind="text")
    account = disputes.create_account(actor=actor, dispute=dispute, title=f"Account {number}")
    claim = claims.create_claim(
        actor=actor,
        workspace=workspace,
        statement="Somebody.",
        question=question,
        value={"kind": "text", "text": str(number)},
    )
    disputes.set_accounts(actor=actor, claim=claim, accounts=[account])
    citations.cite(actor=actor, claim=claim, highlight=made, stance="supports")
