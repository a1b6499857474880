from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from annotations.bundles import services
from annotations.bundles.models import Bundle
from annotations.disputes.models import Dispute
from project.people import services as people
from project.people.models import User
from project.people.workspaces import services as workspaces


def page(client: Client, bundle: Bundle) -> str:
    response = client.get(bundle.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def new_address(dispute: Dispute) -> str:
    return reverse("annotations:new_bundle", args=[dispute.workspace.uid, dispute.uid])


def download_address(bundle: Bundle) -> str:
    return reverse("annotations:download_bundle", args=[bundle.workspace.uid, bundle.uid])


def test_asking_leads_to_the_bundles_page(client: Client, dispute: Dispute, reader: User) -> None:
    client.force_login(reader)
    response = client.post(new_address(dispute))
    made = Bundle.objects.get()
    assert (response.status_code, response["Location"]) == (302, made.get_absolute_url())
    assert (made.created_by, made.dispute) == (reader, dispute)


def test_reading_the_address_makes_nothing(client: Client, dispute: Dispute, reader: User) -> None:
    client.force_login(reader)
    assert client.get(new_address(dispute)).status_code == 405
    assert not Bundle.objects.exists()


def test_the_page_follows_a_bundle_until_it_is_ready(
    client: Client, bundle: Bundle, reader: User
) -> None:
    client.force_login(reader)
    waiting = page(client, bundle)
    assert 'hx-trigger="every 1s"' in waiting
    assert download_address(bundle) not in waiting
    services.build(bundle)
    ready = page(client, bundle)
    assert "hx-trigger" not in ready
    assert bundle.sha256 in ready
    assert download_address(bundle) in ready


def test_a_failed_bundle_says_why_and_can_be_tried_again(
    client: Client, bundle: Bundle, annotator: User
) -> None:
    people.delete(actor=annotator, row=bundle.dispute)
    services.build(bundle)
    people.restore(actor=annotator, row=bundle.dispute)
    client.force_login(annotator)
    failed = page(client, bundle)
    assert "The dispute is gone" in failed
    assert f'action="{new_address(bundle.dispute)}"' in failed
    assert "hx-trigger" not in failed


def test_the_file(client: Client, bundle: Bundle, reader: User) -> None:
    client.force_login(reader)
    early = client.get(download_address(bundle), follow=True)
    assert early.redirect_chain == [(bundle.get_absolute_url(), 302)]
    assert "not ready" in early.content.decode()
    services.build(bundle)
    response = client.get(download_address(bundle))
    assert (response.status_code, response["ETag"]) == (200, f'"{bundle.sha256}"')
    assert "attachment" in response["Content-Disposition"]
    assert len(response.getvalue()) == bundle.size


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The crash of August 1949", "the-crash-of-august-1949-"),
        ("1949 年坠机", "1949-年坠机-"),
        ("../../etc/passwd", "etcpasswd-"),
        ("?!", "bundle-"),
    ],
)
def test_the_name_of_the_file(bundle: Bundle, title: str, name: str) -> None:
    from annotations.bundles.downloads import filename

    bundle.dispute.title = title
    bundle.sha256 = "0123456789" * 6
    assert filename(bundle) == f"{name}01234567.zip"


def test_outsiders_get_404(
    client: Client, bundle: Bundle, dispute: Dispute, outsider: User
) -> None:
    services.build(bundle)
    for sign_in in (False, True):
        if sign_in:
            client.force_login(outsider)
        assert client.get(bundle.get_absolute_url()).status_code == 404
        assert client.get(download_address(bundle)).status_code == 404
        assert client.post(new_address(dispute)).status_code == 404
    assert Bundle.objects.count() == 1


def test_visitors_of_a_public_workspace_see_the_page_alone(
    client: Client, bundle: Bundle, dispute: Dispute, owner: User, outsider: User
) -> None:
    workspaces.change_workspace(
        actor=owner, workspace=dispute.workspace, name="Open", description="", visibility="public"
    )
    services.build(bundle)
    client.force_login(outsider)
    assert "Members of the workspace can download it." in page(client, bundle)
    assert client.get(download_address(bundle)).status_code == 403
    assert client.post(new_address(dispute)).status_code == 403
