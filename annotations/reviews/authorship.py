"""Whose a claim is: whoever stated it, or one that it was made of by merging or splitting.

Who corrected a claim of others does not make it their own by that; the history tells of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from annotations.claims.models import Claim


def staters_of_made(among: QuerySet[Claim]) -> dict[int, set[int]]:
    """For each of these claims that was made of others, who stated it and those; by primary keys.

    In one query, and one for each step back to what they were made of.
    """
    claims = Claim.objects.order_by()
    merged = Exists(claims.filter(merged_into=OuterRef("pk")))
    made = list(_as_made(among.order_by().filter(merged | Q(split_from__isnull=False))))
    parts: dict[int, set[int]] = defaultdict(set)
    by: dict[int, int] = {}
    step = made
    while step:
        for pk, stater, survivor, whole in step:
            by[pk] = stater
            if survivor:
                parts[survivor].add(pk)
            if whole:
                parts[pk].add(whole)
        went_in = Q(merged_into__in=[pk for pk, *_ in step])
        was_whole = Q(pk__in=[whole for *_, whole in step if whole])
        step = list(_as_made(claims.filter(went_in | was_whole).exclude(pk__in=by)))
    return {pk: {by[part] for part in _made_of(pk, parts)} for pk, *_ in made}


def _as_made(claims: QuerySet[Claim]) -> QuerySet[Claim, tuple[int, int, int | None, int | None]]:
    return claims.values_list("pk", "created_by", "merged_into", "split_from")


def _made_of(claim: int, parts: Mapping[int, set[int]]) -> set[int]:
    """The claim with all that it was made of, however far back."""
    found = {claim}
    waiting = [claim]
    while waiting:
        new = parts.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
