"""The models of claims and of what is cited on them, one line each."""

from annotations.claims.models.citation import Citation as Citation
from annotations.claims.models.citation import Stance as Stance
from annotations.claims.models.citation import Strength as Strength
from annotations.claims.models.claim import Claim as Claim
from annotations.claims.models.claim import ClaimGround as ClaimGround
