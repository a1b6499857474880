"""All writes to searches that found nothing."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from annotations.searches.models import SearchLog
from project.people import services as people
from project.people.history import acting
from project.people.models import User, Workspace
from project.people.permissions import Permission
from project.people.refusing import Refused, require_current
from sources.records import edtf
from sources.records.models import Source


class SearchStillCited(Refused):
    """The search is cited. Withdraw its citations first, then delete it."""

    def __init__(self, citations: int) -> None:
        self.citations = citations
        super().__init__(_("The search is cited. Withdraw its citations first, then delete it."))


def log_search(
    *,
    actor: User,
    workspace: Workspace,
    searched: str,
    date: str,
    sought: str,
    limits: str = "",
    source: Source | None = None,
) -> SearchLog:
    """Write down a search that found nothing. `date` is EDTF. Raises ValidationError by field."""
    with acting(actor, workspace, Permission.STATE_CLAIMS):
        search = SearchLog(workspace=workspace, created_by=actor)
        _fill(search, searched=searched, date=date, sought=sought, limits=limits)
        _make_in(actor, search, source)
        search.full_clean()
        search.save()
    return search


def change_search(
    *,
    actor: User,
    search: SearchLog,
    revision: int,
    searched: str,
    date: str,
    sought: str,
    limits: str,
    source: Source | None,
) -> SearchLog:
    """Correct what was written down. Raises `Overtaken` unless `revision` is current, and
    ValidationError by field.
    """
    with acting(actor, search.workspace, Permission.STATE_CLAIMS):
        current = SearchLog.objects.select_for_update().get(pk=search.pk)
        require_current(current, revision)
        _fill(current, searched=searched, date=date, sought=sought, limits=limits)
        _make_in(actor, current, source)
        current.revision += 1
        current.full_clean()
        current.save()
    return current


@transaction.atomic
def delete_search(*, actor: User, search: SearchLog) -> None:
    """Delete a search so that it can be restored. Raises `SearchStillCited`."""
    SearchLog.objects.select_for_update().get(pk=search.pk)
    if cited := search.citations.existing().filter(claim__deleted_at=None).count():
        raise SearchStillCited(cited)
    people.delete(actor=actor, row=search)


def _fill(search: SearchLog, *, searched: str, date: str, sought: str, limits: str) -> None:
    search.searched = searched.strip()
    search.sought = sought.strip()
    search.limits = limits.strip()
    search.date = date.strip()
    try:
        edtf.parse(search.date)
    except edtf.InvalidEdtf as error:
        raise ValidationError({"date": str(error)}) from error


def _make_in(actor: User, search: SearchLog, source: Source | None) -> None:
    """Say in which source the search was made, and keep that from being deleted meanwhile."""
    if source is not None and source.pk != search.source_id:
        held = Source.objects.select_for_update(no_key=True).visible_to(actor)
        if not held.filter(pk=source.pk).exists():
            raise ValidationError({"source": _("This source is not there any more.")})
    search.source = source
