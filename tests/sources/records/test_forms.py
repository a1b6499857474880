"""The form of a source: fields by type, names in rows, dates, keys, with and without script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from project.people.history import attributed
from project.people.models import User, Workspace
from sources.records import services
from sources.records.csl import TYPES
from sources.records.forms import SourceForm
from sources.records.models import Source
from sources.records.rows import changed, rows_of

FORM = {
    "type": "book",
    "title": "Memoir of a pilot",
    "author-0-family": "Forbes",
    "author-0-given": "Andrew D. W.",
    "author-1-family": "Ministry, of Air",
    "author-1-institution": "on",
    "author-2-family": "  ",
    "date": "1949-08~",
    "citation_key": "",
    "publisher": "Eastern Press",
    "archive": "State archive",
    "archive_location": "f. 17",
    "language": "en",
    "note": "One\r\nTwo",
    "originality": "derivative",
    "provenance": "Copied in 1950.",
    "rights": "Free to use.",
}
UYGHUR = {
    "language": "ug",
    "title": "شىنجاڭدىن كەلگەن خەت",
    "title-forms-0-form": "romanised",
    "title-forms-0-language": "ug-Latn",
    "title-forms-0-text": "Shinjangdin  kelgen xet",
    "title-forms-1-form": "translated",
    "title-forms-1-language": "en",
    "title-forms-1-text": "A letter from Xinjiang",
    "title-forms-2-form": "romanised",
    "title-forms-2-text": " ",
    "author-0-family": "تۆمۈر",
    "author-0-given": "خەمىت",
    "author-0-forms-0-form": "romanised",
    "author-0-forms-0-language": "ug-Latn",
    "author-0-forms-0-family": "Tömür",
    "author-0-forms-0-given": "Hemit",
    "author-1-forms-0-form": "romanised",
    "author-1-forms-0-language": "zh-Latn",
    "author-1-forms-0-family": "Kongjun, bu",
}


def address(name: str, workspace: Workspace, *args: Any) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


@pytest.fixture
def as_annotator(client: Client, annotator: User) -> Client:
    client.force_login(annotator)
    return client


def filled(data: dict[str, str], source: Source | None = None) -> SourceForm:
    form = SourceForm(data, source=source)
    assert form.is_valid(), form.errors
    return form


def test_a_new_source_becomes_a_csl_item(as_annotator: Client, workspace: Workspace) -> None:
    response = as_annotator.post(address("new_source", workspace), FORM)
    made = Source.objects.get(workspace=workspace)
    assert response["Location"] == made.get_absolute_url()
    assert (made.citation_key, made.date) == ("forbes1949", "1949-08~")
    assert (made.originality, made.provenance) == ("derivative", "Copied in 1950.")
    assert made.rights == "Free to use."
    assert made.csl == {
        "type": "book",
        "title": "Memoir of a pilot",
        "author": [
            {"family": "Forbes", "given": "Andrew D. W."},
            {"literal": "Ministry, of Air"},
        ],
        "publisher": "Eastern Press",
        "archive": "State archive",
        "archive_location": "f. 17",
        "language": "en",
        "note": "One\nTwo",
    }


def test_scripts_are_kept_beside_titles_and_names(
    as_annotator: Client, workspace: Workspace
) -> None:
    as_annotator.post(address("new_source", workspace), {**FORM, **UYGHUR})
    made = Source.objects.get(workspace=workspace)
    assert made.variants == {
        "title": [
            {"form": "romanised", "language": "ug-Latn", "text": "Shinjangdin kelgen xet"},
            {"form": "translated", "language": "en", "text": "A letter from Xinjiang"},
        ],
        "author": [
            [{"form": "romanised", "language": "ug-Latn",
              "name": {"family": "Tömür", "given": "Hemit"}}],
            [{"form": "romanised", "language": "zh-Latn", "name": {"literal": "Kongjun, bu"}}],
        ],
    }  # fmt: skip
    assert made.citation_key == "tomur1949"
    page = as_annotator.get(address("edit_source", workspace, made.uid)).content.decode()
    for kept in ("Shinjangdin kelgen xet", "A letter from Xinjiang", "Tömür", "Hemit"):
        assert f'value="{kept}"' in page
    assert 'lang="ug-Latn" dir="auto"' in page
    assert re.search(r'<textarea name="title"[^>]* lang="ug"', page)


GOGH = {"family": "Gogh", "given": "V.", "comma-suffix": True}
NAMES: list[tuple[dict[str, str], list[dict[str, str]]]] = [
    ({"family": "Petrov"}, [{"family": "Petrov"}]),
    ({"family": "Kasimi, Ehmetjan"}, [{"family": "Kasimi", "given": "Ehmetjan"}]),
    ({"family": "{Ministry, of Air}"}, [{"literal": "Ministry, of Air"}]),
    ({"given": "Sappho"}, [{"literal": "Sappho"}]),
    ({"family": "新疆日报", "institution": "on"}, [{"literal": "新疆日报"}]),
    ({"given": "ignored", "institution": "on"}, []),
    (
        {"family": "Gogh", "given": "V.", "nondropping": "van", "suffix": "Jr."},
        [{"family": "Gogh", "given": "V.", "non-dropping-particle": "van", "suffix": "Jr."}],
    ),
    (
        {"family": "Humboldt", "given": "A.", "dropping": "von"},
        [{"family": "Humboldt", "given": "A.", "dropping-particle": "von"}],
    ),
    ({"family": " ,, "}, []),
]


@pytest.mark.parametrize(("row", "names"), NAMES)
def test_a_row_is_a_name(row: dict[str, str], names: list[dict[str, str]]) -> None:
    posted = {f"author-3-{part}": value for part, value in row.items()}
    item = filled({"type": "book", "title": "T", **posted}).item()
    assert item.get("author", []) == names


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": ""}, "title", "This field is required."),
        ({"type": "nonsense"}, "type", "Select a valid choice"),
        ({"date": "24.8.1949"}, "date", "Write year, month and day in that order"),
        ({"original-date": "24.8.1949"}, "original-date", "Write year, month and day"),
        ({"citation_key": "two words"}, "citation_key", "Begin with a letter or digit"),
        ({"citation_key": "petrov1949"}, "citation_key", "Another source here"),
        ({"note": "a\x00b"}, "note", "Null characters"),
        ({"originality": "genuine"}, "originality", "Select a valid choice"),
        ({"title-forms-0-text": "x", "title-forms-0-form": "romanised"}, "title-forms", "BCP 47"),
        ({"title-forms-0-text": "x", "title-forms-0-language": "ug"}, "title-forms", "Say what"),
        ({"author-0-forms-0-family": "x"}, "author", "Say what each further form is"),
        ({"author-0-family": "a\x00b"}, "title", "no database can keep"),
    ],
)
@pytest.mark.parametrize("editing", [False, True])
def test_bad_input_is_told_by_the_field_and_nothing_is_lost(
    as_annotator: Client,
    source: Source,
    annotator: User,
    fields: dict[str, str],
    field: str,
    words: str,
    *,
    editing: bool,
) -> None:
    other = services.create_source(
        actor=annotator, workspace=source.workspace, csl={"type": "book", "title": "Other"}
    )
    url = (
        address("edit_source", source.workspace, other.uid)
        if editing
        else address("new_source", source.workspace)
    )
    response = as_annotator.post(url, {**FORM, **fields})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in str(response.context["form"].errors[field])
    assert re.search(r'class="field invalid"', page)
    for kept in ("Andrew D. W.", "Eastern Press", "State archive", "f. 17", "Copied in 1950."):
        assert kept in page
    assert Source.objects.count() == 2


def test_a_date_in_plain_english_is_understood(as_annotator: Client, workspace: Workspace) -> None:
    as_annotator.post(address("new_source", workspace), {**FORM, "date": "24 August 1949"})
    assert Source.objects.get().date == "1949-08-24"


def test_an_edit_keeps_what_the_form_does_not_show(
    as_annotator: Client, workspace: Workspace, annotator: User
) -> None:
    csl = {
        "type": "book",
        "title": "Memoir",
        "author": [GOGH, {"family": "Second"}],
        "volume": 2,
        "custom": {"a": 1},
        "interviewer": [{"family": "Kept", "parse-names": 1}],
        "event-date": {"literal": "one fine day"},
        "original-date": {"date-parts": [[1948]], "circa": "yes"},
        "archive": "Old",
    }
    made = services.create_source(actor=annotator, workspace=workspace, csl=csl, date="1949")
    edit = address("edit_source", workspace, made.uid)
    form = as_annotator.get(edit).context["form"]
    shown = as_annotator.get(edit).content.decode()
    assert "Kept beside" in shown
    assert 'name="interviewer-0-family" value="Kept"' in shown
    data = {
        "type": "book",
        "title": "Memoir",
        "author-0-family": "Second",
        "author-1-family": "Gogh",
        "author-1-given": "V.",
        "volume": "2",
        "interviewer-0-family": "Kept",
        "event-date": form["event-date"].value(),
        "original-date": form["original-date"].value(),
        "archive": "New",
        "date": "1949",
        "citation_key": made.citation_key,
    }
    assert as_annotator.post(edit, data).status_code == 302
    made.refresh_from_db()
    expected = {**csl, "archive": "New", "author": [{"family": "Second"}, GOGH]}
    assert made.csl == expected
    as_annotator.post(edit, {**data, "event-date": "", "interviewer-0-family": ""})
    made.refresh_from_db()
    assert made.csl == {
        name: value for name, value in expected.items() if name not in ("event-date", "interviewer")
    }


def test_emptied_fields_are_taken_out(as_annotator: Client, source: Source) -> None:
    edit = address("edit_source", source.workspace, source.uid)
    as_annotator.post(edit, {"type": "report", "title": "Untitled"})
    source.refresh_from_db()
    assert source.csl == {"type": "report", "title": "Untitled"}
    assert (source.date, source.citation_key) == ("", "petrov1949")


@pytest.mark.parametrize("item_type", TYPES)
def test_a_form_for_every_type_keeps_what_another_has(item_type: str) -> None:
    typed = {**FORM, **UYGHUR, "type": item_type, "interviewer-0-family": "Li", "DOI": "10.1/x"}
    item = filled(typed).item()
    assert item["publisher"] == "Eastern Press"
    assert item["interviewer"] == [{"family": "Li"}]
    shown = {field.name for group in SourceForm.as_typed(typed).groups() for field in group.fields}
    assert {"publisher", "interviewer", "DOI", "title-forms", "provenance"} <= shown


def test_another_type_has_other_fields_and_says_what_it_keeps(
    as_annotator: Client, workspace: Workspace
) -> None:
    form = {**FORM, "type": "article-journal", "container-title": "Annals", "date": "nonsense"}
    fragment = as_annotator.post(address("type_fields", workspace), form).content.decode()
    assert re.search(r'name="container-title" value="Annals"', fragment)
    assert "Journal" in fragment
    assert "This type has no field for these" in fragment
    beyond = fragment[fragment.index("group-beyond") :]
    assert re.search(r'name="publisher" value="Eastern Press"', beyond)
    assert "errorlist" not in fragment


def test_without_scripts_a_button_shows_the_other_fields(
    as_annotator: Client, workspace: Workspace
) -> None:
    form = {**FORM, "title": "", "type": "interview", "change_type": "1"}
    response = as_annotator.post(address("new_source", workspace), form)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="add:interviewer"' in page
    assert 'value="Eastern Press"' in page
    assert "errorlist" not in page
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("action", "families"),
    [
        ("add:author", ["A", "B", ""]),
        ("up:author-1", ["B", "A"]),
        ("up:author-0", ["A", "B"]),
        ("down:author-0", ["B", "A"]),
        ("down:author-1", ["A", "B"]),
        ("remove:author-0", ["B"]),
        ("remove:author-9", ["A", "B"]),
        ("shout", ["A", "B"]),
        ("remove:author", ["A", "B"]),
    ],
)
def test_without_scripts_buttons_change_rows(action: str, families: list[str]) -> None:
    data = {"author-0-family": "A", "author-0-forms-0-text": "a", "author-1-family": "B"}
    others = {"editor-0-family": "E", "author-note": "kept"}
    after = changed({**data, **others}, action)
    rows = rows_of(after, "author")
    assert [row.get("family", "") for row in rows] == families
    assert all(("forms-0-text" in row) == (row.get("family") == "A") for row in rows)
    assert others.items() <= after.items()


def test_without_scripts_rows_within_rows_change_too() -> None:
    data = {"author-0-family": "A", "author-0-forms-0-text": "a", "author-0-forms-1-text": "b"}
    after = changed(data, "up:author-0-forms-1")
    assert [row["text"] for row in rows_of(after, "author-0-forms")] == ["b", "a"]
    assert after["author-0-family"] == "A"
    # “editor” is no beginning of “editor-translator”.
    both = {"editor-0-family": "E", "editor-translator-0-family": "T"}
    assert changed(both, "remove:editor-0") == {"editor-translator-0-family": "T"}


def test_a_button_of_a_row_saves_nothing(as_annotator: Client, workspace: Workspace) -> None:
    response = as_annotator.post(
        address("new_source", workspace), {**FORM, "title": "", "rows": "add:editor"}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="editor-0-family"' in page
    assert "errorlist" not in page
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    ("date", "answer"),
    [
        ("1949~", {"edtf": "1949~", "words": "about 1949"}),
        ("24 August 1949", {"edtf": "1949-08-24", "words": "24 August 1949"}),
        ("", {}),
    ],
)
def test_a_date_is_checked_while_it_is_typed(
    as_annotator: Client, workspace: Workspace, date: str, answer: dict[str, str]
) -> None:
    response = as_annotator.get(address("date_check", workspace), {"date": date})
    assert response.json() == answer


@pytest.mark.parametrize("date", ["24.8.1949", "x" * 101, "1949-13", "\x00"])
def test_what_is_no_date_is_told_with_what_to_write(
    as_annotator: Client, workspace: Workspace, date: str
) -> None:
    response = as_annotator.get(address("date_check", workspace), {"date": date})
    assert list(response.json()) == ["mistake"]
    assert len(response.json()["mistake"]) > 20


def test_the_key_that_would_be_made_is_shown(as_annotator: Client, source: Source) -> None:
    url = address("propose_key", source.workspace)
    assert "<code>forbes1949</code>" in as_annotator.post(url, FORM).content.decode()
    petrov = {"type": "report", "title": "x", "author-0-family": "Petrov", "date": "1949-13"}
    assert "<code>petrovnd</code>" in as_annotator.post(url, petrov).content.decode()
    petrov["date"] = "1949"
    assert "<code>petrov1949a</code>" in as_annotator.post(url, petrov).content.decode()
    # Its own key is no obstacle to a source.
    own = {**petrov, "source": str(source.uid)}
    assert "<code>petrov1949</code>" in as_annotator.post(url, own).content.decode()
    assert as_annotator.post(url, {}).status_code == 200


def test_a_key_is_made_anew_on_request_and_not_otherwise(
    as_annotator: Client, source: Source
) -> None:
    edit = address("edit_source", source.workspace, source.uid)
    data = {"type": "report", "title": "Airfield report", "author-0-family": "Ivanov"}
    as_annotator.post(edit, {**data, "date": "1950", "save_anyway": "1"})
    source.refresh_from_db()
    assert source.citation_key == "petrov1949"
    response = as_annotator.post(edit, {**data, "date": "1950", "new_key": "1"})
    assert 'value="ivanov1950"' in response.content.decode()
    source.refresh_from_db()
    assert source.citation_key == "petrov1949"


WHO = [
    ("get", "date_check", (200, 403, 404, 302)),
    ("post", "type_fields", (200, 403, 404, 302)),
    ("post", "propose_key", (200, 403, 404, 302)),
]


@pytest.mark.parametrize(("method", "name", "expected"), WHO)
def test_the_form_s_questions_are_for_those_who_edit(
    client: Client,
    workspace: Workspace,
    annotator: User,
    reader: User,
    outsider: User,
    method: str,
    name: str,
    expected: tuple[int, ...],
) -> None:
    statuses = []
    for user in (annotator, reader, outsider, None):
        client.logout()
        if user:
            client.force_login(user)
        statuses.append(getattr(client, method)(address(name, workspace)).status_code)
    assert tuple(statuses) == expected


def test_a_form_of_another_workspace_s_source_is_refused(
    as_annotator: Client, workspace: Workspace, other_workspace: Workspace, outsider: User
) -> None:
    theirs = services.create_source(
        actor=outsider, workspace=other_workspace, csl={"type": "book", "title": "Theirs"}
    )
    for name in ("type_fields", "propose_key"):
        response = as_annotator.post(address(name, workspace), {"source": str(theirs.uid)})
        assert response.status_code == 404


def test_the_pattern_of_the_workspace_makes_the_key(
    as_annotator: Client, workspace: Workspace
) -> None:
    with attributed("test"):
        Workspace.objects.filter(pk=workspace.pk).update(citation_key_pattern="[year]:[auth3]")
    as_annotator.post(address("new_source", workspace), FORM)
    assert Source.objects.get().citation_key == "1949:for"
