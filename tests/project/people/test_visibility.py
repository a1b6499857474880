"""`visible_to`: who may know of which rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from annotations.claims.models import Citation, Claim, ClaimGround
from annotations.disputes.models import Account, AccountClaim, Dispute, Question
from annotations.editions.models import Edition, Withdrawal
from annotations.highlights.models import Highlight, HighlightTag, Passage, Placement
from annotations.placements.models import Placing
from annotations.replies.models import Reply
from annotations.replies.services import add_reply
from annotations.reviews.models import LastLook, Resolution, Review, ReviewRound
from annotations.searches.models import SearchLog
from project.people import services
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.rows import WorkspaceRow
from project.people.workspaces import services as workspaces
from sources.attachments.models import Attachment
from sources.attachments.services import attach
from sources.authorities.models import Authority
from sources.derivations.services import add_derivation
from sources.lists.tagging import tag_sources
from sources.parallels.beads import Bead
from sources.parallels.models import TextAlignment, TextRelation
from sources.parallels.services import save_alignment
from sources.records.models import Derivation, Source, SourceTag
from sources.records.services import create_source
from sources.tags.models import Tag
from sources.texts.models import Text, TextVersion

#: Rows that the fixtures make, by model.
SEEN: list[Any] = [
    Source, Text, TextVersion, Highlight, Passage, Placement, Tag, HighlightTag, Claim, Citation,
    Dispute, Question, Account, AccountClaim, SourceTag, Derivation, Attachment, Reply,
    TextRelation, TextAlignment, Placing, Authority, ClaimGround, SearchLog, ReviewRound, Review,
    Resolution, Edition, Withdrawal,
]  # fmt: skip
#: Of these the database lets nothing be deleted; most go with what they belong to.
KEPT = (TextVersion, Passage, ReviewRound, Review, Resolution, Edition, Withdrawal)


@pytest.fixture(autouse=True)
def everything(
    citation: Citation,
    account: Account,
    source: Source,
    highlight: Highlight,
    text_relation: TextRelation,
    published: Dispute,
    annotator: User,
) -> None:
    """One row at least of each model in `SEEN`."""
    add_reply(actor=annotator, highlight=highlight, body="It says so.")
    attach(actor=annotator, source=source, data=b"scan", filename="scan.txt")
    tag_sources(actor=annotator, workspace=source.workspace, sources=[source], names=["crash"])
    origin = create_source(
        actor=annotator, workspace=source.workspace, csl={"type": "book", "title": "Diary"}
    )
    add_derivation(actor=annotator, source=source, origin=origin, kind="summary")
    save_alignment(
        actor=annotator,
        relation=text_relation,
        original_version=text_relation.original.latest,
        version=text_relation.text.latest,
        beads=[Bead(range(3), range(3))],
        revision=0,
    )
    with attributed("test"):
        version = text_relation.text.latest
        Placing.objects.create(workspace=source.workspace, created_by=annotator, version=version)


def seen(model: Any, user: Any) -> set[int]:
    return set(model.objects.visible_to(user).values_list("pk", flat=True))


def every(model: Any) -> set[int]:
    return set(model.objects.values_list("pk", flat=True))


def test_the_others_are_left_to_their_own_tests() -> None:
    rows = {model for model in apps.get_models() if issubclass(model, WorkspaceRow)}
    assert {model.__name__ for model in rows - set(SEEN)} == {
        "Original", "Import", "Batch", "Bundle", "Notice", "SavedView", "ReadingListEntry",
        "LastLook",
    }  # fmt: skip


def test_members_see_all_and_strangers_nothing(owner: User, reader: User, outsider: User) -> None:
    for model in SEEN:
        everything = every(model)
        assert everything, model
        assert seen(model, owner) == seen(model, reader) == everything, model
        assert seen(model, outsider) == seen(model, AnonymousUser()) == set(), model


def test_everybody_sees_a_public_workspace(
    workspace: Workspace, owner: User, outsider: User
) -> None:
    workspaces.change_workspace(
        actor=owner, workspace=workspace, name="Open", description="", visibility="public"
    )
    for model in SEEN:
        assert seen(model, outsider) == seen(model, AnonymousUser()) == every(model), model


def test_a_deleted_row_is_hidden_from_everybody(owner: User) -> None:
    for model in set(SEEN) - set(KEPT):
        with transaction.atomic():
            with attributed("test"):
                model.objects.update(deleted_at=timezone.now())
            assert seen(model, owner) == set(), model
            transaction.set_rollback(True)


def mark_deleted(row: WorkspaceRow) -> None:
    """Although verdicts were given in it, so that nobody can delete it as usual."""
    with attributed("test"):
        type(row).objects.filter(pk=row.pk).update(deleted_at=timezone.now())


def test_what_lies_in_a_deleted_source_goes_with_it(source: Source, owner: User) -> None:
    services.delete(actor=owner, row=source)
    for model in (Text, TextVersion, Highlight, Passage, Placement, SearchLog, Citation):
        assert seen(model, owner) == set(), model.__name__


def test_what_lies_in_a_deleted_dispute_goes_with_it(dispute: Dispute, owner: User) -> None:
    mark_deleted(dispute)
    for model in (Question, Account, AccountClaim, ReviewRound, Resolution):
        assert seen(model, owner) == set(), model.__name__
    assert Review.objects.visible_to(owner).get().claim


def test_a_deleted_claim_takes_its_verdicts_and_grounds_along(claim: Claim, owner: User) -> None:
    mark_deleted(claim)
    assert seen(ClaimGround, owner) == set()
    assert Review.objects.visible_to(owner).get().question


def test_when_somebody_looked_is_known_to_them_alone(
    dispute: Dispute, reviewer: User, owner: User
) -> None:
    assert seen(LastLook, reviewer)
    assert not any(seen(LastLook, user) for user in (owner, AnonymousUser()))
    mark_deleted(dispute)
    assert seen(LastLook, reviewer) == set()


@pytest.mark.parametrize("public", [False, True])
def test_a_private_highlight_exists_for_its_author_alone(
    workspace: Workspace,
    private_highlight: Highlight,
    annotator: User,
    owner: User,
    reviewer: User,
    outsider: User,
    *,
    public: bool,
) -> None:
    if public:
        workspaces.change_workspace(
            actor=owner, workspace=workspace, name="Open", description="", visibility="public"
        )
    reads: list[Callable[[Any], set[int]]] = [
        lambda user: seen(Highlight, user) & {private_highlight.pk},
        lambda user: seen(Passage, user) & {p.pk for p in private_highlight.passages.all()},
        lambda user: (
            seen(Placement, user)
            & set(
                Placement.objects.filter(passage__highlight=private_highlight).values_list(
                    "pk", flat=True
                )
            )
        ),
    ]
    for read in reads:
        assert read(annotator)
        assert not any(read(user) for user in (owner, reviewer, outsider, AnonymousUser()))


def test_visibility_ends_with_the_membership(
    workspace: Workspace, owner: User, reader: User, source: Source
) -> None:
    workspaces.remove_member(actor=owner, workspace=workspace, user=reader)
    assert seen(Source, reader) == set()
