"""Which claims answer anything: the one rule for whatever compares or counts answers."""

from __future__ import annotations

from django.db.models import Q

#: What was retracted weighs nothing, and what was merged away says it elsewhere.
ANSWERING = Q(value__isnull=False, retracted_at=None, merged_into=None)
