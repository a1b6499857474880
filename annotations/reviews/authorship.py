"""Whose a claim is: whoever stated it, or one that it was made of by merging or splitting.

Who corrected a claim of others does not make it their own by that; the history tells of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Q

from annotations.claims.models import Claim
from project.people.models import Workspace


def staters_of_made(workspace: Workspace) -> dict[int, set[int]]:
    """For each claim that was made of others, who stated it and those; by primary keys. In two
    queries.
    """
    rows = Claim.objects.filter(workspace=workspace).order_by()
    made = rows.filter(Q(merged_into__isnull=False) | Q(split_from__isnull=False))
    parts: dict[int, set[int]] = defaultdict(set)
    for pk, survivor, whole in made.values_list("pk", "merged_into", "split_from"):
        if survivor:
            parts[survivor].add(pk)
        if whole:
            parts[pk].add(whole)
    known = {*parts, *(part for those in parts.values() for part in those)}
    by = dict(rows.filter(pk__in=known).values_list("pk", "created_by"))
    return {pk: {by[part] for part in _made_of(pk, parts)} for pk in parts}


def _made_of(claim: int, parts: Mapping[int, set[int]]) -> set[int]:
    """The claim with all that it was made of, however far back."""
    found = {claim}
    waiting = [claim]
    while waiting:
        new = parts.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
