"""Pages of citations: citing a highlight, regrading, withdrawing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import trigger_client_event

from annotations.claims import queries, services
from annotations.claims.citations import queries as citation_queries
from annotations.claims.citations import services as citation_services
from annotations.claims.citations.forms import CiteForm, EditCitationForm, NewClaimForm
from annotations.claims.citations.locators import place_of
from annotations.claims.citations.quotes import quote_of
from annotations.claims.citations.services import Target, default_grades
from annotations.claims.models import Citation, Claim
from annotations.claims.views import MOST_FOUND, so_far
from annotations.disputes.conflicts.parts import told
from annotations.disputes.conflicts.question_queries import conflicts_with_claim
from annotations.highlights.models import Highlight
from project.people import services as people
from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors, take_over
from project.people.merged import survivor_of
from project.people.models import User, Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission
from project.people.refusing import Overtaken


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Cite ?highlight= for a claim that is there or a new one. A fragment for htmx; else a
    page, which finds claims ("find") and fits the answer to the question ("choose") by
    submitting.
    """
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    highlight = _highlight(request, workspace)
    looking = bool({"find", "choose"} & request.POST.keys())
    citing, stating = _forms(request, workspace, highlight, bound=not looking)
    if citing.is_bound and _are_valid(citing, stating):
        try:
            citation = _cite(signed_in(request), workspace, highlight, citing, stating)
        except ValidationError as error:
            of_claim = getattr(error, "error_dict", {}).keys() <= stating.fields.keys()
            add_errors(stating if of_claim else citing, error)
        else:
            return _cited(request, citation, is_new=not citing.cleaned_data["claim"])
    context = {
        "highlight": highlight,
        "quote": quote_of(highlight),
        "place": place_of(highlight),
        "form": citing,
        "claim_form": stating,
        "found": _found(request, workspace, highlight, citing),
        "is_stating": stating.has_changed() if stating.is_bound else "choose" in request.POST,
    }
    template = "claims/citations/_cite.html" if request.htmx else "claims/citations/cite.html"  # type: ignore[attr-defined]
    return page(request, workspace, template, context, status=422 if citing.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_citation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Regrade a citation, reword its rationale or correct its locator. 409 with how it stands
    where somebody was faster, 422 where it is gone.
    """
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    citation = _edited(request, workspace, uid)
    form = EditCitationForm(request.POST or None, citation=citation)
    theirs = None
    if form.is_valid():
        try:
            citation_services.change_citation(
                actor=signed_in(request),
                citation=citation,
                revision=form.cleaned_data["revision"],
                **form.graded(),
                **form.located(),
            )
            messages.success(request, _("Citation changed."))
            return redirect(citation)
        except Overtaken as error:
            theirs = take_over(form, error)
        except ValidationError as error:
            add_errors(form, error)
    context = {"citation": citation, "form": form, "theirs": theirs}
    if citation.claim.deleted_at is not None:
        context["survivor"] = survivor_of(request.user, Claim, workspace, citation.claim.uid)
    status = 409 if theirs else 422 if form.is_bound else 200
    return page(request, workspace, "claims/citations/citation.html", context, status=status)


@login_required
@require_POST
def delete_citation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Withdraw a citation, and offer to undo that."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    citation = _citation(request, workspace, uid)
    people.delete(actor=signed_in(request), row=citation)
    undo = reverse("annotations:restore_citation", args=[workspace.uid, uid])
    messages.success(request, _("Citation withdrawn."), extra_tags=undo)
    return redirect(citation.claim)


@login_required
@require_POST
def restore_citation(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_citation`."""
    workspace = get_workspace(request, workspace_uid, Permission.STATE_CLAIMS)
    withdrawn = Citation.objects.select_related(
        "claim__workspace", "highlight__text__source", "source", "search_log"
    ).filter(Citation.visibility(request.user), workspace=workspace, uid=uid)
    citation = withdrawn.first()
    if citation is None:
        raise Http404(_("There is no such citation, or it is not open to you."))
    citation.workspace = workspace
    try:
        citation_services.restore_citation(actor=signed_in(request), citation=citation)
        messages.success(request, _("Restored."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(citation.claim)


def _highlight(request: HttpRequest, workspace: Workspace) -> Highlight:
    try:
        uid = UUID(request.POST.get("highlight") or request.GET.get("highlight", ""))
    except ValueError:
        raise Http404(_("Say which highlight: ?highlight= and its uid.")) from None
    return get_row(
        request, citation_queries.with_passages(Highlight.objects.all()), workspace, uid=uid
    )


def _forms(
    request: HttpRequest, workspace: Workspace, highlight: Highlight, *, bound: bool
) -> tuple[CiteForm, NewClaimForm]:
    data = request.POST or None if bound else None
    initial = {
        "stance": citation_queries.stance_used_last(signed_in(request), workspace),
        "source_grade": default_grades(Target(highlight=highlight))[0],
        # What a text says is a claim of its source, unless whoever reads concludes something.
        "kind": Claim.Kind.EXTRACTED,
        "extracted_from": highlight.text.source,
    }
    if not bound:
        initial |= so_far(request.POST)
    citing = CiteForm(
        data,
        initial=initial,
        claims=queries.claims_of(workspace, request.user),
        is_private=highlight.sharing == Highlight.Sharing.PRIVATE,
    )
    stating = NewClaimForm(
        data,
        initial=initial,
        workspace=workspace,
        user=request.user,
        quick=True,
        empty_permitted=True,
        use_required_attribute=False,
    )
    return citing, stating


def _are_valid(citing: CiteForm, stating: NewClaimForm) -> bool:
    """Whether both are, and name one claim between them."""
    if not all([citing.is_valid(), stating.is_valid()]):
        return False
    chosen, stated = citing.cleaned_data["claim"], stating.cleaned_data.get("statement")
    if chosen and stated:
        citing.add_error("claim", _("Either choose a claim or state a new one, not both."))
    elif not chosen and not stated:
        citing.add_error("claim", _("Choose a claim from the list, or state a new one."))
    return citing.is_valid()


@transaction.atomic
def _cite(
    actor: User, workspace: Workspace, highlight: Highlight, citing: CiteForm, stating: NewClaimForm
) -> Citation:
    """A new claim and its citation come to be together or not at all."""
    claim = citing.cleaned_data["claim"] or services.create_claim(
        actor=actor, workspace=workspace, **stating.said()
    )
    claim.workspace = workspace
    return citation_services.cite(
        actor=actor,
        claim=claim,
        highlight=highlight,
        share=citing.cleaned_data.get("share", False),
        **citing.graded(),
    )


def _cited(request: HttpRequest, citation: Citation, *, is_new: bool) -> HttpResponse:
    """What follows; of a new claim it is told what it conflicts with."""
    conflicts = conflicts_with_claim(citation.claim, request.user) if is_new else []
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, _("Passage cited."))
        if conflicts:
            messages.warning(request, told(conflicts))
        return redirect(citation.claim)
    context = {"citation": citation, "conflicts": told(conflicts) if conflicts else ""}
    response = render(request, "claims/citations/_cited.html", context)
    assert citation.highlight is not None
    event = {"highlight": str(citation.highlight.uid)}
    return trigger_client_event(response, "citation:made", event)


def _found(
    request: HttpRequest, workspace: Workspace, highlight: Highlight, citing: CiteForm
) -> list[Any]:
    """The claims to choose from without scripts."""
    if request.htmx:  # type: ignore[attr-defined]
        return []
    search = citing["find_claim"].value() or ""
    found = queries.claims_of(workspace, request.user, search=search)
    return list(citation_queries.claims_to_cite(found, highlight)[:MOST_FOUND])


def _citation(request: HttpRequest, workspace: Workspace, uid: UUID) -> Citation:
    citations = citation_queries.with_quotes(Citation.objects.select_related("claim"))
    citation = get_row(request, citations, workspace, uid=uid)
    citation.claim.workspace = workspace
    return citation


def _edited(request: HttpRequest, workspace: Workspace, uid: UUID) -> Citation:
    """The citation at an address; once something is typed also one that was withdrawn or whose
    claim is gone, so that nothing of it is lost: the service refuses that.
    """
    known = Citation.objects.filter(Citation.target_visibility(request.user), workspace=workspace)
    citations = citation_queries.with_quotes(known.select_related("claim"))
    citation = citations.filter(uid=uid).first() if request.method == "POST" else None
    if citation is None:
        return _citation(request, workspace, uid)
    citation.workspace = citation.claim.workspace = workspace
    return citation
