"""The page on which a claim is retracted, and where that is undone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.claims.retracting import services as retracting
from annotations.claims.retracting.forms import RetractForm
from annotations.claims.views import visible_claim
from project.people.fetching import get_workspace
from project.people.forms import add_errors
from project.people.pages import page, signed_in
from project.people.permissions import Permission


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def retract_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Take a claim back, with a reason."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = visible_claim(request, workspace, uid)
    form = RetractForm(request.POST or None)
    if form.is_valid():
        try:
            retracting.retract(actor=signed_in(request), claim=found, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            undo = reverse("annotations:unretract_claim", args=[workspace.uid, uid])
            messages.success(request, _("Claim retracted."), extra_tags=undo)
            return redirect(found)
    context = {"claim": found, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, workspace, "claims/retract.html", context, status=status)


@login_required
@require_POST
def unretract_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `retract_claim`; the history keeps the reason."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = visible_claim(request, workspace, uid)
    try:
        retracting.unretract(actor=signed_in(request), claim=found)
        messages.success(request, _("The claim stands again."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(found)
