from __future__ import annotations

from collections.abc import Callable

import pytest

from annotations.claims.models import Citation
from annotations.disputes.models import Dispute
from annotations.editions import services
from annotations.editions.models import Edition
from project.people.models import User

Publish = Callable[..., Edition]


@pytest.fixture
def publish(citation: Citation, dispute: Dispute, owner: User) -> Publish:
    """Publishes the dispute, which has one claim with one citation."""

    def published(**fields: object) -> Edition:
        given = {"title": dispute.title, **fields}
        return services.publish(actor=owner, dispute=dispute, **given)  # type: ignore[arg-type]

    return published
