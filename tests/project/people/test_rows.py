"""Every link between rows stays in one workspace, and the database itself sees to it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from annotations.bundles.models import Bundle
from annotations.claims.citations.services import cite
from annotations.claims.merging.services import merge as merge_claims
from annotations.claims.merging.splitting import split
from annotations.claims.models import Citation
from annotations.claims.services import create_claim
from annotations.disputes.models import Account, Dispute, Question
from annotations.highlights.models import Highlight
from annotations.highlights.services import create_highlight
from annotations.notices.models import Notice
from annotations.placements.models import Placing
from annotations.replies.models import Reply
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.rows import SameWorkspace, WorkspaceRow
from sources.attachments.models import Attachment
from sources.authorities.merging import merge as merge_authorities
from sources.authorities.models import Authority
from sources.authorities.services import Entry, change_authority, create_authority
from sources.importing.models import Batch, Import, Original
from sources.lists.models import ReadingListEntry
from sources.parallels.models import TextAlignment, TextRelation
from sources.records.models import Derivation, Source, SourceTag
from sources.records.services import create_source
from sources.tags.models import Tag
from sources.texts.models import Text
from sources.texts.services import create_text
from sources.texts.structure import from_plain
from tests.cast import MakeHighlight

ROWS = [model for model in apps.get_models() if issubclass(model, WorkspaceRow)]


def links(model: type[WorkspaceRow]) -> Iterator["models.ForeignKey[Any, Any]"]:
    """The foreign keys of a model that point to rows of workspaces."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, WorkspaceRow):
            yield field


LINKS = [(model, field) for model in ROWS for field in links(model)]


def test_there_are_rows_to_look_at() -> None:
    assert len(ROWS) >= 16
    assert len(LINKS) >= 20


@pytest.mark.parametrize(("model", "field"), LINKS, ids=str)
def test_a_link_has_its_constraint(
    model: type[WorkspaceRow], field: "models.ForeignKey[Any, Any]"
) -> None:
    kept = {c.field for c in model._meta.constraints if isinstance(c, SameWorkspace)}
    assert field.name in kept


@pytest.fixture
def furnished(
    workspace: Workspace,
    annotator: User,
    source: Source,
    text: Text,
    highlight: Highlight,
    citation: Citation,
    question: Question,
    account: Account,
    text_relation: TextRelation,
    authority: Authority,
    published: Dispute,
) -> Workspace:
    """A workspace with at least one row of each model."""
    assert published
    double_authorities(annotator, authority)
    double_claims(annotator, source)
    with attributed("test"):
        file = Original.objects.create(
            workspace=workspace,
            created_by=annotator,
            filename="a.txt",
            media_type="text/plain",
            size=1,
            sha256="0" * 64,
            file="originals/a",
        )
        kept = {"workspace": workspace, "created_by": annotator, "language": "en"}
        batch = Batch.objects.create(
            **kept, kind="transcription", name="a.zip", archive=file, table=file
        )
        asked = {**kept, "kind": "transcription", "original": file, "source": source}
        first = Import.objects.create(**asked, text=text, batch=batch)
        Import.objects.create(**asked, same_as=first)
        Bundle.objects.create(workspace=workspace, created_by=annotator, dispute=question.dispute)
        here = {"workspace": workspace, "created_by": annotator}
        broader = Tag.objects.create(**here, name="journeys")
        tag = Tag.objects.create(**here, name="flights", broader=broader)
        twin = Source.objects.create(
            **here, citation_key="twin", csl={"type": "book"}, merged_into=source
        )
        SourceTag.objects.create(**here, source=source, tag=tag)
        Derivation.objects.create(**here, source=source, origin=twin, kind="copy")
        Attachment.objects.create(**here, source=source, original=file)
        ReadingListEntry.objects.create(**here, source=source)
        reply = Reply.objects.create(**here, highlight=highlight, body="Why?")
        answer = Reply.objects.create(**here, highlight=highlight, body="So.", parent=reply)
        Notice.objects.create(
            **here,
            recipient=annotator,
            kind=Notice.Kind.REPLY,
            highlight=highlight,
            reply=answer,
            claim=citation.claim,
            citation=citation,
            dispute=question.dispute,
            source=source,
            version=text.latest,
        )
        original, version = text_relation.original.latest, text_relation.text.latest
        TextAlignment.objects.create(
            **here, relation=text_relation, original_version=original, version=version, beads=[]
        )
        Placing.objects.create(**here, version=version)
    return workspace


def double_authorities(actor: User, authority: Authority) -> None:
    """Merge another name into an authority, which is part of a third."""
    made: dict[str, Any] = {"actor": actor, "workspace": authority.workspace}
    outer = create_authority(**made, entry=Entry(kind="place", name="Kazakhstan"))
    whole = replace(Entry.of(authority), part_of=outer)
    change_authority(actor=actor, authority=authority, entry=whole, revision=1)
    double = create_authority(**made, entry=Entry(kind="place", name="Verny"))
    merge_authorities(actor=actor, merged=double, survivor=authority)


def double_claims(actor: User, source: Source) -> None:
    """Two claims that a source makes become one; a third is split off, with its citation."""
    one, other = (
        create_claim(
            actor=actor,
            workspace=source.workspace,
            statement=statement,
            kind="extracted",
            source=source,
            modality="asserted",
        )
        for statement in ("It left by night, and late.", "By night it left, and late.")
    )
    page = cite(actor=actor, claim=one, source=source, locator="12", stance="supports")
    merge_claims(actor=actor, merged=other, survivor=one)
    split(actor=actor, claim=one, statement="It left late.", citations=[page])


def test_the_database_refuses_a_link_to_another_workspace(
    furnished: Workspace, other_workspace: Workspace
) -> None:
    for model, field in LINKS:
        rows = model.objects.filter(workspace=furnished, **{f"{field.name}__isnull": False})
        linked = rows.first()
        assert linked is not None, f"the furnished workspace lacks a row with {field}"
        table = connection.ops.quote_name(model._meta.db_table)
        constraint = next(
            c.name
            for c in model._meta.constraints
            if isinstance(c, SameWorkspace) and c.field == field.name
        )
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            move(table, linked.pk, other_workspace.pk, constraint)


def move(table: str, pk: int, workspace: int, constraint: str) -> None:
    """Puts a row alone into another workspace, and checks this one constraint at once."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE {table} SET workspace_id = %s WHERE id = %s", [workspace, pk])
        cursor.execute(f"SET CONSTRAINTS {constraint} IMMEDIATE")


def test_the_same_uid_may_stand_in_two_workspaces_and_once_in_each(
    source: Source, other_workspace: Workspace, outsider: User, annotator: User
) -> None:
    twin = create_source(
        actor=outsider, workspace=other_workspace, csl={"type": "book", "title": "Twin"}
    )
    with attributed("test"):
        Source.objects.filter(pk=twin.pk).update(uid=source.uid)
    second = create_source(
        actor=annotator, workspace=source.workspace, csl={"type": "book", "title": "Second"}
    )
    with pytest.raises(IntegrityError, match="sources_source_uid"), attributed("test"):
        Source.objects.filter(pk=second.pk).update(uid=source.uid)


def test_a_service_says_it_before_the_database_does(
    make_highlight: MakeHighlight,
    other_workspace: Workspace,
    outsider: User,
    claim: Any,
) -> None:
    foreign_source = create_source(
        actor=outsider, workspace=other_workspace, csl={"type": "book", "title": "Foreign"}
    )
    foreign_text = create_text(
        actor=outsider,
        source=foreign_source,
        document=from_plain("Foreign words."),
        language="en",
        direction="ltr",
    )
    foreign = create_highlight(actor=outsider, version=foreign_text.latest, ranges=[(0, 7)])
    citation = Citation(
        workspace=claim.workspace,
        created_by=claim.created_by,
        claim=claim,
        highlight=foreign,
        stance="supports",
    )
    with pytest.raises(ValidationError, match="another workspace"):
        citation.full_clean()
