"""The demonstration workspace, made through the same services as everything else."""

from __future__ import annotations

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction

from annotations.claims import citation_services as citations
from annotations.claims import services as claims
from annotations.claims import values
from annotations.claims.models import Claim
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Question
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from annotations.replies import services as replies
from project.people.accounts import services as accounts
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from sources.derivations import services as derivations
from sources.importing.base import import_document
from sources.lists.tagging import set_source_tags
from sources.records import services as records
from sources.tags import services as vocabulary
from sources.texts import services as texts
from sources.texts.models import TextVersion

#: Whoever may open the demonstration knows this password; never load it on a public server.
PASSWORD = "demonstration only"
DATA = Path(__file__).with_name("demo.toml")


def sign_ins() -> list[tuple[str, str]]:
    """E-mail address and role of each person of the demonstration."""
    return [(person["email"], person["role"]) for person in _data()["people"]]


@transaction.atomic
def load() -> Workspace | None:
    """Make the demonstration, all of it or nothing; None where it has been made before."""
    data = _data()
    if User.objects.filter(email__iexact=data["people"][0]["email"]).exists():
        return None
    return Demo(data).workspace


def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text("utf-8"))


def _typed(value: str, question: Question) -> dict[str, Any]:
    typed = values.from_input(question.kind, value, unit=question.unit, options=question.options)
    return typed.to_json()


class Demo:
    """Makes the demonstration on construction; looks its parts up by their keys."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.versions: dict[str, TextVersion] = {}
        self.questions: dict[str, Question] = {}
        self.accounts: dict[str, Account] = {}
        self.highlights: dict[tuple[str, tuple[str, ...]], Highlight] = {}
        self._add_members()
        for source in data["sources"]:
            self._add_source(**source)
        for derivation in data["derivations"]:
            self._add_derivation(**derivation)
        for dispute in data["disputes"]:
            self._add_dispute(**dispute)
        for claim in data["claims"]:
            self._add_claim(**claim)
        for tag in data["tags"]:
            self._describe_tag(**tag)
        for reply in data["replies"]:
            self._add_reply(**reply)

    @cached_property
    def people(self) -> dict[str, User]:
        """The people by key."""
        return {
            person["key"]: accounts.create_user(
                email=person["email"],
                password=PASSWORD,
                display_name=person["name"],
                attributed_to="command:load_demo",
            )
            for person in self.data["people"]
        }

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace; public, so that it can be read without signing in."""
        return workspaces.create_workspace(
            actor=self.people["historian"],
            visibility=Workspace.Visibility.PUBLIC,
            **self.data["workspace"],
        )

    @property
    def actor(self) -> User:
        """Whoever marks and cites in the demonstration."""
        return self.people["annotator"]

    def _add_members(self) -> None:
        for person in self.data["people"]:
            workspaces.set_role(
                actor=self.people["historian"],
                workspace=self.workspace,
                user=self.people[person["key"]],
                role=Role(person["role"]),
            )
        # The roles were asked for before they were given.
        self.workspace = Workspace.objects.get(pk=self.workspace.pk)

    def _add_source(
        self,
        *,
        key: str,
        csl: dict[str, Any],
        date: str,
        text: str,
        language: str,
        direction: str = "ltr",
        tags: tuple[str, ...] = (),
    ) -> None:
        source = records.create_source(
            actor=self.actor,
            workspace=self.workspace,
            csl=csl,
            date=date,
            citation_key=f"demo-{key.replace('_', '-')}",
        )
        set_source_tags(actor=self.actor, source=source, names=tags)
        made = texts.create_text(
            actor=self.actor,
            source=source,
            document=import_document(text.encode(), filename=f"{key}.md").document,
            language=language,
            direction=direction,
        )
        self.versions[key] = made.latest

    def _add_derivation(self, *, source: str, origin: str, kind: str, reason: str) -> None:
        derivations.add_derivation(
            actor=self.actor,
            source=self.versions[source].text.source,
            origin=self.versions[origin].text.source,
            kind=kind,
            reason=reason,
        )

    def _add_dispute(
        self,
        *,
        key: str,
        title: str,
        description: str,
        accounts: list[dict[str, Any]],
        questions: list[dict[str, Any]],
    ) -> None:
        dispute = disputes.create_dispute(
            actor=self.actor, workspace=self.workspace, title=title, description=description
        )
        for account in accounts:
            part = account.pop("key")
            self.accounts[f"{key}.{part}"] = disputes.create_account(
                actor=self.actor, dispute=dispute, **account
            )
        for question in questions:
            part = question.pop("key")
            self.questions[f"{key}.{part}"] = disputes.create_question(
                actor=self.actor, dispute=dispute, **question
            )

    def _add_claim(
        self,
        *,
        statement: str,
        cite: list[dict[str, Any]],
        question: str = "",
        value: str = "",
        accounts: tuple[str, ...] = (),
    ) -> None:
        asked = self.questions.get(question)
        claim = claims.create_claim(
            actor=self.actor,
            workspace=self.workspace,
            statement=statement,
            question=asked,
            value=_typed(value, asked) if asked else None,
        )
        dispute, _, _ = question.partition(".")
        disputes.set_accounts(
            actor=self.actor,
            claim=claim,
            accounts=[self.accounts[f"{dispute}.{account}"] for account in accounts],
        )
        for citation in cite:
            self._cite(claim, **citation)

    def _cite(
        self,
        claim: Claim,
        *,
        source: str,
        exact: list[str],
        stance: str,
        strength: str,
        rationale: str = "",
        comment: str = "",
        tags: tuple[str, ...] = (),
    ) -> None:
        key = (source, tuple(exact))
        if key not in self.highlights:
            version = self.versions[source]
            starts = [version.content.index(words) for words in exact]
            self.highlights[key] = highlights.create_highlight(
                actor=self.actor,
                version=version,
                ranges=[
                    (start, start + len(words)) for start, words in zip(starts, exact, strict=True)
                ],
                comment=comment,
                tags=tags,
            )
        citations.cite(
            actor=self.actor,
            claim=claim,
            highlight=self.highlights[key],
            stance=stance,
            strength=strength,
            rationale=rationale,
        )

    def _describe_tag(
        self, *, name: str, colour: str, broader: str = "", description: str = ""
    ) -> None:
        vocabulary.change_tag(
            actor=self.people["reviewer"],
            tag=vocabulary.named(self.workspace, name).get(),
            name=name,
            colour=colour,
            description=description,
            broader=vocabulary.named(self.workspace, broader).get() if broader else None,
        )

    def _add_reply(
        self, *, source: str, exact: list[str], by: str, body: str, answers: bool = False
    ) -> None:
        """`answers`: the reply before it, not the highlight."""
        highlight = self.highlights[source, tuple(exact)]
        before = highlight.replies.last() if answers else None
        replies.add_reply(actor=self.people[by], highlight=highlight, body=body, parent=before)
