"""Pages of invitations: for owners, and for those who are invited."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from project.people.fetching import get_workspace
from project.people.forms import add_errors
from project.people.models import Invitation
from project.people.pages import page, signed_in
from project.people.permissions import Permission, Role
from project.people.workspaces import invitations as services
from project.people.workspaces import mails, queries
from project.people.workspaces.forms import InvitationForm


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitations(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The open invitations. A new one's link is shown in the answer to its making only."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE)
    initial = {"role": Role.ANNOTATOR, "days": 7}
    form = InvitationForm(request.POST or None, initial=initial)
    made, link = None, ""
    if form.is_valid():
        try:
            made, secret = services.create_invitation(
                actor=signed_in(request), workspace=workspace, **form.cleaned_data
            )
            link = mails.link_of(request, secret)
            if made.email:
                mails.send_invitation(request, made, secret)
            form = InvitationForm(initial=initial)
        except ValidationError as error:
            add_errors(form, error)
    context = {
        "form": form,
        "made": made,
        "link": link,
        "invitations": queries.open_invitations(workspace),
    }
    status = 422 if form.errors else 200
    return page(request, workspace, "workspaces/invitations.html", context, status=status)


@login_required
@require_http_methods(["POST"])
def revoke_invitation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Withdraw a link that was not used yet."""
    workspace = get_workspace(request, workspace_uid, Permission.MANAGE)
    invitation = get_object_or_404(workspace.invitations, uid=uid)
    services.revoke_invitation(actor=signed_in(request), invitation=invitation)
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("people:invitations", workspace.uid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """What a link leads to: who invites whom to what, and accepting it."""
    invitation = services.with_secret(secret)
    if invitation is None:
        raise Http404
    return _accept(request, invitation, with_secret=True)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The same for the person whose address it is meant for, without the secret."""
    theirs = Invitation.objects.filter(
        email__iexact=signed_in(request).email, workspace__deleted_at=None
    )
    found = get_object_or_404(theirs.select_related("workspace", "created_by"), uid=uid)
    return _accept(request, found, with_secret=False)


def _accept(request: HttpRequest, invitation: Invitation, *, with_secret: bool) -> HttpResponse:
    try:
        if not request.user.is_authenticated:
            if reason := services.closed(invitation):
                raise services.InvitationClosed(reason)
        elif request.method == "POST":
            services.accept_invitation(
                actor=signed_in(request), invitation=invitation, with_secret=with_secret
            )
            messages.success(
                request, _("You are now a member of “%s”.") % invitation.workspace.name
            )
            return redirect(invitation.workspace)
        else:
            services.check(signed_in(request), invitation, with_secret=with_secret)
    except services.AlreadyMember:
        messages.info(request, _("You are a member of this workspace already."))
        return redirect(invitation.workspace)
    except services.InvitationClosed as error:
        context = {"reason": error.reason, "message": error.message}
        return render(request, "workspaces/invitation_closed.html", context, status=410)
    return render(request, "workspaces/invitation.html", {"invitation": invitation})
