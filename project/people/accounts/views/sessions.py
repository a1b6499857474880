"""Where one is signed in, and ending that."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from project.people.accounts import queries, services
from project.people.models import Session
from project.people.pages import signed_in


@require_safe
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """A person's sessions, the one that asks marked."""
    context = {
        "sessions": queries.live_sessions(signed_in(request)),
        "this": request.session.session_key,
    }
    return render(request, "accounts/sessions.html", context)


@login_required
@require_POST
def end_session(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Sign out one browser."""
    session = get_object_or_404(Session, user=signed_in(request), uid=uid)
    if session.pk == request.session.session_key:
        logout(request)
        return redirect("home")
    services.end_session(actor=signed_in(request), session=session)
    messages.success(request, _("%(browser)s is signed out.") % {"browser": session.browser})
    return redirect("people:sessions")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out every browser but this."""
    this = Session.objects.filter(pk=request.session.session_key).first()
    ended = services.end_sessions(actor=signed_in(request), besides=this)
    told = ngettext("%(ended)d session ended.", "%(ended)d sessions ended.", ended)
    messages.success(request, told % {"ended": ended})
    return redirect("people:sessions")
