"""What waits about sources, their numbers, and what they ask of a workspace's settings."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from project.people import services
from project.people.models import User, Workspace
from project.people.workspaces.services import change_workspace
from sources.overview.plots import MOST, by_type
from sources.overview.waiting import without_text
from sources.records.csl import TYPES
from sources.records.models import Source
from sources.records.services import create_source
from sources.texts.models import Text


def test_a_source_waits_for_its_text(
    workspace: Workspace, source: Source, reader: User, outsider: User
) -> None:
    assert list(without_text(reader, workspace)) == [source]
    for stranger in (outsider, AnonymousUser()):
        assert not without_text(stranger, workspace).exists()


def test_a_source_with_a_text_does_not_wait_until_that_is_deleted(
    workspace: Workspace, text: Text, annotator: User
) -> None:
    assert not without_text(annotator, workspace).exists()
    services.delete(actor=annotator, row=text)
    assert list(without_text(annotator, workspace)) == [text.source]


def test_types_are_counted_the_most_first_and_the_last_together(
    workspace: Workspace, source: Source, annotator: User
) -> None:
    for kind in ["letter", *list(TYPES)[: MOST + 1], "book", "book"]:
        if kind in TYPES:
            create_source(actor=annotator, workspace=workspace, csl={"type": kind, "title": "One"})
    values = by_type(annotator, workspace).values
    assert len(values) == MOST + 1
    counts = [value.count for value in values]
    assert counts[:MOST] == sorted(counts[:MOST], reverse=True)
    assert sum(counts) == Source.objects.count()
    assert values[0].label == str(TYPES["book"])
    assert by_type(AnonymousUser(), workspace).total == 0


PATTERNS = [("[auth][year]", True), ("[title:lower]_x", True), ("[nonsense]", False), ("x", False)]


@pytest.mark.parametrize(("pattern", "good"), PATTERNS)
def test_a_workspace_takes_patterns_that_make_citation_keys(
    workspace: Workspace, owner: User, pattern: str, good: bool
) -> None:
    def change() -> None:
        change_workspace(
            actor=owner,
            workspace=workspace,
            name="The crash",
            description="",
            visibility="private",
            citation_key_pattern=pattern,
        )

    if good:
        change()
    else:
        with pytest.raises(ValidationError) as refused:
            change()
        assert list(refused.value.message_dict) == ["citation_key_pattern"]
    stored = Workspace.objects.get(pk=workspace.pk).citation_key_pattern
    assert (stored == pattern) is good
