"""The disputes of the demonstration: their claims, what is cited for and against them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.claims import services as claims
from annotations.claims import values
from annotations.claims.citations import services as citations
from annotations.claims.grounds.services import add_grounds
from annotations.claims.models import Claim
from annotations.claims.retracting.services import retract
from annotations.demo.sources import DemoSources
from annotations.disputes import services as disputes
from annotations.disputes.models import Account, Dispute, Question
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from annotations.replies import services as replies
from annotations.searches import services as searches
from annotations.searches.models import SearchLog
from sources.tags import services as vocabulary


class DemoClaims(DemoSources):
    """Makes them on construction, after the sources; looks them up by their keys."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.disputes: dict[str, Dispute] = {}
        self.questions: dict[str, Question] = {}
        self.accounts: dict[str, Account] = {}
        self.claims: dict[str, Claim] = {}
        self.searches: dict[str, SearchLog] = {}
        self.highlights: dict[tuple[str, tuple[str, ...]], Highlight] = {}
        for search in data["searches"]:
            key = search.pop("key")
            self.searches[key] = searches.log_search(
                actor=self.actor, workspace=self.workspace, **search
            )
        for dispute in data["disputes"]:
            self._add_dispute(**dispute)
        for claim in data["claims"]:
            self._add_claim(**claim)
        for tag in data["tags"]:
            self._describe_tag(**tag)
        for reply in data["replies"]:
            self._add_reply(**reply)

    def typed(
        self,
        value: str | Mapping[str, Any],
        question: Question,
        names: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """A value as typed, or in parts; `names` says which authority a name in it means, where
        that is not its preferred name.
        """
        if not isinstance(value, str):
            return {"kind": question.kind, **value}
        typed = values.from_input(
            question.kind, value, unit=question.unit, options=question.options
        )
        keys = {each.name: key for key, each in self.authorities.items()} | dict(names or {})
        meant = {name: str(self.authorities[keys[name]].uid) for name, _ in typed.named}
        data = typed.to_json()
        if question.kind == Question.Kind.PLACE:
            return data | {"authority": meant[value]}
        return data | {"authorities": meant} if meant else data

    def _add_dispute(
        self,
        *,
        key: str,
        title: str,
        description: str,
        accounts: list[dict[str, Any]],
        questions: list[dict[str, Any]],
        adjudicator: str = "",
    ) -> None:
        dispute = self.disputes[key] = disputes.create_dispute(
            actor=self.people["historian"],
            workspace=self.workspace,
            title=title,
            description=description,
            adjudicator=self.people.get(adjudicator),
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
        key: str = "",
        question: str = "",
        value: str | Mapping[str, Any] = "",
        names: Mapping[str, str] | None = None,
        accounts: tuple[str, ...] = (),
        extracted: str = "",
        grounds: tuple[str, ...] = (),
        retracted: str = "",
        **assertion: Any,
    ) -> None:
        asked = self.questions.get(question)
        if extracted:
            source = self.versions[extracted].text.source
            assertion |= {"kind": Claim.Kind.EXTRACTED, "source": source}
        dispute, _, _ = question.partition(".")
        claim = claims.create_claim(
            actor=self.actor,
            workspace=self.workspace,
            statement=statement,
            question=asked,
            value=self.typed(value, asked, names) if asked else None,
            accounts=[self.accounts[f"{dispute}.{account}"] for account in accounts],
            **assertion,
        )
        self.claims[key or statement] = claim
        if grounds:
            add_grounds(actor=self.actor, claim=claim, grounds=[self.claims[g] for g in grounds])
        for citation in cite:
            self._cite(claim, **citation)
        if retracted:
            retract(actor=self.actor, claim=claim, reason=retracted)

    def _cite(
        self,
        claim: Claim,
        *,
        source: str = "",
        exact: tuple[str, ...] = (),
        search: str = "",
        comment: str = "",
        tags: tuple[str, ...] = (),
        **given: str,
    ) -> None:
        """Words of a source's text; or a search; or else a place in the source."""
        highlight = self._highlight(source, tuple(exact), comment, tags) if exact else None
        whole = source and not highlight
        citations.cite(
            actor=self.actor,
            claim=claim,
            highlight=highlight,
            source=self.versions[source].text.source if whole else None,
            search_log=self.searches.get(search),
            **given,  # type: ignore[arg-type]
        )

    def _highlight(
        self, source: str, exact: tuple[str, ...], comment: str, tags: tuple[str, ...]
    ) -> Highlight:
        if (source, exact) not in self.highlights:
            version = self.versions[source]
            starts = [version.content.index(words) for words in exact]
            self.highlights[source, exact] = highlights.create_highlight(
                actor=self.actor,
                version=version,
                ranges=[
                    (start, start + len(words)) for start, words in zip(starts, exact, strict=True)
                ],
                comment=comment,
                tags=tags,
            )
        return self.highlights[source, exact]

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
