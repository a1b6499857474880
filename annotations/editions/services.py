"""All writes of editions: publishing one, and withdrawing one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.bundles.queries import select
from annotations.disputes.models import Dispute
from annotations.editions.canonical import canonical, sha256
from annotations.editions.changes import changes
from annotations.editions.freezing import freeze
from annotations.editions.models import Edition, Withdrawal
from annotations.web_annotation.model import timestamp, urn
from project.people.history import acting
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import Refused
from sources.records.citing import UncitableSources
from sources.texts.models import Text


class ChangedSincePreview(Refused):
    """The dispute has changed since you looked at what would be published. Look again."""

    def __init__(self) -> None:
        super().__init__(
            _("The dispute has changed since you looked at what would be published. Look again.")
        )


class NothingToPublish(ValidationError):
    """There is nothing in this dispute yet."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to publish yet: the dispute has no claims."))


class AlreadyWithdrawn(Refused):
    """This edition has been withdrawn before."""

    def __init__(self) -> None:
        super().__init__(_("This edition has been withdrawn before."))


def draft(*, actor: User, dispute: Dispute, whole: Collection[Text] = ()) -> dict[str, Any]:
    """What an edition of the dispute would say now, without writing anything.

    Raises `NothingToPublish`, and ValidationError for sources that no citation processor can
    read, or by field for a text that is not cited here or whose source says nothing of its rights.
    """
    selection = select(dispute, actor)
    if not selection.claims:
        raise NothingToPublish
    cited = {text.pk for text in selection.texts}
    for text in whole:
        if text.pk not in cited:
            raise ValidationError({"whole": _("Nothing of this text is cited here.")})
        if not text.source.rights.strip():
            raise ValidationError(
                {"whole": _("Record the rights of “%s” first.") % text.source.title}
            )
    try:
        return freeze(selection, actor, whole=whole)
    except UncitableSources as error:
        raise ValidationError(str(error)) from error


def digest(content: dict[str, Any]) -> str:
    """The hash by which a draft is known again."""
    return sha256(canonical(content))


def publish(
    *,
    actor: User,
    dispute: Dispute,
    title: str,
    note: str = "",
    whole: Collection[Text] = (),
    seen: str = "",
) -> Edition:
    """Publish the dispute as it stands, for anybody to read, for good.

    `whole` are the texts that are published in full; `seen` is the digest of the draft that was
    looked at. Raises `ChangedSincePreview` where that is not the present one, and as `draft`.
    """
    with acting(actor, dispute.workspace, Permission.PUBLISH):
        # Two who publish at once get two numbers.
        Dispute.objects.select_for_update(no_key=True).get(pk=dispute.pk)
        content = draft(actor=actor, dispute=dispute, whole=whole)
        if seen and seen != digest(content):
            raise ChangedSincePreview
        edition = Edition(
            workspace=dispute.workspace,
            created_by=actor,
            dispute=dispute,
            number=_last_number(dispute) + 1,
            title=" ".join(title.split()),
            note=note.strip(),
        )
        edition.changes = _changes(dispute, content)
        edition.content = canonical(_headed(edition, content))
        edition.sha256 = sha256(edition.content)
        edition.full_clean()
        edition.save()
    return edition


def withdraw(*, actor: User, edition: Edition, reason: str) -> Withdrawal:
    """Take an edition down for good, and say why at its address.

    Raises `AlreadyWithdrawn`, ValidationError by field.
    """
    with acting(actor, edition.workspace, Permission.PUBLISH):
        Edition.objects.select_for_update().get(pk=edition.pk)
        if Withdrawal.objects.filter(edition=edition).exists():
            raise AlreadyWithdrawn
        withdrawal = Withdrawal(
            workspace=edition.workspace, created_by=actor, edition=edition, reason=reason.strip()
        )
        withdrawal.full_clean()
        withdrawal.save()
    return withdrawal


def _last_number(dispute: Dispute) -> int:
    return dispute.editions.aggregate(last=Max("number"))["last"] or 0


def _changes(dispute: Dispute, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Since the last edition that was not withdrawn."""
    before = dispute.editions.filter(withdrawal=None).order_by("-number").first()
    return changes(before.frozen, content) if before else []


def _headed(edition: Edition, content: dict[str, Any]) -> dict[str, Any]:
    return {
        **content,
        "edition": {
            "id": urn(edition.uid),
            "number": edition.number,
            "title": edition.title,
            "note": edition.note,
            "published": timestamp(timezone.now()),
            "publisher": edition.created_by.display_name,
        },
    }
