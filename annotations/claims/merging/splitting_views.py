"""Pages on which a claim is split in two, and where that is undone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.claims.citations.queries import with_quotes
from annotations.claims.merging import services as merging
from annotations.claims.merging import splitting
from annotations.claims.merging.forms import SplitForm
from annotations.claims.models import Citation, Claim
from annotations.claims.views import said_by, so_far, tell_of_conflicts, visible_claim
from project.people.fetching import get_workspace
from project.people.forms import add_errors
from project.people.pages import page, signed_in
from project.people.permissions import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def split_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Choose what goes to a new claim, see both ("preview"), split it off."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = visible_claim(request, workspace, uid)
    choosing = "choose" in request.POST
    citations = with_quotes(Citation.objects.visible_to(request.user).filter(claim=found))
    form = SplitForm(
        None if choosing else request.POST or None,
        workspace=workspace,
        user=request.user,
        claim=found,
        citations=citations,
        initial=so_far(request.POST) if choosing else said_by(found) | {"accounts": []},
    )
    preview = None
    if form.is_valid() and "preview" in request.POST:
        preview = _preview(found, form)
    elif form.is_valid():
        try:
            new = splitting.split(actor=signed_in(request), claim=found, **form.said())
        except ValidationError as error:
            add_errors(form, error, source="extracted_from")
        else:
            undo = reverse("annotations:join_claim", args=[workspace.uid, new.uid])
            messages.success(request, _("Claim split."), extra_tags=undo)
            tell_of_conflicts(request, new)
            return redirect(new)
    context = {"claim": found, "form": form, "citations": citations, "preview": preview}
    status = 422 if form.is_bound and preview is None else 200
    return page(request, workspace, "claims/split.html", context, status=status)


@login_required
@require_POST
def join_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `split_claim`: the claim that was split off goes back into the one it came from."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = visible_claim(request, workspace, uid)
    if found.split_from is None or found.split_from.deleted_at is not None:
        raise Http404(_("There is nothing at this address, or it is not open to you."))
    try:
        merging.merge(actor=signed_in(request), merged=found, survivor=found.split_from)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(found)
    undo = reverse("annotations:unmerge_claim", args=[workspace.uid, uid])
    messages.success(request, _("The claims are one again."), extra_tags=undo)
    return redirect(found.split_from)


def _preview(claim: Claim, form: SplitForm) -> dict[str, Any]:
    """Both claims as they would be."""
    said = form.said()
    goes = {citation.pk for citation in said["citations"]}
    accounts = list(said["accounts"])
    return {
        "said": said,
        "goes": [citation for citation in form.citations if citation.pk in goes],
        "stays": [citation for citation in form.citations if citation.pk not in goes],
        "accounts": accounts,
        "accounts_left": [one for one in claim.accounts.all() if one not in accounts],
    }
