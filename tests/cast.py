"""The known cast of the tests, and what they work on; all made by the services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from annotations.claims import services as claims
from annotations.claims.citations import services as citations
from annotations.claims.models import Citation, Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Dispute, Question
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from annotations.replies import services as replies
from annotations.replies.models import Reply
from annotations.searches import services as searches
from annotations.searches.models import SearchLog
from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.authorities.services import Entry, create_authority
from sources.derivations import services as derivations
from sources.parallels import services as parallels
from sources.parallels.models import TextRelation
from sources.records import services as records
from sources.records.models import Derivation, Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import from_plain

PASSWORD = "correct horse battery"
CONTENT = (
    "The aircraft left Almaty on 24 August.\n\n"
    "Talks went on until midnight, one witness said.\n\n"
    "Nobody at the airfield wrote down who was aboard."
)


def make_user(name: str) -> User:
    """A person called `name`, signing in as name@example.org with `PASSWORD`."""
    return accounts.create_user(
        email=f"{name}@example.org",
        password=PASSWORD,
        display_name=name.capitalize(),
        attributed_to="test",
    )


@pytest.fixture
def owner(db: None) -> User:
    return make_user("owner")


@pytest.fixture
def reviewer(db: None) -> User:
    return make_user("reviewer")


@pytest.fixture
def annotator(db: None) -> User:
    return make_user("annotator")


@pytest.fixture
def reader(db: None) -> User:
    return make_user("reader")


@pytest.fixture
def outsider(db: None) -> User:
    return make_user("outsider")


@pytest.fixture
def newcomer(db: None) -> User:
    """Somebody who has signed up and is a member of nothing."""
    return make_user("newcomer")


@pytest.fixture
def workspace(owner: User, reviewer: User, annotator: User, reader: User) -> Workspace:
    """A private workspace with one member of each role; `outsider` is none."""
    made = workspaces.create_workspace(actor=owner, name="The 1949 crash")
    for user, role in (
        (reviewer, Role.REVIEWER),
        (annotator, Role.ANNOTATOR),
        (reader, Role.READER),
    ):
        workspaces.set_role(actor=owner, workspace=made, user=user, role=role)
    return Workspace.objects.get(pk=made.pk)


@pytest.fixture
def other_workspace(outsider: User) -> Workspace:
    """The outsider's own private workspace."""
    return workspaces.create_workspace(actor=outsider, name="Something else")


@pytest.fixture
def source(workspace: Workspace, annotator: User) -> Source:
    return records.create_source(
        actor=annotator,
        workspace=workspace,
        csl={"type": "report", "title": "Airfield report", "author": [{"family": "Petrov"}]},
        date="1949-09",
    )


@pytest.fixture
def derivation(source: Source, annotator: User) -> Derivation:
    """The airfield report is a copy of a telegram."""
    origin = records.create_source(
        actor=annotator,
        workspace=source.workspace,
        csl={"type": "personal_communication", "title": "Telegram"},
        citation_key="telegram",
    )
    return derivations.add_derivation(actor=annotator, source=source, origin=origin, kind="copy")


@pytest.fixture
def text(source: Source, annotator: User) -> Text:
    """Three paragraphs of English."""
    return texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(CONTENT),
        language="en",
        direction="ltr",
    )


@pytest.fixture
def translation(source: Source, annotator: User) -> Text:
    """The same three paragraphs in Russian."""
    content = (
        "Самолёт вылетел из Алма-Аты 24 августа.\n\n"
        "Переговоры шли до полуночи, говорил один свидетель.\n\n"
        "Никто на аэродроме не записал, кто был на борту."
    )
    return texts.create_text(
        actor=annotator,
        source=source,
        document=from_plain(content),
        language="ru",
        direction="ltr",
        kind=Text.Kind.TRANSLATION,
    )


@pytest.fixture
def text_relation(text: Text, translation: Text, annotator: User) -> TextRelation:
    """The Russian text is a translation of the English one."""
    return parallels.relate(actor=annotator, text=translation, original=text, kind="translation")


MakeHighlight = Callable[..., Highlight]


@pytest.fixture
def make_highlight(text: Text, annotator: User) -> MakeHighlight:
    """Highlights `exact` where it first stands in the text's latest version."""

    def make(exact: str, *, actor: User = annotator, **fields: object) -> Highlight:
        version = text.latest
        start = version.content.index(exact)
        return highlights.create_highlight(
            actor=actor,
            version=version,
            ranges=[(start, start + len(exact))],
            **fields,  # type: ignore[arg-type]
        )

    return make


@pytest.fixture
def highlight(make_highlight: MakeHighlight) -> Highlight:
    """A shared highlight of "24 August" by the annotator."""
    return make_highlight("24 August", comment="The *date*.", tags=["departure"])


@pytest.fixture
def private_highlight(make_highlight: MakeHighlight) -> Highlight:
    """The annotator's own highlight of "until midnight"."""
    return make_highlight("until midnight", comment="Only for me.", sharing="private")


@pytest.fixture
def uncited(make_highlight: MakeHighlight) -> Highlight:
    """A shared highlight by the annotator that no claim rests on."""
    return make_highlight("Nobody at the airfield")


@pytest.fixture
def reply(highlight: Highlight, annotator: User) -> Reply:
    """The annotator answers the shared highlight."""
    return replies.add_reply(actor=annotator, highlight=highlight, body="By *local* time?")


@pytest.fixture
def authority(workspace: Workspace, annotator: User) -> Authority:
    """The city that the aircraft left."""
    almaty = Entry(kind="place", name="Almaty", variants=(Written("Алма-Ата", "ru", "former"),))
    return create_authority(actor=annotator, workspace=workspace, entry=almaty)


@pytest.fixture
def dispute(workspace: Workspace, annotator: User) -> Dispute:
    return disputes.create_dispute(
        actor=annotator, workspace=workspace, title="The crash of August 1949"
    )


@pytest.fixture
def question(dispute: Dispute, annotator: User) -> Question:
    """When did the aircraft leave? A date."""
    return disputes.create_question(
        actor=annotator, dispute=dispute, wording="When did the aircraft leave?", kind="date"
    )


@pytest.fixture
def account(dispute: Dispute, annotator: User) -> Account:
    return disputes.create_account(
        actor=annotator, dispute=dispute, title="Official account", holders="The report"
    )


@pytest.fixture
def claim(workspace: Workspace, annotator: User, question: Question, account: Account) -> Claim:
    """The aircraft left on 24 August 1949, in the official account."""
    made = claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="The aircraft left on 24 August 1949.",
        question=question,
        value={"kind": "date", "edtf": "1949-08-24"},
    )
    disputes.set_accounts(actor=annotator, claim=made, accounts=[account])
    return made


@pytest.fixture
def citation(claim: Claim, highlight: Highlight, annotator: User) -> Citation:
    """The highlight supports the claim."""
    return citations.cite(
        actor=annotator, claim=claim, highlight=highlight, stance="supports", strength="strong"
    )


def regrade(actor: User, citation: Citation, **grades: Any) -> Citation:
    """Change these grades of a citation, and nothing else."""
    names = ("stance", "strength", "source_grade", "information", "evidence", "rationale")
    asked = {name: getattr(citation, name) for name in (*names, "locator_label", "locator")}
    return citations.change_citation(
        actor=actor, citation=citation, revision=citation.revision, **asked | grades
    )


@pytest.fixture
def search_log(workspace: Workspace, annotator: User) -> SearchLog:
    """Nobody is named in the flight book."""
    return searches.log_search(
        actor=annotator,
        workspace=workspace,
        searched="State archive, flight book of 1949, all leaves",
        date="2024-05-12",
        sought="The names of the passengers",
    )


@pytest.fixture
def source_citation(claim: Claim, source: Source, annotator: User) -> Citation:
    """Page 12 of the report contradicts the claim."""
    return citations.cite(
        actor=annotator, claim=claim, source=source, locator="12", stance="contradicts"
    )


@pytest.fixture
def search_citation(claim: Claim, search_log: SearchLog, annotator: User) -> Citation:
    """The search that found nothing qualifies the claim."""
    return citations.cite(actor=annotator, claim=claim, search_log=search_log, stance="qualifies")


@pytest.fixture
def api() -> Callable[[User | None], APIClient]:
    """A client of the API, signed in as the given person or as nobody."""

    def client(user: User | None = None) -> APIClient:
        made = APIClient()
        if user is not None:
            made.force_authenticate(user)
        return made

    return client
