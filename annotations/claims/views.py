"""Pages of claims: their list, one of them, stating, changing and deleting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from annotations.claims import queries, services
from annotations.claims.citations.queries import citations_by_stance, claims_to_cite
from annotations.claims.filtering import ClaimFilter
from annotations.claims.forms import ClaimForm
from annotations.claims.models import Claim
from annotations.claims.parts import CLAIM_PAGE
from annotations.disputes.conflicts.parts import told
from annotations.disputes.conflicts.question_queries import conflicts_with_claim
from annotations.highlights.models import Highlight
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors, take_over
from project.people.merged import survivor_of
from project.people.models import Workspace
from project.people.pages import delete_row, page, restore_row, signed_in
from project.people.permissions import Permission, may
from project.people.refusing import Overtaken

#: Claims on one page of the list, and in one answer to `find_claims`.
PAGE_SIZE = 50
MOST_FOUND = 12


@require_safe
def claim_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The claims of a workspace, searched, filtered and sorted."""
    workspace = get_workspace(request, workspace_uid)
    form = ClaimFilter(request.GET, workspace=workspace, user=request.user)
    wanted = form.wanted
    order = queries.ORDERS[wanted.pop("sort", "")]
    claims = queries.claims_of(workspace, request.user, **wanted)
    counted = queries.with_counts(queries.with_accounts(claims, request.user), request.user)
    context = {
        "page": Paginator(counted.order_by(*order), PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form,
        "is_filtered": bool(wanted),
        "can_edit": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "claims/list.html", context)


@require_safe
def claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """One claim: what it answers, what is cited on it by stance, and what it is based on.

    Of many citations of a stance a page is shown: of one ?stance= that of ?page=, or that on which
    ?citation= (a uid) stands.

    The address of a claim that was merged into another leads to that one.
    """
    workspace = get_workspace(request, workspace_uid)
    try:
        found = visible_claim(request, workspace, uid)
    except Http404:
        # Not for good: merging can be undone.
        if survivor := survivor_of(request.user, Claim, workspace, uid):
            asked = request.GET.urlencode()
            return redirect(survivor.get_absolute_url() + (asked and f"?{asked}"))
        raise
    groups = citations_by_stance(
        found,
        request.user,
        stance=request.GET.get("stance", ""),
        number=request.GET.get("page", ""),
        citation=request.GET.get("citation", ""),
    )
    merged = Claim.objects.filter(merged_into=found).select_related("created_by")
    context = {
        "claim": found,
        "groups": groups,
        "grounds": queries.grounds_of(found, request.user),
        "conclusions": queries.conclusions_of(found, request.user),
        "merged": merged,
        "can_edit": may(request.user, workspace, Permission.STATE_CLAIMS),
        "parts": CLAIM_PAGE.of(request, found),
    }
    return page(request, workspace, "claims/detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_claim(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """State a claim; ?question=, ?account= and ?source= (uids) come filled in."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    initial = {
        "question": request.GET.get("question", ""),
        "accounts": request.GET.getlist("account"),
    }
    if source := request.GET.get("source"):
        initial |= {"kind": Claim.Kind.EXTRACTED, "extracted_from": source}
    form = claim_form(request, workspace, initial)
    if form.is_valid():
        try:
            made = services.create_claim(
                actor=signed_in(request), workspace=workspace, **form.said()
            )
        except ValidationError as error:
            add_errors(form, error, source="extracted_from")
        else:
            messages.success(request, _("Claim stated."))
            tell_of_conflicts(request, made)
            return redirect(made)
    return _form_page(request, workspace, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Reword a claim, or change what it answers. 409 with both where somebody was faster, 422
    where it is gone.
    """
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    found = _edited(request, workspace, uid)
    form = claim_form(request, workspace, said_by(found), found)
    if form.is_bound and found.deleted_at is not None:
        form.add_error(None, services.GONE)
    if not form.is_valid():
        return _form_page(request, workspace, form, found)
    try:
        services.change_claim(
            actor=signed_in(request),
            claim=found,
            revision=form.cleaned_data["revision"],
            **form.said(),
        )
    except Overtaken as error:
        theirs = take_over(form, error)
        return _form_page(request, workspace, form, found, theirs=theirs)
    except ValidationError as error:
        add_errors(form, error, source="extracted_from")
        return _form_page(request, workspace, form, found)
    messages.success(request, _("Claim changed."))
    tell_of_conflicts(request, found)
    return redirect(found)


@login_required
@require_POST
def delete_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a claim, with its citations, and offer to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    return delete_row(
        request,
        visible_claim(request, workspace, uid),
        said=_("Claim deleted."),
        after=reverse("annotations:claim_list", args=[workspace.uid]),
        restore_url=reverse("annotations:restore_claim", args=[workspace.uid, uid]),
    )


@login_required
@require_POST
def restore_claim(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_claim`."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    if Claim.objects.filter(workspace=workspace, uid=uid, merged_into__isnull=False).exists():
        # Merged, not deleted: `unmerge_claim` undoes that.
        raise Http404
    restore_row(request, workspace, Claim, uid)
    return redirect("annotations:claim", workspace.uid, uid)


@require_safe
def find_claims(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The options for ?q= as a list box shows them, and nothing else: of the claims that
    ?highlight= may be cited for, where it is given.
    """
    workspace = get_workspace(request, workspace_uid)
    claims: QuerySet[Claim] = queries.claims_of(
        workspace, request.user, search=request.GET.get("q", "")
    )
    if highlight := _to_be_cited(request, workspace):
        claims = claims_to_cite(claims, highlight)
    if request.user.is_authenticated:
        claims = queries.last_cited_first(claims, request.user)
    return render(request, "claims/_options.html", {"claims": claims[:MOST_FOUND]})


@login_required
@require_safe
def value_field(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The fields that answer ?question=, with what ?value= and ?accounts= hold so far."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    form = ClaimForm(workspace=workspace, user=request.user, initial=so_far(request.GET))
    return render(request, "claims/_answer.html", {"form": form, "workspace": workspace})


def tell_of_conflicts(request: HttpRequest, claim: Claim) -> None:
    """Say at once which answers a claim conflicts with."""
    if conflicts := conflicts_with_claim(claim, request.user):
        messages.warning(request, told(conflicts))


def so_far(sent: QueryDict) -> dict[str, Any]:
    """What was filled in, as the initial values of a form."""
    return sent.dict() | {"accounts": sent.getlist("accounts")}


def said_by(claim: Claim) -> dict[str, Any]:
    """What a claim says, as the initial values of its form."""
    names = ("statement", "kind", "modality", "argument", "polarity", "certainty", "revision")
    return {name: getattr(claim, name) for name in names} | {
        "extracted_from": claim.source,
        "question": str(claim.question.uid) if claim.question else "",
        "accounts": [str(account.uid) for account in claim.accounts.all()],
    }


def visible_claim(request: HttpRequest, workspace: Workspace, uid: UUID) -> Claim:
    """The claim at an address, with all that its page shows of itself. Raises Http404."""
    claims = Claim.objects.select_related(
        "question__dispute", "source", "split_from", "created_by"
    ).prefetch_related(Prefetch("split_off", Claim.objects.visible_to(request.user)))
    found = get_row(request, queries.with_accounts(claims, request.user), workspace, uid=uid)
    for other in filter(None, (found.source, found.split_from, *found.split_off.all())):
        other.workspace = workspace
    return found


def claim_form(
    request: HttpRequest, workspace: Workspace, initial: dict[str, Any], claim: Claim | None = None
) -> ClaimForm:
    """The form as sent; after "choose" (how it works without scripts) with the fields that fit
    the question, and no complaints yet.
    """
    choosing = "choose" in request.POST
    return ClaimForm(
        None if choosing else request.POST or None,
        workspace=workspace,
        user=request.user,
        claim=claim,
        initial=so_far(request.POST) if choosing else initial,
    )


def _edited(request: HttpRequest, workspace: Workspace, uid: UUID) -> Claim:
    """The claim at an address; once something is typed also one that is gone, so that nothing of
    it is lost: it is not saved.
    """
    known = Claim.objects.filter(Claim.visibility(request.user), workspace=workspace, uid=uid)
    gone = known.exclude(deleted_at=None).first() if request.method == "POST" else None
    if gone is None:
        return visible_claim(request, workspace, uid)
    gone.workspace = workspace
    return gone


def _to_be_cited(request: HttpRequest, workspace: Workspace) -> Highlight | None:
    try:
        uid = UUID(request.GET.get("highlight", ""))
    except ValueError:
        return None
    seen = Highlight.objects.visible_to(request.user).filter(workspace=workspace)
    return seen.select_related("text__source").filter(uid=uid).first()


def _form_page(
    request: HttpRequest,
    workspace: Workspace,
    form: ClaimForm,
    claim: Claim | None = None,
    theirs: Claim | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "claim": claim, "theirs": theirs}
    if claim and claim.deleted_at is not None:
        context["survivor"] = survivor_of(request.user, Claim, workspace, claim.uid)
    status = (409 if theirs else 422) if form.is_bound else 200
    return page(request, workspace, "claims/edit.html", context, status=status)
