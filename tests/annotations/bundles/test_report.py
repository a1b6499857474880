"""report.html: what people read and print."""

from __future__ import annotations

import json

from lxml import html

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.highlights import services as highlights
from annotations.reviews import services as reviews
from project.people.models import User, Workspace
from sources.records import services as records
from sources.texts import services as texts
from sources.texts.structure import from_plain
from tests.annotations.bundles.conftest import MakeFiles


def test_a_report_in_several_scripts(
    workspace: Workspace, question: Question, annotator: User, make_files: MakeFiles
) -> None:
    source = records.create_source(
        actor=annotator,
        workspace=workspace,
        csl={
            "type": "book",
            "title": "ئايروپىلان ۋەقەسى",
            "author": [{"literal": "李明"}],
            "language": "ug",
        },
        date="1949",
    )
    content = "ئايروپىلان 24-ئاۋغۇستتا ئۇچتى."
    text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(content),
        language="ug",
        direction="rtl",
    )
    made = highlights.create_highlight(
        actor=annotator, version=text.latest, ranges=[(0, 10)], comment="飞机 *起飞*"
    )
    claim = claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="飞机于八月二十四日起飞。",
        question=question,
        value={"kind": "date", "edtf": "1949-08-24"},
    )
    citations.cite(actor=annotator, claim=claim, highlight=made, stance="supports")
    page = html.document_fromstring(make_files()["report.html"])
    (quote,) = page.iter("blockquote")
    assert (quote.get("lang"), quote.get("dir")) == ("ug", "rtl")
    assert quote.text_content() == content
    assert page.xpath("//article/h4/text()") == ["飞机于八月二十四日起飞。"]
    assert page.xpath("//figure//em/text()") == ["起飞"]
    (entry,) = page.xpath("//li[starts-with(@id, 'source-')]")
    assert entry.get("lang") == "ug"
    assert "李明" in entry.text_content()
    assert "ئايروپىلان ۋەقەسى" in entry.text_content()


EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"


def test_the_report_runs_and_loads_nothing(
    workspace: Workspace, annotator: User, dispute: Dispute, make_files: MakeFiles
) -> None:
    source = records.create_source(
        actor=annotator,
        workspace=workspace,
        csl={"type": "book", "title": EVIL, "author": [{"literal": EVIL}]},
    )
    text = texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(EVIL),
        language="en",
        direction="ltr",
    )
    made = highlights.create_highlight(
        actor=annotator,
        version=text.latest,
        ranges=[(0, len(EVIL))],
        comment=f"{EVIL} ![x](http://example.org/x.png) [l](javascript:alert(1))",
    )
    disputes.change_dispute(actor=annotator, dispute=dispute, title=EVIL, description=EVIL)
    question = disputes.create_question(actor=annotator, dispute=dispute, wording=EVIL, kind="text")
    account = disputes.create_account(
        actor=annotator, dispute=dispute, title=EVIL, holders=EVIL, description=EVIL
    )
    claim = claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement=EVIL,
        question=question,
        value={"kind": "text", "text": EVIL},
    )
    disputes.set_accounts(actor=annotator, claim=claim, accounts=[account])
    citations.cite(actor=annotator, claim=claim, highlight=made, stance="supports", rationale=EVIL)
    page = html.document_fromstring(make_files()["report.html"])
    assert not page.xpath("//script | //img | //iframe | //object | //link | //svg | //form")
    assert not page.xpath("//@src | //@style | //@*[starts-with(name(), 'on')]")
    assert not [link for link in page.xpath("//@href") if not link.startswith("#")]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in page.xpath("string(//style)")
    assert page.xpath("string(//h1)") == EVIL
    assert json.loads(make_files()["bundle.json"])["dispute"]["title"] == EVIL


def test_verdicts_that_no_longer_count_are_marked(
    claim: Claim, annotator: User, reviewer: User, make_files: MakeFiles
) -> None:
    for verdict in ("rejected", "accepted"):
        reviews.judge(actor=reviewer, subject=claim, verdict=verdict, reasons="So.")
        if verdict == "rejected":
            claims.change_claim(
                actor=annotator, claim=claim, statement="It left.", question=claim.question,
                value=claim.value,
            )  # fmt: skip
    page = html.document_fromstring(make_files()["report.html"])
    first, second = (each.text_content() for each in page.xpath("//article/div[@class='note']/p"))
    assert first.endswith("· changed since · replaced by a later verdict")
    assert "since" not in second
    assert "replaced" not in second


def test_links_in_the_report_lead_somewhere(citation: Citation, make_files: MakeFiles) -> None:
    page = html.document_fromstring(make_files()["report.html"])
    targets = {f"#{uid}" for uid in page.xpath("//@id")}
    links = set(page.xpath("//@href"))
    assert links
    assert links <= targets
