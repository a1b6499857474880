"""All writes to disputes, their questions and accounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from annotations.claims.models import Claim
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.reviews.rules import check_adjudicator
from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.refusing import Refused, require_current


class StillAnswered(Refused):
    """Claims answer this question. Delete them or let them answer another, then delete it."""

    def __init__(self, claims: int) -> None:
        self.claims = claims
        super().__init__(
            _(
                "Claims answer this question. Delete them or let them answer another, then delete"
                " it."
            )
        )


def create_dispute(
    *,
    actor: User,
    workspace: Workspace,
    title: str,
    description: str = "",
    adjudicator: User | None = None,
) -> Dispute:
    """A contested event or matter. Raises ValidationError by field."""
    dispute = Dispute(workspace=workspace, created_by=actor)
    return change_dispute(
        actor=actor,
        dispute=dispute,
        title=title,
        description=description,
        adjudicator=adjudicator,
    )


def change_dispute(
    *,
    actor: User,
    dispute: Dispute,
    title: str,
    description: str,
    adjudicator: User | None = None,
    revision: int | None = None,
) -> Dispute:
    """Retitle or describe a dispute anew, and name its adjudicator, or none. Raises
    ValidationError by field, and `Overtaken` unless `revision`, where given, is the current one.
    """
    with acting(actor, dispute.workspace, Permission.EDIT_DISPUTES):
        _begin(dispute, revision)
        check_adjudicator(actor=actor, dispute=dispute, adjudicator=adjudicator)
        dispute.title = title.strip()
        dispute.description = description
        dispute.adjudicator = adjudicator
        dispute.full_clean()
        dispute.save()
    return dispute


def create_question(
    *,
    actor: User,
    dispute: Dispute,
    wording: str,
    kind: str,
    group: str = "",
    unit: str = "",
    options: Sequence[str] = (),
    exclusivity: str = Question.Exclusivity.EXCLUSIVE,
) -> Question:
    """A question at the end of the dispute. Raises ValidationError by field."""
    question = Question(
        workspace=dispute.workspace,
        created_by=actor,
        dispute=dispute,
        kind=kind,
        position=dispute.questions.count(),
    )
    return change_question(
        actor=actor,
        question=question,
        wording=wording,
        group=group,
        unit=unit,
        options=options,
        exclusivity=exclusivity,
    )


def change_question(
    *,
    actor: User,
    question: Question,
    wording: str,
    group: str = "",
    unit: str,
    options: Sequence[str],
    exclusivity: str,
    revision: int | None = None,
) -> Question:
    """Reword a question, or put it under another heading. Its kind stays, since values of that
    kind answer it. Raises ValidationError by field, and `Overtaken` as `change_dispute` does.
    """
    with acting(actor, question.workspace, Permission.EDIT_DISPUTES):
        _begin(question, revision)
        question.wording = wording.strip()
        question.group = " ".join(group.split())
        question.unit = unit.strip() if question.kind == Question.Kind.NUMBER else ""
        question.options = _checked_options(question, options)
        question.exclusivity = exclusivity
        question.full_clean()
        question.save()
    return question


@transaction.atomic
def delete_question(*, actor: User, question: Question) -> None:
    """Delete a question so that it can be restored. Raises `StillAnswered`."""
    # The lock keeps a claim from answering it meanwhile.
    Question.objects.select_for_update().get(pk=question.pk)
    if answering := question.claims.existing().count():
        raise StillAnswered(answering)
    people.delete(actor=actor, row=question)


def move(*, actor: User, part: Question | Account, by: int) -> None:
    """Move a question or account by so many places among its siblings; before 0 is up."""
    with acting(actor, part.workspace, part.edit_permission):
        siblings = list(
            type(part).objects.existing().filter(dispute=part.dispute_id).select_for_update()
        )
        place = siblings.index(part)
        siblings.insert(max(0, place + by), siblings.pop(place))
        for position, sibling in enumerate(siblings):
            if sibling.position != position:
                sibling.position = position
                sibling.save(update_fields=["position"])


def create_account(
    *, actor: User, dispute: Dispute, title: str, holders: str = "", description: str = ""
) -> Account:
    """An account at the end of the dispute. Raises ValidationError by field."""
    account = Account(
        workspace=dispute.workspace,
        created_by=actor,
        dispute=dispute,
        position=dispute.accounts.count(),
    )
    return change_account(
        actor=actor, account=account, title=title, holders=holders, description=description
    )


def change_account(
    *,
    actor: User,
    account: Account,
    title: str,
    holders: str,
    description: str,
    revision: int | None = None,
) -> Account:
    """Retitle or describe an account anew. Raises ValidationError by field, and `Overtaken` as
    `change_dispute` does.
    """
    with acting(actor, account.workspace, Permission.EDIT_DISPUTES):
        _begin(account, revision)
        account.title = title.strip()
        account.holders = holders.strip()
        account.description = description
        account.full_clean()
        account.save()
    return account


def set_accounts(*, actor: User, claim: Claim, accounts: Iterable[Account]) -> None:
    """Let a claim belong to these accounts of its question's dispute and to no others."""
    with acting(actor, claim.workspace, Permission.EDIT_DISPUTES):
        # Of two who choose accounts at once, the second sees what the first chose.
        Claim.objects.select_for_update().get(pk=claim.pk)
        wanted = {account.pk: account for account in accounts}
        dispute = claim.question.dispute_id if claim.question else None
        if wanted and dispute is None:
            raise ValidationError({"accounts": _("Choose the question that this claim answers.")})
        if any(account.dispute_id != dispute for account in wanted.values()):
            raise ValidationError({"accounts": _("These accounts belong to another dispute.")})
        links = AccountClaim.objects.filter(claim=claim)
        # A deleted account keeps its claims, so that it comes back whole.
        kept = Q(account__in=wanted) | Q(
            account__dispute=dispute, account__deleted_at__isnull=False
        )
        links.exclude(kept).delete()
        present = set(links.values_list("account_id", flat=True))
        for pk in sorted(wanted.keys() - present):
            AccountClaim.objects.create(
                workspace=claim.workspace, created_by=actor, account=wanted[pk], claim=claim
            )


def _begin(row: Dispute | Question | Account, revision: int | None) -> None:
    """Count a change of a row that is there already, and keep others from changing it
    meanwhile. Raises `Overtaken`.
    """
    if not row.pk:
        return
    current = type(row).objects.select_for_update().get(pk=row.pk)
    current.workspace = row.workspace
    require_current(current, revision)
    row.revision = current.revision + 1


def _checked_options(question: Question, options: Sequence[str]) -> list[str]:
    if question.kind != Question.Kind.OPTION:
        return []
    checked = list(dict.fromkeys(option.strip() for option in options if option.strip()))
    if len(checked) < 2:
        raise ValidationError({"options": _("Give at least two options, one a line.")})
    used = (
        {claim.value.get("option") for claim in question.claims.existing() if claim.value}
        if question.pk
        else set()
    )
    if missing := used - set(checked) - {None}:
        raise ValidationError(
            {
                "options": _("Claims answer with %(options)s; keep that option.")
                % {"options": ", ".join(sorted(missing))}
            }
        )
    return checked
