"""Pictures in texts: who is shown them, and where."""

import pytest
from django.test import Client
from django.urls import reverse

from project.people.models import User, Workspace
from sources.attachments.models import Attachment
from sources.attachments.services import attach
from sources.importing.services import carry_out, start_import
from sources.records.models import Source
from sources.texts import services as texts
from sources.texts.models import Text
from sources.texts.structure import Block, BlockType, Document
from tests.sources.importing.files import PNG, by_pandoc


@pytest.fixture
def picture(source: Source, annotator: User) -> Attachment:
    return attach(actor=annotator, source=source, data=PNG, filename="map.png")


@pytest.fixture
def illustrated(source: Source, annotator: User, picture: Attachment) -> Text:
    figure = Block(BlockType.FIGURE, 0, 3, label="A map", image=picture.original.sha256)
    lost = Block(BlockType.FIGURE, 5, 8, image="0" * 64)
    document = Document("Map\n\nSea", (figure, lost))
    return texts.create_text(
        actor=annotator, source=source, document=document, language="en", direction="ltr"
    )


def address(picture: Attachment) -> str:
    return reverse("sources:picture", args=[picture.workspace.uid, picture.uid])


def test_a_picture_stands_in_the_text_and_a_lost_one_leaves_its_caption(
    client: Client, illustrated: Text, picture: Attachment, reader: User
) -> None:
    client.force_login(reader)
    page = client.get(illustrated.get_absolute_url()).content.decode()
    assert f'<img src="{address(picture)}" alt="A map" loading="lazy">' in page
    assert page.count('class="picture unseen"') == 1


def test_it_is_shown_as_what_it_is(client: Client, picture: Attachment, reader: User) -> None:
    client.force_login(reader)
    answer = client.get(address(picture))
    assert b"".join(answer.streaming_content) == PNG  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in answer.get("Content-Disposition", "")
    again = client.get(address(picture), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("data", [b"<svg onload='alert(1)'/>", b"<script>alert(1)</script>"])
def test_what_is_no_picture_is_not_shown_whatever_its_name_says(
    client: Client, source: Source, annotator: User, data: bytes
) -> None:
    client.force_login(annotator)
    attached = attach(actor=annotator, source=source, data=data, filename="map.png")
    assert client.get(address(attached)).status_code == 404


def test_strangers_see_no_picture(
    client: Client, picture: Attachment, outsider: User, workspace: Workspace
) -> None:
    assert client.get(address(picture)).status_code == 404
    client.force_login(outsider)
    assert client.get(address(picture)).status_code == 404


def test_pictures_of_an_imported_file_are_attached_and_shown(
    client: Client, source: Source, annotator: User
) -> None:
    data = by_pandoc("Text\n\n![Карта](map.png)", "docx", pictures=["map.png"])
    done = carry_out(
        start_import(
            actor=annotator, source=source, data=data, filename="report.docx", language="ru"
        )
    )
    assert done.text is not None, done.error
    client.force_login(annotator)
    page = client.get(done.text.get_absolute_url()).content.decode()
    assert page.count("<img src=") == 1
    assert source.attachments.count() == 1
