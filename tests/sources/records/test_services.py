"""Writes to sources."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from annotations.claims.models import Citation
from project.people import services as people
from project.people.history import attributed
from project.people.models import User, Workspace
from project.people.permissions import NotPermitted
from project.people.workspaces.services import change_workspace
from sources.deleting import InUse, delete
from sources.records import services
from sources.records.models import Source

CSL = {"type": "book", "title": "Memoir", "author": [{"family": "Kasimi"}]}


def test_keys_are_made_from_author_and_year_and_are_unique(
    workspace: Workspace, other_workspace: Workspace, annotator: User, outsider: User
) -> None:
    def key(actor: User, where: Workspace) -> str:
        made = services.create_source(actor=actor, workspace=where, csl=CSL, date="1949-08")
        return made.citation_key

    assert [key(annotator, workspace) for _ in range(3)] == [
        "kasimi1949",
        "kasimi1949a",
        "kasimi1949b",
    ]
    assert key(outsider, other_workspace) == "kasimi1949"


def test_a_deleted_source_keeps_its_key(workspace: Workspace, annotator: User) -> None:
    first = services.create_source(actor=annotator, workspace=workspace, csl=CSL)
    delete(actor=annotator, row=first)
    second = services.create_source(actor=annotator, workspace=workspace, csl=CSL)
    assert (first.citation_key, second.citation_key) == ("kasimind", "kasiminda")
    people.restore(actor=annotator, row=first)


@pytest.mark.parametrize(
    ("fields", "wrong", "words"),
    [
        ({"csl": {"type": "book"}}, "csl", "title"),
        ({"date": "August 1949?"}, "date", ""),
        ({"date": "24.8.1949"}, "date", "1949-08-24"),
        ({"date": "[" + ",".join(str(y) for y in range(1000, 1030)) + "]"}, "date", "100"),
        ({"citation_key": "two words"}, "citation_key", "letter or digit"),
        ({"citation_key": "ключ"}, "citation_key", "letter or digit"),
        ({"citation_key": "k" * 81}, "citation_key", "80"),
        ({"citation_key": "petrov1949"}, "__all__", "Another source"),
    ],
)
def test_bad_input(
    source: Source, annotator: User, fields: dict[str, Any], wrong: str, words: str
) -> None:
    other = services.create_source(actor=annotator, workspace=source.workspace, csl=CSL)
    given = {"csl": CSL, "date": "", "citation_key": "", **fields}
    with pytest.raises(ValidationError) as refused:
        services.create_source(actor=annotator, workspace=source.workspace, **given)
    assert words in " ".join(refused.value.message_dict[wrong])
    with pytest.raises(ValidationError) as refused:
        services.change_source(actor=annotator, source=other, **given)
    assert wrong in refused.value.message_dict
    assert Source.objects.count() == 2


def test_only_those_who_may_edit(source: Source, reader: User, outsider: User) -> None:
    for actor in (reader, outsider):
        with pytest.raises(NotPermitted):
            services.create_source(actor=actor, workspace=source.workspace, csl=CSL)
        with pytest.raises(NotPermitted):
            services.change_source(
                actor=actor, source=source, csl=CSL, date="", citation_key="mine"
            )
        with pytest.raises(NotPermitted):
            delete(actor=actor, row=source)


def test_a_source_with_cited_passages_stays(
    source: Source, citation: Citation, annotator: User
) -> None:
    with pytest.raises(InUse, match="1 citation rests"):
        delete(actor=annotator, row=source)
    assert Source.objects.existing().get(pk=source.pk)


@pytest.mark.parametrize("gone", ["citation", "claim"])
def test_a_withdrawn_citation_holds_no_source(
    source: Source, citation: Citation, annotator: User, gone: str
) -> None:
    row = citation if gone == "citation" else citation.claim
    people.delete(actor=annotator, row=row)
    delete(actor=annotator, row=source)
    assert not Source.objects.existing().exists()


def test_an_item_goes_to_csl_and_back(source: Source) -> None:
    assert source.csl_item() == {
        **source.csl,
        "id": "petrov1949",
        "issued": {"date-parts": [[1949, 9]]},
    }


def test_a_key_that_a_source_once_had_is_nobody_else_s(source: Source, annotator: User) -> None:
    def change(key: str) -> None:
        services.change_source(
            actor=annotator, source=source, csl=source.csl, date="1949", citation_key=key
        )

    change("airfield")
    csl = {**CSL, "author": [{"family": "Petrov"}]}
    place: dict[str, Any] = {
        "actor": annotator,
        "workspace": source.workspace,
        "csl": csl,
        "date": "1949",
    }
    with pytest.raises(ValidationError, match="once had this citation key"):
        services.create_source(**place, citation_key="petrov1949")
    assert services.create_source(**place).citation_key == "petrov1949a"
    change("petrov1949")
    assert source.citation_key == "petrov1949"


def test_a_key_stays_when_the_record_changes(source: Source, annotator: User) -> None:
    services.change_source(actor=annotator, source=source, csl=CSL, date="2001", citation_key="")
    assert source.citation_key == "petrov1949"
    proposed = services.propose_key(source.workspace, CSL, "2001", source=source)
    assert proposed == "kasimi2001"


def test_a_pattern_that_went_bad_stops_nobody(workspace: Workspace, annotator: User) -> None:
    with attributed("test"):
        Workspace.objects.filter(pk=workspace.pk).update(citation_key_pattern="[nobody]")
    made = services.create_source(actor=annotator, workspace=workspace, csl=CSL)
    assert made.citation_key == "kasimind"


def test_the_settings_take_no_bad_pattern(workspace: Workspace, owner: User) -> None:
    with pytest.raises(ValidationError) as refused:
        change_workspace(
            actor=owner,
            workspace=workspace,
            name="N",
            description="",
            visibility="private",
            citation_key_pattern="[nobody][year]",
        )
    assert "[nobody]" in refused.value.message_dict["citation_key_pattern"][0]


def test_what_is_not_told_stays(source: Source, annotator: User) -> None:
    title = [{"form": "translated", "language": "de", "text": "Bericht"}]
    fields: dict[str, Any] = {"variants": {"title": title}, "originality": "original",
                              "provenance": "Bought.", "rights": "Free."}  # fmt: skip
    same: dict[str, Any] = {"csl": source.csl, "date": source.date, "citation_key": ""}
    services.change_source(actor=annotator, source=source, **same, **fields)
    services.change_source(actor=annotator, source=source, **same)
    source.refresh_from_db()
    assert {name: getattr(source, name) for name in fields} == fields
    assert source.csl_item()["custom"] == {"testimonia": fields}
    assert [title.text for title in source.titles] == ["Airfield report", "Bericht"]
    assert [[form.text for form in forms] for forms in source.author_forms] == [["Petrov"]]
