"""Pages of members: the editions of a dispute, publishing one, withdrawing one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from annotations.bundles.queries import cited_texts
from annotations.disputes.models import Dispute
from annotations.disputes.views import get_dispute
from annotations.editions import services
from annotations.editions.forms import PublishForm, WithdrawForm
from annotations.editions.freezing import names
from annotations.editions.models import Edition
from annotations.editions.presenting import is_divided, present, present_part
from annotations.editions.queries import editions_of
from annotations.editions.rights import rights_changed
from annotations.editions.telling import told
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may
from sources.texts.models import Text

#: In the address of the form: that title and note are those which the session keeps.
TYPED = "typed"


@require_safe
def edition_list(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The editions of a dispute, with what changed between them."""
    workspace = get_workspace(request, workspace_uid)
    dispute = get_dispute(request, workspace, uid)
    can_publish = may(request.user, workspace, Permission.PUBLISH)
    rights = rights_changed(dispute) if can_publish else {}
    context = {
        "dispute": dispute,
        "editions": [told(each, rights.get(each.pk, ())) for each in editions_of(dispute)],
        "can_publish": can_publish,
    }
    return page(request, workspace, "editions/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Look at what an edition would say, then publish it, if it is still what was looked at."""
    workspace = get_workspace(request, workspace_uid, Permission.PUBLISH)
    dispute = get_dispute(request, workspace, uid)
    form = _form(request, dispute)
    status = 200
    if form.is_bound and "look" not in request.POST:
        status = 422
        if form.is_valid():
            try:
                edition = _publish(request, dispute, form)
                request.session.pop(_typed(dispute), None)
                messages.success(
                    request, _("Edition %(number)d is published.") % {"number": edition.number}
                )
                return redirect("annotations:edition_list", workspace.uid, uid)
            except services.ChangedSincePreview as error:
                messages.warning(request, str(error))
                status = 409
            except ValidationError as error:
                add_errors(form, error)
    context = {"dispute": dispute, "form": form, **_preview(request, dispute, form)}
    return page(request, workspace, "editions/publish.html", context, status=status)


@login_required
@require_safe
def preview_part(
    request: HttpRequest, workspace_uid: UUID, uid: UUID, question_uid: UUID | None = None
) -> HttpResponse:
    """What a large edition would say of the claims on one question, or on none."""
    workspace = get_workspace(request, workspace_uid, Permission.PUBLISH)
    dispute = get_dispute(request, workspace, uid)
    whole = _form(request, dispute).chosen
    try:
        content = services.draft(actor=signed_in(request), dispute=dispute, whole=whole)
    except ValidationError:
        return redirect("annotations:publish", workspace.uid, dispute.uid)
    overview = _overview(request, dispute, whole)
    number = request.GET.get("page", "1")
    laid = present_part(content, str(question_uid or ""), overview=overview, number=number)
    if laid is None:
        raise Http404
    context = {"dispute": dispute, "content": content, "part": laid, "overview": overview}
    return page(request, workspace, "editions/preview_part.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Take an edition down for good, with the reason."""
    workspace = get_workspace(request, workspace_uid, Permission.PUBLISH)
    edition = get_row(
        request, Edition.objects.select_related("dispute", "withdrawal"), workspace, uid=uid
    )
    edition.dispute.workspace = workspace
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw(actor=signed_in(request), edition=edition, **form.cleaned_data)
            messages.success(request, _("The edition is withdrawn."))
        except services.AlreadyWithdrawn as error:
            messages.info(request, str(error))
        if edition.dispute.deleted_at:
            return redirect(edition)
        return redirect("annotations:edition_list", workspace.uid, edition.dispute.uid)
    context = {"edition": edition, "dispute": edition.dispute, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, workspace, "editions/withdraw.html", context, status=status)


def _form(request: HttpRequest, dispute: Dispute) -> PublishForm:
    """What was sent, or the form with the texts ticked that the address names, and with what was
    typed before a part of the preview was looked at.
    """
    cited = cited_texts(dispute, signed_in(request))
    typed = request.session.get(_typed(dispute), {}) if TYPED in request.GET else {}
    initial = {**typed, "whole": request.GET.getlist("whole")}
    return PublishForm(request.POST or None, dispute=dispute, cited=cited, initial=initial)


def _overview(request: HttpRequest, dispute: Dispute, whole: Sequence[Text]) -> str:
    """The address of the preview with these texts in full, and with what was typed. That is kept in
    the session: a note is too long for addresses.
    """
    url = reverse("annotations:publish", args=[dispute.workspace.uid, dispute.uid])
    asked = [("whole", str(text.uid)) for text in whole]
    if typed := {name: request.POST[name] for name in ("title", "note") if name in request.POST}:
        request.session[_typed(dispute)] = typed
    if typed or TYPED in request.GET:
        asked.append((TYPED, "kept"))
    return f"{url}?{urlencode(asked)}" if asked else url


def _typed(dispute: Dispute) -> str:
    """Under which name the session keeps what was typed."""
    return f"edition-{dispute.uid}"


def _publish(request: HttpRequest, dispute: Dispute, form: PublishForm) -> Edition:
    return services.publish(
        actor=signed_in(request),
        dispute=dispute,
        title=form.cleaned_data["title"],
        note=form.cleaned_data["note"],
        whole=form.chosen,
        # Somebody who has looked at nothing is shown it first.
        seen=form.cleaned_data["seen"] or "nothing",
    )


def _preview(request: HttpRequest, dispute: Dispute, form: PublishForm) -> dict[str, Any]:
    """What the edition would say; without it where there is nothing, or where it cannot be."""
    actor, whole = signed_in(request), form.chosen
    try:
        content = services.draft(actor=actor, dispute=dispute, whole=whole)
    except ValidationError as error:
        return {"problem": " ".join(error.messages)}
    seen = services.digest(content)
    people = names(content) | {actor.display_name}
    claims = content["claims"]
    judged = [*content["questions"], *claims]
    verdicts = [each for row in judged for each in (*row["reviews"], *row.get("resolutions", ()))]
    overview = _overview(request, dispute, whole) if is_divided(content) else ""
    return {
        "seen": seen,
        "content": content,
        "names": sorted(people),
        "language": get_language_info(content["language"])["name_translated"],
        "citation_count": sum(len(claim["citations"]) for claim in claims),
        "verdict_count": len(verdicts),
        "page": present(content, overview=overview),
    }
