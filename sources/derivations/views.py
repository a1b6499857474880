"""Pages of derivations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors, take_over
from project.people.pages import delete_row, page, signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from sources.derivations import services
from sources.derivations.forms import DerivationForm
from sources.records.models import Derivation, Source
from sources.records.queries import search_sources
from sources.records.source_field import Chosen

#: Sources in one answer to `find_sources`.
MOST_FOUND = 12


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_derivation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Assert what a source depends on."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    source = get_row(request, Source.objects.all(), workspace, uid=uid)
    form = DerivationForm(request.POST or None, source=source, user=request.user)
    if form.is_valid():
        try:
            services.add_derivation(actor=signed_in(request), source=source, **_said(form))
            messages.success(request, _("Recorded."))
            return redirect(f"{source.get_absolute_url()}#derivations")
        except ValidationError as error:
            add_errors(form, error, others="origin")
    context = {"form": form, "source": source}
    status = 422 if form.errors else 200
    return page(request, workspace, "derivations/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_derivation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Assert it otherwise. 409 with both where somebody was faster."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Derivation.objects.select_related("source", "origin")
    found = get_row(request, rows, workspace, uid=uid)
    found.source.workspace = workspace
    form = DerivationForm(
        request.POST or None, source=found.source, user=request.user, initial=_asserted(found)
    )
    context: dict[str, Any] = {"form": form, "source": found.source, "derivation": found}
    status = 200
    if form.is_valid():
        try:
            services.change_derivation(
                actor=signed_in(request),
                derivation=found,
                revision=form.cleaned_data["revision"] or 0,
                **_said(form),
            )
            messages.success(request, _("Changed."))
            return redirect(f"{found.source.get_absolute_url()}#derivations")
        except Overtaken as error:
            context["theirs"], status = take_over(form, error), 409
        except ValidationError as error:
            add_errors(form, error, others="origin")
    status = 422 if form.errors else status
    return page(request, workspace, "derivations/new.html", context, status=status)


@login_required
@require_POST
def delete_derivation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Withdraw the assertion, and come back to the source whose page it was on."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Derivation.objects.select_related("source", "origin")
    found = get_row(request, rows, workspace, uid=uid)
    seen_from = found.origin if "from_origin" in request.POST else found.source
    seen_from.workspace = workspace
    return delete_row(
        request,
        found,
        said=_("Withdrawn."),
        after=seen_from.get_absolute_url(),
        restore_url=reverse("sources:restore_derivation", args=[workspace.uid, found.uid]),
    )


@login_required
@require_POST
def restore_derivation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_derivation`, unless it would now go in a circle."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Derivation.objects.filter(Derivation.visibility(request.user), workspace=workspace)
    found = rows.select_related("source", "origin").filter(uid=uid).first()
    if found is None:
        raise Http404
    found.workspace = found.source.workspace = workspace
    try:
        services.restore_derivation(actor=signed_in(request), derivation=found)
        messages.success(request, _("Restored."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(found.source)


def _said(form: DerivationForm) -> dict[str, Any]:
    """What a valid form says, as the services take it."""
    return {name: form.cleaned_data[name] for name in ("origin", "kind", "certainty", "reason")}


def _asserted(derivation: Derivation) -> dict[str, Any]:
    """What a derivation says, as the initial values of its form."""
    names = ("kind", "certainty", "reason", "revision")
    asserted = {name: getattr(derivation, name) for name in names}
    # By its key alone, so that another one can be typed over it without script.
    return asserted | {"origin": Chosen(typed=derivation.origin.citation_key)}


@require_safe
def find_sources(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Options of a combobox: the sources that have the words of `q`."""
    workspace = get_workspace(request, workspace_uid)
    found = search_sources(request.user, workspace, q=request.GET.get("q", ""))
    if without := request.GET.get("without"):
        found = found.exclude(citation_key=without.replace("\0", ""))
    return render(request, "derivations/_options.html", {"sources": found[:MOST_FOUND]})
