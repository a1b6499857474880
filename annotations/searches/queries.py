"""Reads of searches that found nothing."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from annotations.claims.models import Citation
from annotations.searches.models import SearchLog
from project.people.models import Workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser

#: Words of a search that count.
MOST_WORDS = 20


def searches_of(workspace: Workspace, user: Anyone, *, q: str = "") -> QuerySet[SearchLog]:
    """The searches that `user` sees in a workspace, the newest first, with `citing`: how many
    citations there are of each. `q` is words, each of which stands somewhere in them.
    """
    found = SearchLog.objects.visible_to(user).filter(_has_words(q), workspace=workspace)
    citing = Citation.objects.visible_to(user).filter(search_log=OuterRef("pk")).order_by()
    counted = citing.values("search_log").annotate(count=Count("pk")).values("count")
    return found.select_related("source", "created_by").annotate(
        citing=Coalesce(Subquery(counted), 0)
    )


def citations_of(search: SearchLog, user: Anyone) -> QuerySet[Citation]:
    """Where a search is cited, with the claims."""
    citing = Citation.objects.visible_to(user).filter(search_log=search)
    return citing.select_related("claim__workspace", "created_by")


def _has_words(q: str) -> Q:
    # PostgreSQL has no text with NUL in it.
    words = q.replace("\0", " ").split()[:MOST_WORDS]
    return reduce(
        lambda found, word: (
            found
            & (
                Q(searched__icontains=word)
                | Q(sought__icontains=word)
                | Q(limits__icontains=word)
                | Q(source__citation_key__icontains=word)
            )
        ),
        words,
        Q(),
    )
