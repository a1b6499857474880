"""Pages of authorities, without scripts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.claims import services as claims
from annotations.disputes.models import Dispute
from annotations.disputes.services import create_question
from project.people.models import User, Workspace
from sources.authorities.merging import merge
from sources.authorities.models import Authority
from sources.authorities.names import Written
from sources.authorities.services import Entry, change_authority
from tests.sources.authorities.conftest import Make


def at(name: str, workspace: Workspace, *args: object) -> str:
    return reverse(f"sources:{name}", args=[workspace.uid, *args])


def test_the_list_is_found_in_by_any_name(
    client: Client, almaty: Authority, qasimi: Authority, reader: User
) -> None:
    client.force_login(reader)
    address = at("authority_list", almaty.workspace)
    page = client.get(address).content.decode()
    assert page.index("Ahmetjan Qasimi") < page.index("Almaty")
    assert at("new_authority", almaty.workspace) not in page
    page = client.get(address, {"q": "қасими алмат"}).content.decode()
    assert "Nothing matches" in page
    page = client.get(address, {"q": "алматы"}).content.decode()
    assert '<bdi lang="kk" dir="ltr">Алматы</bdi>' in page
    assert "Kazakhstan" in page
    assert "Qasimi" not in page
    page = client.get(address, {"kind": "person"}).content.decode()
    assert "Qasimi" in page
    assert "Almaty" not in page


def test_an_empty_list_says_what_to_do(
    client: Client, workspace: Workspace, annotator: User
) -> None:
    client.force_login(annotator)
    page = client.get(at("authority_list", workspace)).content.decode()
    assert "No authorities yet" in page
    assert at("new_authority", workspace) in page


def test_each_name_says_its_language_and_how_it_runs(
    client: Client, qasimi: Authority, reader: User
) -> None:
    client.force_login(reader)
    page = client.get(qasimi.get_absolute_url()).content.decode()
    assert '<bdi lang="ug" dir="rtl">ئەخمەتجان قاسىمى</bdi>' in page
    assert '<bdi lang="zh-Hans" dir="ltr">阿合买提江·哈斯木</bdi>' in page
    assert "Uyghur in Latin script (ug-Latn)" in page
    assert "from 1914 to 1949" in page


def test_a_page_shows_what_contains_it_and_what_it_contains(
    client: Client, almaty: Authority, make: Make, reader: User
) -> None:
    make("Furmanov Street", part_of=almaty)
    client.force_login(reader)
    page = client.get(almaty.get_absolute_url()).content.decode()
    assert almaty.part_of is not None
    assert almaty.part_of.get_absolute_url() in page
    assert "Furmanov Street" in page
    assert "43.25, 76.95" in page


@pytest.mark.parametrize("name", ["authority_list", "find_authorities", "authority"])
def test_pages_ask_as_much_for_one_as_for_many(
    client: Client, almaty: Authority, make: Make, reader: User, name: str
) -> None:
    client.force_login(reader)
    address = at(name, almaty.workspace, *([almaty.uid] if name == "authority" else []))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, {"q": "al"}).status_code == 200
        return len(asked)

    make("Alatau", part_of=almaty)
    before = queries()
    for number in range(5):
        make(f"Al {number}", part_of=almaty)
    assert queries() == before


FORM = {
    "kind": "place",
    "name": "Ürümchi",
    "language": "ug-Latn",
    "variants-0-name": "ئۈرۈمچى",
    "variants-0-language": "ug",
    "variants-0-kind": "",
    "variants-1-name": "迪化",
    "variants-1-language": "zh-Hant",
    "variants-1-kind": "former",
    "identifiers-0-scheme": "wikidata",
    "identifiers-0-value": "https://www.wikidata.org/wiki/Q1200",
    "coordinates": "43.825, 87.6",
    "dates": "1884/",
}


def test_adding_one(client: Client, workspace: Workspace, make: Make, annotator: User) -> None:
    whole = make("Xinjiang", variants=(Written("新疆", "zh"),))
    client.force_login(annotator)
    sent = {**FORM, "part_of_name": "新疆"}
    response = client.post(at("new_authority", workspace), sent, follow=True)
    made = Authority.objects.get(name="Ürümchi")
    assert response.redirect_chain == [(made.get_absolute_url(), 302)]
    assert made.part_of == whole
    assert (made.latitude, made.longitude) == (43.825, 87.6)
    assert made.identifiers == [{"scheme": "wikidata", "value": "Q1200"}]
    assert made.variants[1] == {"name": "迪化", "language": "zh-Hant", "kind": "former"}


def test_a_namesake_is_asked_about(client: Client, almaty: Authority, annotator: User) -> None:
    client.force_login(annotator)
    address = at("new_authority", almaty.workspace)
    sent = {"kind": "place", "name": "ALMA ATA"}
    response = client.post(address, sent)
    assert response.status_code == 409
    assert almaty.get_absolute_url() in response.content.decode()
    assert client.post(address, {**sent, "save_anyway": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"coordinates": "43° 15′ N"}, "two decimal numbers"),
        ({"coordinates": "95, 10"}, "between -90 and 90"),
        ({"kind": "person"}, "Places alone have coordinates"),
        ({"part_of_name": "Atlantis"}, "no such place or group"),
        ({"variants-0-language": "Uyghur language"}, "is not a language tag"),
        ({"identifiers-0-value": "Ürümqi"}, "is no identifier of Wikidata"),
        ({"dates": "since long"}, ""),
    ],
)
def test_mistakes_stand_by_their_fields(
    client: Client, workspace: Workspace, annotator: User, wrong: dict[str, str], said: str
) -> None:
    client.force_login(annotator)
    response = client.post(at("new_authority", workspace), {**FORM, **wrong})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    # What was typed is still there.
    assert "ئۈرۈمچى" in page


def test_rows_are_added_without_scripts(
    client: Client, workspace: Workspace, annotator: User
) -> None:
    client.force_login(annotator)
    page = client.post(at("new_authority", workspace), {**FORM, "rows": "add:variants"})
    assert page.status_code == 200
    assert 'name="variants-2-name"' in page.content.decode()
    page = client.post(at("new_authority", workspace), {**FORM, "rows": "remove:variants-0"})
    assert "ئۈرۈمچى" not in page.content.decode()
    assert "迪化" in page.content.decode()
    assert not Authority.objects.exists()


def test_editing_and_the_slower_one(client: Client, almaty: Authority, annotator: User) -> None:
    client.force_login(annotator)
    address = at("edit_authority", almaty.workspace, almaty.uid)
    page = client.get(address).content.decode()
    assert 'value="Kazakhstan"' in page
    sent = {"kind": "place", "name": "Almaty", "description": "A city.", "revision": 1}
    assert client.post(address, sent).status_code == 302
    response = client.post(address, {**sent, "description": "The capital."})
    assert response.status_code == 409
    assert "The capital." in response.content.decode()
    almaty.refresh_from_db()
    assert (almaty.description, almaty.part_of) == ("A city.", None)


def test_deleting_and_undoing(client: Client, almaty: Authority, annotator: User) -> None:
    client.force_login(annotator)
    country = almaty.part_of
    assert country is not None
    response = client.post(at("delete_authority", almaty.workspace, country.uid))
    assert response.status_code == 409
    assert "contains other authorities (1)" in response.content.decode()
    client.post(at("delete_authority", almaty.workspace, almaty.uid))
    assert client.get(almaty.get_absolute_url()).status_code == 404
    client.post(at("restore_authority", almaty.workspace, almaty.uid))
    assert client.get(almaty.get_absolute_url()).status_code == 200


def test_merging_and_undoing(
    client: Client, almaty: Authority, make: Make, annotator: User
) -> None:
    double = make("Alma Ata", description="Was the capital.", latitude=43.0, longitude=77.0)
    client.force_login(annotator)
    choose = at("choose_double", almaty.workspace, almaty.uid)
    merging = at("merge_authorities", almaty.workspace, almaty.uid, double.uid)
    assert merging in client.get(choose, {"q": "alma ata"}).content.decode()
    assert client.get(choose, {"other": str(double.uid)}).url == merging  # type: ignore[attr-defined]
    page = client.get(merging).content.decode()
    assert "Was the capital." in page
    sent = {"revision": 1, "coordinates": "merged"}
    response = client.post(merging, sent, follow=True)
    assert at("unmerge_authority", almaty.workspace, double.uid) in response.content.decode()
    almaty.refresh_from_db()
    assert (almaty.latitude, almaty.description) == (43.0, "Was the capital.")
    moved = client.get(double.get_absolute_url())
    assert (moved.status_code, moved.url) == (302, almaty.get_absolute_url())  # type: ignore[attr-defined]
    client.post(at("unmerge_authority", almaty.workspace, double.uid))
    assert client.get(double.get_absolute_url()).status_code == 200
    almaty.refresh_from_db()
    assert (almaty.latitude, almaty.description) == (43.25, "")


def test_a_stale_preview_merges_nothing(
    client: Client, almaty: Authority, make: Make, annotator: User
) -> None:
    double = make("Alma Ata")
    change_authority(actor=annotator, authority=almaty, entry=Entry.of(almaty), revision=1)
    client.force_login(annotator)
    address = at("merge_authorities", almaty.workspace, almaty.uid, double.uid)
    assert client.post(address, {"revision": 1}).status_code == 422
    assert client.post(address, {"revision": 2}).status_code == 302


def test_the_finder_offers_to_create(
    client: Client, almaty: Authority, annotator: User, reader: User
) -> None:
    address = at("find_authorities", almaty.workspace)
    asked = {"q": "alma", "kind": "place", "new": ""}
    client.force_login(reader)
    html = client.get(address, asked).content.decode()
    assert f'data-value="{almaty.uid}"' in html
    assert "data-create" not in html
    client.force_login(annotator)
    assert "data-create" in client.get(address, asked).content.decode()
    assert "data-create" not in client.get(address, {"q": "alma"}).content.decode()
    create = at("create_authority", almaty.workspace)
    response = client.post(create, {"name": "Irkutsk", "kind": "place"})
    assert response.status_code == 201
    assert str(Authority.objects.get(name="Irkutsk").uid) in response.content.decode()
    assert client.post(create, {"name": "Irkutsk", "kind": "event"}).status_code == 422
    assert client.post(create, {"name": " ", "kind": "place"}).status_code == 422


def test_a_claim_keeps_what_it_names(
    client: Client, dispute: Dispute, almaty: Authority, make: Make, annotator: User
) -> None:
    question = create_question(
        actor=annotator, dispute=dispute, wording="From where?", kind="place"
    )
    double = make("Alma Ata")
    made = claims.create_claim(
        actor=annotator,
        workspace=dispute.workspace,
        statement="It left from Alma-Ata.",
        question=question,
        value={"kind": "place", "name": "Alma-Ata", "authority": str(double.uid)},
    )
    client.force_login(annotator)
    delete = at("delete_authority", almaty.workspace, double.uid)
    response = client.post(delete)
    assert response.status_code == 409
    assert "1 claim names it" in response.content.decode()
    merge(actor=annotator, merged=double, survivor=almaty)
    page = client.get(almaty.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page
    assert client.post(at("delete_authority", almaty.workspace, almaty.uid)).status_code == 409
