"""Two reviewers besides the cast, and verdicts of theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.claims.models import Claim
from annotations.disputes.models import Dispute, Question
from annotations.reviews import services
from annotations.reviews.models import Review, ReviewRound
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import Role
from project.people.workspaces import services as workspaces
from tests.cast import make_user

Give = Callable[..., Review]


@pytest.fixture
def colleague(workspace: Workspace, owner: User) -> User:
    """Another reviewer."""
    made = make_user("colleague")
    workspaces.set_role(actor=owner, workspace=workspace, user=made, role=Role.REVIEWER)
    return made


@pytest.fixture
def adjudicator(dispute: Dispute, workspace: Workspace, owner: User) -> User:
    """A third one, who adjudicates the dispute."""
    made = make_user("adjudicator")
    workspaces.set_role(actor=owner, workspace=workspace, user=made, role=Role.REVIEWER)
    name_adjudicator(dispute, made)
    return made


def name_adjudicator(dispute: Dispute, user: User | None) -> None:
    """As an owner does."""
    with attributed("test"):
        dispute.adjudicator = user
        dispute.save(update_fields=["adjudicator"])


@pytest.fixture
def blind(dispute: Dispute, adjudicator: User) -> ReviewRound:
    """A blind round that is open."""
    return services.open_round(actor=adjudicator, dispute=dispute, is_blind=True)


@pytest.fixture
def give() -> Give:
    """Gives a verdict."""

    def judged(
        actor: User,
        subject: Claim | Question,
        verdict: str,
        reasons: str = "So it is.",
        **more: object,
    ) -> Review:
        return services.judge(
            actor=actor,
            subject=subject,
            verdict=verdict,
            reasons=reasons,
            **more,  # type: ignore[arg-type]
        )

    return judged
