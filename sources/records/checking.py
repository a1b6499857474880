"""What the form of a source asks while it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.models import Workspace
from project.people.permissions import Permission
from sources.records import edtf
from sources.records.forms import SourceForm
from sources.records.models import Source
from sources.records.services import propose_key as free_key

#: No date that a form takes is longer.
LONGEST_DATE = 100


@login_required
@require_safe
def date_check(request: HttpRequest, workspace_uid: UUID) -> JsonResponse:
    """A date in words and as EDTF, or what is wrong and what to write: `?date=1949~`.

    `{"edtf": "1949~", "words": "about 1949"}` or `{"mistake": "…"}`; `{}` for nothing.
    """
    get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    written = request.GET.get("date", "").strip()
    if not written:
        return JsonResponse({})
    if len(written) > LONGEST_DATE:
        mistake = _("Write at most %(most)s characters.") % {"most": LONGEST_DATE}
        return JsonResponse({"mistake": mistake})
    try:
        date = edtf.from_words(written)
        return JsonResponse({"edtf": date, "words": edtf.show(edtf.parse(date))})
    except edtf.InvalidEdtf as error:
        return JsonResponse({"mistake": str(error)})


@login_required
@require_POST
def type_fields(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The fields of the type chosen in a form, filled with what the form held."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    form = SourceForm.as_typed(request.POST, source=_source(request, workspace))
    return render(request, "records/_type_fields.html", {"form": form, "workspace": workspace})


@login_required
@require_POST
def propose_key(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The citation key that the workspace's pattern makes of a form as it is typed."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    key = proposed_key(workspace, request.POST, _source(request, workspace))
    return HttpResponse(
        format_html(
            _("From the pattern of this workspace: {}"), format_html("<code>{}</code>", key)
        )
    )


def proposed_key(workspace: Workspace, data: Mapping[str, Any], found: Source | None) -> str:
    """A free key from a form that need not be right yet: what is wrong in it is left out."""
    form = SourceForm(data, source=found)
    form.is_valid()
    form.cleaned_data = {"date": "", **form.cleaned_data}
    csl, date = form.item(), form.cleaned_data["date"]
    return free_key(workspace, csl, date, form.variants(), source=found)


def _source(request: HttpRequest, workspace: Workspace) -> Source | None:
    """The source that the form is of, unless it is a new one's."""
    try:
        uid = UUID(request.POST.get("source", ""))
    except ValueError:
        return None
    return get_row(request, Source.objects.all(), workspace, uid=uid)
