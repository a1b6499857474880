"""All writes of bundles: asked for first, then made as a job."""

from __future__ import annotations

import hashlib
import logging

from django.utils import translation
from django.utils.translation import gettext as _

from annotations.bundles.archive import pack
from annotations.bundles.models import Bundle
from annotations.bundles.queries import NothingToBundle, select
from annotations.bundles.writers import WRITERS
from annotations.disputes.models import Dispute
from project.people.history import acting, attributed
from project.people.models import User
from project.people.permissions import Permission
from project.people.refusing import Refused
from sources.importing.keeping import keep_file
from sources.records.citing import UncitableSources

logger = logging.getLogger(__name__)


class BundleNotReady(Refused):
    """This bundle is not ready to be downloaded. Ask for its state until it is."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        super().__init__(
            _("This bundle is not ready to be downloaded. Ask for its state until it is.")
        )


def request_bundle(*, actor: User, dispute: Dispute) -> Bundle:
    """Queue the making of a bundle of `dispute` as it will stand when the job runs."""
    from annotations.bundles.jobs import make_bundle

    with acting(actor, dispute.workspace, Permission.EXPORT):
        bundle = Bundle.objects.create(
            workspace=dispute.workspace, created_by=actor, dispute=dispute
        )
        make_bundle.defer(bundle_id=bundle.pk)
    return bundle


def build(bundle: Bundle) -> Bundle:
    """Make the file of a queued bundle. What stands in the way is said in `error`.

    May be run again after a crash; a bundle that is ready stays as it is.
    """
    if bundle.state == Bundle.State.READY:
        return bundle
    _mark(bundle, Bundle.State.RUNNING)
    try:
        _store(bundle, bundle_bytes(bundle.dispute, bundle.created_by))
    except (NothingToBundle, UncitableSources) as error:
        _mark(bundle, Bundle.State.FAILED, error=str(error))
    except Exception:
        logger.exception("Bundle %s failed", bundle.uid)
        _mark(
            bundle,
            Bundle.State.FAILED,
            error=_("Something went wrong on our side while making this bundle. Please try again."),
        )
    else:
        _mark(bundle, Bundle.State.READY)
    return bundle


def bundle_bytes(dispute: Dispute, user: User) -> bytes:
    """The ZIP file of what is shared of a dispute, as `user` may see it; without writing
    anything. Raises `NothingToBundle` and `UncitableSources`.
    """
    selection = select(dispute, user)
    # In one language, whoever asks: the same content gives the same bytes.
    with translation.override("en"):
        files = {writer.name: writer.write(selection) for writer in WRITERS}
    return pack(files, selection.dated)


def give_up(bundle: Bundle) -> None:
    """Note that a bundle ended the program each time it was made."""
    if bundle.state != Bundle.State.READY:
        _mark(
            bundle, Bundle.State.FAILED, error=_("Making this bundle was broken off several times.")
        )


def _store(bundle: Bundle, data: bytes) -> None:
    bundle.sha256 = hashlib.sha256(data).hexdigest()
    bundle.size = len(data)
    bundle.file.name = f"bundles/{bundle.sha256[:2]}/{bundle.sha256}.zip"
    keep_file(bundle.file.name, data)


def _mark(bundle: Bundle, state: Bundle.State, *, error: str = "") -> None:
    # Not `acting`: how a bundle ended is noted also where its owner has lost the role.
    with attributed(str(bundle.created_by.uid)):
        bundle.state = state
        bundle.error = error
        bundle.save(update_fields=["state", "error", "file", "size", "sha256"])
