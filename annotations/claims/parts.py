"""Where others add to the page of a claim."""

from __future__ import annotations

from annotations.claims.models import Claim
from project.people.parts import Parts

#: The page of a claim, below what is cited on it; parts see its context (`claim`, `can_edit`).
CLAIM_PAGE: Parts[Claim] = Parts()
