"""A private highlight is cited by nobody, whichever way is tried."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from annotations.claims.models import Citation, Claim
from annotations.highlights import services as highlights
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.history import attributed
from project.people.models import User


@pytest.fixture
def gone_private(citation: Citation, annotator: User) -> Citation:
    """A withdrawn citation whose highlight its author has made private since."""
    assert citation.highlight
    people.delete(actor=annotator, row=citation)
    highlights.change_highlight(
        actor=annotator,
        highlight=citation.highlight,
        revision=citation.highlight.revision,
        comment="",
        tags=[],
        sharing="private",
    )
    return Citation.objects.get()


def test_undoing_a_withdrawal_does_not_cite_what_is_private_now(
    gone_private: Citation, annotator: User, client: Client
) -> None:
    client.force_login(annotator)
    address = reverse(
        "annotations:restore_citation", args=[gone_private.workspace.uid, gone_private.uid]
    )
    answer = client.post(address, follow=True)
    assert "This highlight is private now" in answer.content.decode()
    assert not Citation.objects.existing().exists()


def test_the_database_refuses_it_too(
    gone_private: Citation, claim: Claim, private_highlight: Highlight, annotator: User
) -> None:
    row = Citation(
        workspace=claim.workspace,
        created_by=annotator,
        claim=claim,
        highlight=private_highlight,
        stance="supports",
    )
    for write in (
        row.save,
        lambda: Citation.objects.bulk_create([row]),
        lambda: Citation.objects.update(deleted_at=None),
    ):
        with pytest.raises(IntegrityError, match="private"), attributed("test"):
            write()


def test_the_database_keeps_what_is_cited_shared(citation: Citation) -> None:
    with pytest.raises(IntegrityError, match="stays shared"), attributed("test"):
        Highlight.objects.update(sharing="private")


@pytest.mark.parametrize(("start", "end", "exact"), [(0, 3, "the"), (400, 403, "The")])
def test_the_database_keeps_passages_true(
    start: int, end: int, exact: str, highlight: Highlight
) -> None:
    from annotations.highlights.models import Passage

    made = highlight.passages.get()
    made.pk, made.position, made.start, made.end, made.exact = None, 1, start, end, exact
    with pytest.raises(IntegrityError, match="version says"), attributed("test"):
        Passage.objects.bulk_create([made])
    made.start, made.end, made.exact = 0, 3, "The"
    with pytest.raises(IntegrityError, match="uid"), attributed("test"):
        made.save()
    with transaction.atomic(), attributed("test"):
        made.uid = highlight.uid
        made.save()
