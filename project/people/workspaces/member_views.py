"""Pages of a workspace's members: their roles, leaving, handing over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from project.people.fetching import get_workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, Role
from project.people.workspaces import queries, services
from project.people.workspaces.forms import MemberForm, RoleForm, SuccessorForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Who takes part, in which role, and what each role may do."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    form = MemberForm(request.POST or None, initial={"role": Role.READER})
    if form.is_valid() and form.found is not None:
        if found.memberships.filter(user=form.found).exists():
            form.add_error("email", _("This person is a member already."))
        else:
            services.set_role(
                actor=signed_in(request),
                workspace=found,
                user=form.found,
                role=form.cleaned_data["role"],
            )
            messages.success(request, _("%s is now a member.") % form.found)
            return redirect("people:members", found.uid)
    context = {
        "form": form,
        "members": queries.members_of(found),
        "invitations": queries.open_invitations(found),
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
            messages.success(request, _("%s is no longer a member.") % user)
            return redirect("home") if user == actor else redirect("people:members", found.uid)
        if form.is_valid():
            role = form.cleaned_data["role"]
            services.set_role(actor=actor, workspace=found, user=user, role=role)
            said = {"name": user, "role": str(role.label).lower()}
            messages.success(request, _("%(name)s is now %(role)s.") % said)
            return redirect("people:members", found.uid)
    except services.LastOwner as error:
        problem = error.messages[0]
    context = {"form": form, "membership": membership, "problem": problem}
    status = 422 if problem or form.errors else 200
    return page(request, found, "workspaces/member.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Ask, then end one's own membership. The last owner is told what to do first."""
    found = get_workspace(request, workspace_uid)
    actor = signed_in(request)
    if found.role_of(actor) is None:
        raise Http404
    refused = False
    if request.method == "POST":
        try:
            services.leave(actor=actor, workspace=found)
            messages.success(request, _("You have left “%s”.") % found.name)
            return redirect("home")
        except services.LastOwner:
            refused = True
    is_last = refused or queries.is_last_owner(found, actor)
    context = {"is_last_owner": is_last, "others": queries.members_of(found)[1:]}
    status = 422 if refused else 200
    return page(request, found, "workspaces/leave.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Make another member an owner, and step down."""
    found = get_workspace(request, workspace_uid, Permission.MANAGE)
    actor = signed_in(request)
    form = SuccessorForm(request.POST or None, workspace=found, actor=actor)
    if form.is_valid():
        user = form.cleaned_data["member"]
        try:
            services.hand_over(actor=actor, workspace=found, user=user)
            said = {"name": user, "workspace": found.name}
            messages.success(
                request, _("%(name)s now owns “%(workspace)s”; you are a reviewer.") % said
            )
            return redirect(found)
        except ValidationError as error:
            form.add_error("member", error.messages[0])
    status = 422 if form.errors else 200
    return page(request, found, "workspaces/hand_over.html", {"form": form}, status=status)
