"""All answers to one question, compared, with what is cited behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from annotations.claims import values
from annotations.claims.answering import ANSWERING
from annotations.claims.answers.known import identified
from annotations.claims.models import Claim
from annotations.claims.roots import EvidenceRoots, Lines, roots_of
from annotations.disputes.conflicts.answers import Answers, answers_to
from annotations.disputes.conflicts.garbage import uncollected
from annotations.disputes.conflicts.slices import Slices
from annotations.disputes.models import Question
from annotations.disputes.relations.comparing import RelatedAnswers
from annotations.disputes.relations.reasons import relate
from annotations.disputes.relations.relating import DistinctAnswer, Relation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from project.people.models import User

    Anyone = User | AnonymousUser


@dataclass(frozen=True)
class OtherAnswer:
    """Another answer, and why it stands to the one in question as it does."""

    answer: DistinctAnswer
    relation: Relation
    reason: str


@dataclass(frozen=True)
class QuestionAnswers:
    """The answers that `user` sees to a question."""

    question: Question
    user: Anyone
    given: Answers
    related: RelatedAnswers

    @cached_property
    def roots(self) -> EvidenceRoots:
        """The known roots behind all that is cited."""
        return roots_of(self._claims(), self.user, self.question.workspace)

    @property
    def lines(self) -> Lines:
        """What is cited for and against all of them."""
        return self.roots.of(*self._keys.values())

    def lines_of(self, answer: DistinctAnswer) -> Lines:
        """What is cited for and against one answer."""
        return self.roots.of(*(self._keys[uid] for uid in self.related.claims(answer)))

    def claims_by_uid(self, uids: Iterable[str]) -> dict[str, Claim]:
        """The claims of one page, with their sources and authors."""
        rows = self._claims().filter(uid__in=list(uids)).select_related("created_by", "source")
        found = {str(claim.uid): claim for claim in rows.order_by("uid")}
        for claim in found.values():
            claim.workspace = self.question.workspace
        return found

    @cached_property
    def _keys(self) -> dict[str, int]:
        rows = self.given.by_question.get(self.question.pk, ())
        return {given.uid: given.claim for given in rows}

    def _claims(self) -> QuerySet[Claim]:
        return Claim.objects.visible_to(self.user).filter(ANSWERING, question=self.question)


def answers_of(question: Question, user: Anyone, *, besides: str = "") -> QuestionAnswers:
    """All answers that `user` sees to a question, in a constant number of queries; without
    the claim with the uid `besides`.
    """
    claims = Claim.objects.visible_to(user).filter(question=question)
    if besides:
        claims = claims.exclude(uid=besides)
    given = answers_to(claims, user, question.workspace, with_citations=True)
    related = RelatedAnswers(given.of(question.pk), question.exclusivity)
    return QuestionAnswers(question, user, given, related)


@uncollected()
def conflicting_with(
    question: Question,
    user: Anyone,
    value: values.Value,
    *,
    denied: bool = False,
    besides: str = "",
) -> Sequence[OtherAnswer]:
    """The answers that conflict with one, be it given by a claim or not yet; the claim with the
    uid `besides` gives none. Why they do is told where it is looked at.
    """
    here = answers_of(question, user, besides=besides)
    (found,) = identified(question.workspace, [value])
    asked = DistinctAnswer(found, denied)
    others = here.related.conflicting_with(found, denied=denied)

    def told(offset: int, limit: int) -> list[OtherAnswer]:
        return beside(asked, others[offset : offset + limit], question.exclusivity)

    return Slices(len(others), told)


def beside(
    answer: DistinctAnswer, others: Iterable[DistinctAnswer], exclusivity: str
) -> list[OtherAnswer]:
    """How each of the others stands to an answer."""
    compared = ((other, relate(answer, other, exclusivity)) for other in others)
    return [OtherAnswer(other, how.relation, how.reason) for other, how in compared]


def conflicts_with_claim(claim: Claim, user: Anyone) -> Sequence[OtherAnswer]:
    """The answers that conflict with a claim's own; none where it weighs nothing, or where its
    question is gone.
    """
    value, asked = claim.typed_value, claim.question_id
    if value is None or asked is None or claim.is_retracted or claim.merged_into_id:
        return []
    question = Question.objects.visible_to(user).filter(pk=asked).first()
    if question is None:
        return []
    question.workspace = claim.workspace
    return conflicting_with(question, user, value, denied=claim.is_denied, besides=str(claim.uid))
