from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.claims.models import Claim
from annotations.claims.services import change_claim
from annotations.disputes import services
from annotations.disputes.models import Account, Dispute, Question
from project.people import services as people
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "colour"}, "kind"),
        ({"kind": "text", "wording": "   "}, "wording"),
        ({"kind": "option"}, "options"),
        ({"kind": "option", "options": ["one", " one ", ""]}, "options"),
        ({"kind": "text", "exclusivity": "maybe"}, "exclusivity"),
        ({"kind": "number", "unit": "x" * 41}, "unit"),
    ],
)
def test_a_bad_question_is_refused_by_field(
    dispute: Dispute, annotator: User, fields: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        services.create_question(actor=annotator, dispute=dispute, **{"wording": "How?", **fields})
    assert list(refused.value.message_dict) == [wrong]
    assert not Question.objects.exists()


def test_an_option_that_a_claim_answers_with_is_kept(
    dispute: Dispute, workspace: Workspace, annotator: User
) -> None:
    from annotations.claims import services as claims

    question = services.create_question(
        actor=annotator, dispute=dispute, wording="Why?", kind="option", options=["fog", "fire"]
    )
    claims.create_claim(
        actor=annotator,
        workspace=workspace,
        statement="Fog.",
        question=question,
        value={"kind": "option", "option": "fog"},
    )
    change = {"actor": annotator, "question": question, "wording": "Why?", "unit": ""}
    with pytest.raises(ValidationError, match="fog"):
        services.change_question(**change, options=["fire", "ice"], exclusivity="exclusive")  # type: ignore[arg-type]
    services.change_question(**change, options=["fog", "ice"], exclusivity="exclusive")  # type: ignore[arg-type]
    assert question.options == ["fog", "ice"]


def test_a_question_that_claims_answer_is_not_deleted(claim: Claim, annotator: User) -> None:
    assert claim.question
    with pytest.raises(services.StillAnswered) as refused:
        services.delete_question(actor=annotator, question=claim.question)
    assert refused.value.claims == 1
    people.delete(actor=annotator, row=claim)
    services.delete_question(actor=annotator, question=claim.question)
    assert not Question.objects.existing()


def test_a_deleted_account_comes_back_with_its_claims(
    claim: Claim, account: Account, annotator: User
) -> None:
    people.delete(actor=annotator, row=account)
    services.set_accounts(actor=annotator, claim=claim, accounts=[])
    people.restore(actor=annotator, row=account)
    assert list(account.claims.all()) == [claim]


@pytest.mark.parametrize(
    ("moved", "by", "order"),
    [
        ("b", -1, "bacd"),
        ("b", 1, "acbd"),
        ("a", -1, "abcd"),
        ("d", 1, "abcd"),
        ("a", 2, "bcad"),
        ("d", -9, "dabc"),
    ],
)
@pytest.mark.parametrize("kind", ["question", "account"])
def test_parts_are_moved_among_their_siblings(
    dispute: Dispute, annotator: User, kind: str, moved: str, by: int, order: str
) -> None:
    def make(name: str) -> Question | Account:
        if kind == "account":
            return services.create_account(actor=annotator, dispute=dispute, title=name)
        return services.create_question(actor=annotator, dispute=dispute, wording=name, kind="text")

    parts = {name: make(name) for name in "abxcd"}
    people.delete(actor=annotator, row=parts["x"])
    services.move(actor=annotator, part=parts[moved], by=by)
    shown = type(parts["a"]).objects.existing()
    assert "".join(map(str, shown)) == order


def test_a_reader_may_write_nothing(
    dispute: Dispute, question: Question, account: Account, claim: Claim, reader: User
) -> None:
    for write in (
        lambda: services.create_dispute(actor=reader, workspace=dispute.workspace, title="x"),
        lambda: services.change_dispute(actor=reader, dispute=dispute, title="x", description=""),
        lambda: services.create_question(actor=reader, dispute=dispute, wording="x", kind="text"),
        lambda: services.delete_question(actor=reader, question=question),
        lambda: services.create_account(actor=reader, dispute=dispute, title="x"),
        lambda: services.move(actor=reader, part=account, by=1),
        lambda: services.set_accounts(actor=reader, claim=claim, accounts=[]),
    ):
        with pytest.raises((NotPermitted, services.StillAnswered)):
            write()
    assert Question.objects.existing().count() == 1


def test_an_account_comes_back_without_claims_that_went_to_another_dispute(
    claim: Claim, account: Account, annotator: User
) -> None:
    people.delete(actor=annotator, row=account)
    other = services.create_dispute(actor=annotator, workspace=claim.workspace, title="Another")
    asked = services.create_question(actor=annotator, dispute=other, wording="Why?", kind="text")
    change_claim(
        actor=annotator,
        claim=claim,
        statement="It rained.",
        question=asked,
        value={"kind": "text", "text": "rain"},
    )
    people.restore(actor=annotator, row=account)
    assert not account.claims.exists()
