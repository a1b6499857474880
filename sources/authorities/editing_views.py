"""Adding, correcting and deleting authorities."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken
from sources.authorities import services
from sources.authorities.finding import Found, told_apart
from sources.authorities.forms import AuthorityForm, initial_of
from sources.authorities.models import Authority
from sources.authorities.queries import named_authorities

#: Fields of the form that stand for those that the services name.
FIELDS = {
    "latitude": "coordinates",
    "longitude": "coordinates",
    "part_of": "part_of_name",
    "others": "name",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_authority(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Add an authority, after asking where one has a name of it already.

    `rows` in the POST only shows the form as it then is.
    """
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    form = _form(request, workspace, None)
    namesakes: list[Found] = []
    if form.is_valid():
        namesakes = [] if "save_anyway" in request.POST else _namesakes(workspace, form)
        if not namesakes:
            try:
                made = services.create_authority(
                    actor=signed_in(request), workspace=workspace, entry=form.entry()
                )
                messages.success(request, _("Added."))
                return redirect(made)
            except ValidationError as error:
                add_errors(form, error, **FIELDS)
    context = {"form": form, "namesakes": namesakes}
    status = 422 if form.errors else 409 if namesakes else 200
    return page(request, workspace, "authorities/new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_authority(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Correct an authority. Whoever was slower than another is told, and keeps what they wrote."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Authority.objects.select_related("part_of"), workspace, uid=uid)
    form = _form(request, workspace, found)
    stale = False
    if form.is_valid():
        try:
            services.change_authority(
                actor=signed_in(request),
                authority=found,
                entry=form.entry(),
                revision=form.cleaned_data["revision"] or 0,
            )
            messages.success(request, _("Saved."))
            return redirect(found)
        except Overtaken:
            stale = True
        except ValidationError as error:
            add_errors(form, error, **FIELDS)
    context = {"form": form, "authority": found, "stale": stale}
    status = 422 if form.errors else 409 if stale else 200
    return page(request, workspace, "authorities/edit.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete_authority(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Ask, then delete an authority. Refused with a sentence while something names it."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    found = get_row(request, Authority.objects.all(), workspace, uid=uid)
    problem = ""
    if request.method == "POST":
        try:
            services.delete_authority(actor=signed_in(request), authority=found)
            undo = reverse("sources:restore_authority", args=[workspace.uid, found.uid])
            messages.success(request, _("Deleted."), extra_tags=undo)
            return redirect("sources:authority_list", workspace.uid)
        except services.AuthorityInUse as error:
            problem = str(error)
    context = {"authority": found, "problem": problem}
    status = 409 if problem else 200
    return page(request, workspace, "authorities/delete.html", context, status=status)


@login_required
@require_POST
def restore_authority(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_authority`, unless that would now make a double."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Authority.objects.filter(Authority.visibility(request.user), workspace=workspace)
    # Merged, not deleted: `unmerge_authority` undoes that.
    found = rows.select_related("part_of").filter(uid=uid, merged_into=None).first()
    if found is None:
        raise Http404
    found.workspace = workspace
    try:
        services.restore_authority(actor=signed_in(request), authority=found)
        messages.success(request, _("Restored."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("sources:authority_list", workspace.uid)
    return redirect(found)


def _form(request: HttpRequest, workspace: Workspace, found: Authority | None) -> AuthorityForm:
    if request.method != "POST":
        name = {"name": request.GET.get("name", ""), "kind": request.GET.get("kind", "")}
        return AuthorityForm(workspace=workspace, initial=initial_of(found) if found else name)
    if "rows" in request.POST:
        action = request.POST["rows"]
        return AuthorityForm.as_typed(request.POST, workspace=workspace, action=action)
    return AuthorityForm(request.POST, workspace=workspace)


def _namesakes(workspace: Workspace, form: AuthorityForm) -> list[Found]:
    """Authorities of the kind that have one of the names in the form."""
    entry = form.entry()
    having = named_authorities(workspace, [entry.name, *(each.name for each in entry.variants)])
    uids = {uid for found in having.values() for uid in found}
    same = Authority.objects.existing().filter(workspace=workspace, uid__in=uids, kind=entry.kind)
    return told_apart(workspace, same, entry.name)
