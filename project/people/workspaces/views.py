"""Pages of workspaces and their members, and the program's home."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from project.people.fetching import get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.parts import WORKSPACE_HOME
from project.people.permissions import Permission, Role, may
from project.people.workspaces import queries, services
from project.people.workspaces.forms import MemberForm, RoleForm, WorkspaceForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the program is, to strangers; their workspaces, to those who signed in."""
    if not request.user.is_authenticated:
        public = queries.public_workspaces(besides=[])
        return render(request, "workspaces/welcome.html", {"public": public})
    mine = queries.memberships_of(signed_in(request))
    others = queries.public_workspaces(besides=mine)
    return render(request, "workspaces/home.html", {"memberships": mine, "public": others})


@require_safe
def workspace(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The home page of a workspace; other apps add what it holds."""
    found = get_workspace(request, workspace_uid)
    context = {
        "can_manage": may(request.user, found, Permission.MANAGE),
        "parts": WORKSPACE_HOME.of(request, found),
    }
    return page(request, found, "workspaces/workspace.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_workspace(request: HttpRequest) -> HttpResponse:
    """Begin a research project."""
    form = WorkspaceForm(request.POST or None, initial={"visibility": Workspace.Visibility.PRIVATE})
    if form.is_valid():
        try:
            made = services.create_workspace(actor=signed_in(request), **form.cleaned_data)
            return redirect(made)
        except ValidationError as error:
            add_errors(form, error)
    return render(
        request, "workspaces/new_workspace.html", {"form": form}, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Rename, describe, open or close a workspace."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    initial = {
        "name": found.name,
        "description": found.description,
        "visibility": found.visibility,
    }
    form = WorkspaceForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.change_workspace(
                actor=signed_in(request), workspace=found, **form.cleaned_data
            )
            messages.success(request, "Settings saved.")
            return redirect(found)
        except ValidationError as error:
            add_errors(form, error)
            found.refresh_from_db()
    status = 422 if form.errors else 200
    return page(request, found, "workspaces/settings.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Who takes part, in which role, and what each role may do."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    form = MemberForm(request.POST or None, initial={"role": Role.READER})
    if form.is_valid() and form.found is not None:
        if found.memberships.filter(user=form.found).exists():
            form.add_error("email", "This person is a member already.")
        else:
            services.set_role(
                actor=signed_in(request),
                workspace=found,
                user=form.found,
                role=form.cleaned_data["role"],
            )
            messages.success(request, f"{form.found} is now a member.")
            return redirect("people:members", found.uid)
    context = {
        "form": form,
        "members": queries.members_of(found),
        "roles": Role,
        "permissions": queries.permission_table(),
    }
    status = 422 if form.errors else 200
    return page(request, found, "workspaces/members.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_member(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Change a member's role, or end the membership (`remove` in the POST)."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    membership = get_object_or_404(found.memberships.select_related("user"), user__uid=uid)
    actor, user, removing = signed_in(request), membership.user, "remove" in request.POST
    posted = None if removing else request.POST or None
    form = RoleForm(posted, initial={"role": membership.role})
    problem = ""
    try:
        if removing:
            services.remove_member(actor=actor, workspace=found, user=user)
            messages.success(request, f"{user} is no longer a member.")
            return redirect("home") if user == actor else redirect("people:members", found.uid)
        if form.is_valid():
            role = form.cleaned_data["role"]
            services.set_role(actor=actor, workspace=found, user=user, role=role)
            messages.success(request, f"{user} is now {role.label.lower()}.")
            return redirect("people:members", found.uid)
    except services.LastOwner as error:
        problem = error.messages[0]
    context = {"form": form, "membership": membership, "problem": problem}
    status = 422 if problem or form.errors else 200
    return page(request, found, "workspaces/member.html", context, status=status)
