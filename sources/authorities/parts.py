"""Where other rooms add to the page of an authority: what names it."""

from __future__ import annotations

from project.people.parts import Parts
from sources.authorities.models import Authority

#: The page of an authority.
AUTHORITY_PAGE: Parts[Authority] = Parts()
