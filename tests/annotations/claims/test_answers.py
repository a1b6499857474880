"""The field for an answer, the authorities behind answers, and asking what a date means."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from rest_framework.test import APIClient

from annotations.claims import services, values
from annotations.claims.answers.edtf_api import explained
from annotations.claims.answers.fields import answer_field
from annotations.claims.answers.known import identified
from annotations.claims.answers.widgets import AnswerWidget
from annotations.disputes import services as disputes
from annotations.disputes.models import Dispute, Question
from annotations.disputes.relations.reasons import relate
from annotations.disputes.relations.relating import DistinctAnswer, Relation
from project.people.models import User, Workspace
from sources.authorities.merging import merge
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.authorities.services import Entry, create_authority

UID = "0198f2c4-0000-7000-8000-000000000000"


def form(kind: str, sent: dict[str, str], kept: values.Value | None = None) -> forms.Form:
    """A form with the field for a question of a kind, filled in."""
    question = Question(kind=kind, unit="men" if kind == "number" else "", workspace=Workspace())
    made = forms.Form(sent)
    made.fields["value"] = answer_field(question, kept)
    return made


@pytest.mark.parametrize(
    ("kind", "sent", "value"),
    [
        ("date", {"value": "24 August 1949"}, {"edtf": "1949-08-24", "verbatim": "24 August 1949"}),
        (
            "date",
            {"value": "11 August 1949", "value_calendar": "julian", "value_verbatim": " the 11th "},
            {
                "edtf": "1949-08-24",
                "verbatim": "the 11th",
                "calendar": "julian",
                "original": "11 August 1949",
            },
        ),
        (
            "date",
            {"value": "24/8/1949"},
            {"edtf": "1949-08-24", "verbatim": "24/8/1949"},
        ),
        ("date", {"value": "unknown"}, {"kind": "unknown"}),
        ("date", {"value": "1949", "value_special": "not stated"}, {"kind": "not_stated"}),
        ("number", {"value": "3"}, {"lower": "3", "upper": "3", "unit": "men"}),
        ("number", {"value_special": "none"}, {"kind": "none"}),
        (
            "person",
            {"value": "Anna; Boris", "value_authorities": json.dumps({"anna": UID, "Vera": UID})},
            {"names": ["Anna", "Boris"], "authorities": {"Anna": UID}},
        ),
        (
            "place",
            {"value": "Almaty", "value_authorities": json.dumps({"Almaty": UID})},
            {"name": "Almaty", "authority": UID},
        ),
        ("place", {"value": "Almaty", "value_authorities": "{broken"}, {"name": "Almaty"}),
        ("place", {"value": "Almaty", "value_authorities": "[1]"}, {"name": "Almaty"}),
        ("work", {"value": "A Treaty"}, {"names": ["A Treaty"]}),
        ("boolean", {"value": "no"}, {"answer": False}),
        ("boolean", {"value": "unknown"}, {"kind": "unknown"}),
    ],
)
def test_what_is_filled_in(kind: str, sent: dict[str, str], value: dict[str, Any]) -> None:
    filled = form(kind, sent)
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data["value"] == {"kind": kind} | value


def test_an_answer_without_a_value_is_no_mistake_while_it_is_typed() -> None:
    with override("ru"):
        shown = str(form("date", {})["value"])
        (listed,) = re.findall('data-without-value="(.+?)"', shown)
        words = listed.split("|")
        assert {"unknown", "none", "not stated"} < {*words}
        for word in words:
            assert form("date", {"value": word}).is_valid(), word


@pytest.mark.parametrize(
    ("kind", "sent", "message"),
    [
        ("date", {"value": "30 February 1949"}, "28 days"),
        ("date", {"value": "1949-02-30"}, "no day of the calendar"),
        ("date", {"value": "30/2/1949", "value_calendar": "julian"}, "28 days"),
        ("date", {"value": ""}, "Say how"),
        ("text", {}, "Say how"),
        ("text", {"value": "x" * 2_001}, "at most 2000"),
        ("number", {"value": "dozens"}, "no number"),
        ("boolean", {"value": "perhaps"}, "on offer"),
        ("place", {"value": "A", "value_authorities": '{"A": "x"}'}, "uid"),
    ],
)
def test_what_cannot_be_read(kind: str, sent: dict[str, str], message: str) -> None:
    filled = form(kind, sent)
    assert not filled.is_valid()
    assert message in str(filled.errors["value"])


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("date", {"edtf": "1949~", "calendar": "julian", "original": "about 1949"}),
        ("date", {"edtf": "1949-08-24", "verbatim": "on that day"}),
        ("number", {"lower": "3", "upper": None, "unit": "men", "lower_excluded": True}),
        ("person", {"names": ["Anna"], "authorities": {"Anna": UID}}),
        ("place", {"name": "Almaty", "authority": UID}),
    ],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_kept_is_shown_and_sent_back_unchanged(
    kind: str, data: dict[str, Any], language: str
) -> None:
    value = values.from_json({"kind": kind} | data)
    with override(language):
        empty = forms.Form()
        empty.fields["value"] = form(kind, {}, value).fields["value"]
        shown = empty["value"].value()
        sent = {"value": shown.text, "value_calendar": shown.calendar}
        sent |= {
            "value_verbatim": shown.verbatim or "",
            "value_authorities": shown.authorities_json,
        }
        filled = form(kind, sent, value)
        assert filled.is_valid()
        assert filled.cleaned_data["value"] == value.to_json()


def test_what_is_wrong_with_a_date_stands_right_below_it() -> None:
    field = form("date", {"value": "the 40th of May", "value_verbatim": "sixteen"})["value"]
    shown = field.as_field_group()
    assert 'aria-describedby="id_value_helptext id_value_error"' in shown.split('name="value"')[1]
    assert shown.index('id="id_value_error"') < shown.index('value="sixteen"')


def test_examples_stay_in_order_among_words_from_right_to_left() -> None:
    with override("ar"):
        widget = form("date", {}).fields["value"].widget
        assert isinstance(widget, AnswerWidget)
        assert "\u20681949-08-24/1949-08-27\u2069" in widget.help_text
        with pytest.raises(values.InvalidValue, match=r"\u206830-40,000\u2069.*\u2068>=30"):
            values.from_input("number", "30-40,000")


# --- authorities ----------------------------------------------------------------------


@pytest.fixture
def make(workspace: Workspace, annotator: User) -> Callable[..., Authority]:
    def made(name: str, kind: str = "place", **fields: Any) -> Authority:
        entry = Entry(kind=kind, name=name, **fields)
        return create_authority(actor=annotator, workspace=workspace, entry=entry)

    return made


def relation(workspace: Workspace, *given: dict[str, Any]) -> tuple[Relation, str]:
    one, two = identified(workspace, [values.from_json(data) for data in given])
    found = relate(DistinctAnswer(one), DistinctAnswer(two), "exclusive")
    return found.relation, found.reason


def place(name: str, authority: Authority | None = None) -> dict[str, Any]:
    uid = {"authority": str(authority.uid)} if authority else {}
    return {"kind": "place", "name": name, **uid}


def test_places_lie_within_places(
    workspace: Workspace, make: Callable[..., Authority], django_assert_num_queries: Any
) -> None:
    country = make("Kazakhstan")
    city = make("Almaty", part_of=country, variants=(Written("Алма-Ата", "ru"),))
    other = make("Astana", part_of=country)
    almaty, astana = place("Alma Ata", city), place("Astana", other)
    with django_assert_num_queries(2):
        within = relation(workspace, almaty, place("Kazakhstan"))
    assert within == (Relation.REFINE, "Almaty lies within Kazakhstan")
    assert relation(workspace, almaty, place("алма-ата"))[0] == Relation.AGREE
    assert relation(workspace, almaty, astana)[0] == Relation.CONFLICT
    assert relation(workspace, almaty, place("Irkutsk"))[0] == Relation.CONFLICT
    # The same name of a person is not the place.
    make("Irkutsk", "person")
    make("Irkutsk", part_of=country)
    assert relation(workspace, place("Irkutsk"), place("Kazakhstan", country))[0] == Relation.REFINE


def test_spellings_and_merged_authorities_are_one_person(
    workspace: Workspace, annotator: User, make: Callable[..., Authority]
) -> None:
    first, second = (make(name, "person") for name in ("A. Qasimi", "Ехметжан Касими"))
    named = [
        {"kind": "person", "names": [name], "authorities": {name: str(authority.uid)}}
        for name, authority in (("Ahmetjan", first), ("Касими", second))
    ]
    assert relation(workspace, *named)[0] == Relation.CONFLICT
    merge(actor=annotator, merged=second, survivor=first)
    assert relation(workspace, *named)[0] == Relation.AGREE
    assert relation(workspace, named[1], {"kind": "person", "names": ["A. Qasimi"]}) == (
        Relation.AGREE,
        "both say A. Qasimi",
    )


def test_a_value_names_authorities_of_its_workspace_and_kind(
    annotator: User, dispute: Dispute, make: Callable[..., Authority]
) -> None:
    question = disputes.create_question(
        actor=annotator, dispute=dispute, wording="Where?", kind="place"
    )

    def state(value: dict[str, Any]) -> None:
        services.create_claim(
            actor=annotator,
            workspace=dispute.workspace,
            statement="There.",
            question=question,
            value=value,
        )

    state(place("Almaty", make("Almaty")))
    for wrong in (place("Almaty", make("Ivanov", "person")), place("A") | {"authority": UID}):
        with pytest.raises(ValidationError, match="authority"):
            state(wrong)


def test_a_number_is_checked_while_it_is_typed(
    annotator: User, dispute: Dispute, client: Client
) -> None:
    question = disputes.create_question(
        actor=annotator, dispute=dispute, wording="How many?", kind="number", unit="men"
    )
    client.force_login(annotator)
    check = reverse("annotations:conflict_check", args=[dispute.workspace.uid])

    def told(value: str) -> str:
        return client.get(check, {"question": str(question.uid), "value": value}).content.decode()

    assert "about 30,000 men" in told("~30000")
    assert "can be read in two ways" in told("30-40,000")
    assert "<p" not in told("")


# --- what a date means ----------------------------------------------------------------

CASES = json.loads(Path(__file__).parents[2].joinpath("cases", "edtf.json").read_text("utf-8"))


def ask(client: APIClient | Client, **query: str) -> Any:
    return client.get("/api/v1/tools/edtf", query)


def test_every_case_of_the_specification_is_explained() -> None:
    for case in CASES["valid"]:
        marks = {name: case.get(name, False) for name in ("uncertain", "approximate")}
        bounds = {name: case[name] for name in ("level", "lower", "upper")}
        assert explained(case["edtf"]) == {"valid": True} | bounds | marks
    for text in CASES["invalid"]:
        answer = explained(text)
        assert (answer["valid"], answer["level"], answer["lower"]) == (False, None, None)
        assert answer["reason"]


def test_over_the_api(api: Callable[..., APIClient], outsider: User) -> None:
    client = api(outsider)
    assert ask(client, value="../1949-08~").json() == {
        "valid": True,
        "level": 1,
        "lower": "-inf",
        "upper": "1949-08-31",
        "uncertain": False,
        "approximate": True,
    }
    assert ask(client, value=" 1949").json()["valid"] is False
    julian = ask(client, value="August 1949", calendar="julian").json()
    assert (julian["edtf"], julian["words"]) == (
        "1949-08-14/1949-09-13",
        "from 14 August 1949 to 13 September 1949",
    )
    about = ask(client, value="about 1949", calendar="gregorian").json()
    assert (about["edtf"], about["days"]) == ("1949~", "1 January 1949 to 31 December 1949")
    assert "no month" in ask(client, value="13/13/1368", calendar="hijri").json()["reason"]


def test_what_is_asked_wrongly(api: Callable[..., APIClient], outsider: User) -> None:
    assert ask(api()).status_code == 401
    assert "value" in ask(api(outsider)).json()["errors"]
    assert ask(api(outsider), value="1" * 1_001).status_code == 422
    assert "calendar" in ask(api(outsider), value="1", calendar="maya").json()["errors"]
