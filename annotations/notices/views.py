"""One's notices: the page, going to what they tell of, and ending their mails."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.notices import digest, queries, services, wording
from annotations.notices.forms import MailForm
from annotations.notices.models import Notice
from project.people.pages import page, signed_in

PAGE_SIZE = 30


@login_required
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """All notices in all workspaces, unread ones first."""
    user = signed_in(request)
    pages = Paginator(queries.notices_of(user), PAGE_SIZE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "unread": queries.unread_count(user),
    }
    return render(request, "notices/list.html", context)


@login_required
@require_safe
def open_notice(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Go on to what a notice tells of; whoever goes there has read it."""
    notice = _mine(request, uid)
    if request.method == "GET":
        _read(request, notice)
    return redirect(wording.target(notice))


@login_required
@require_safe
def changes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What others changed in a claim, before and after."""
    notice = _mine(request, uid)
    if notice.claim is None:
        raise Http404
    context = {
        "notice": notice,
        "workspace": notice.workspace,
        # A claim that was merged away leads to the one it was merged into.
        "is_there": notice.claim.deleted_at is None or notice.claim.merged_into_id is not None,
        "events": queries.changes_told(notice),
    }
    return page(request, notice.workspace, "notices/changes.html", context)


@login_required
@require_POST
def read(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Note that one notice was read."""
    _read(request, _mine(request, uid))
    return redirect("notices:list")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that all notices were read."""
    services.mark_read(actor=signed_in(request))
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices:list")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """How often notices come by mail, and of which kinds."""
    user = signed_in(request)
    initial = {"digest": user.digest, "kinds": digest.mailed(user)}
    form = MailForm(request.POST or None, initial=initial)
    if form.is_valid():
        digest.choose(actor=user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("notices:mail")
    return render(request, "notices/mail.html", {"form": form}, status=422 if form.errors else 200)


# Mail programs post here on a click, without a page of ours and so without its token; the
# signed address says whose mails end, and nothing else can be done with it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then end the mails to whoever the signed address names. No sign-in is needed."""
    user = digest.reader_of(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        digest.stop(user=user)
    return render(request, "notices/stop_mail.html", {"stopped": request.method == "POST"})


def _mine(request: HttpRequest, uid: UUID) -> Notice:
    notice = queries.notices_of(signed_in(request)).filter(uid=uid).first()
    if notice is None:
        raise Http404
    return notice


def _read(request: HttpRequest, notice: Notice) -> None:
    services.mark_read(actor=signed_in(request), notices=Notice.objects.filter(pk=notice.pk))
