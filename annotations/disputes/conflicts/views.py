"""Pages of conflicts: those of a workspace, and all answers to one question with their pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from annotations.disputes.conflicts.forms import ConflictFilter
from annotations.disputes.conflicts.garbage import uncollected
from annotations.disputes.conflicts.queries import (
    Status,
    conflicts_of,
    with_changes,
    with_lines,
)
from annotations.disputes.conflicts.question_queries import QuestionAnswers, answers_of, beside
from annotations.disputes.conflicts.slices import Slices
from annotations.disputes.models import Question
from annotations.disputes.relations.comparing import claim_pairs
from annotations.disputes.relations.reasons import relate
from annotations.disputes.relations.relating import DistinctAnswer, Relation
from annotations.disputes.relations.words import RELATIONS, Counted
from project.people.fetching import get_row, get_workspace
from project.people.models import Workspace
from project.people.pages import page
from project.people.permissions import Permission, may

#: Conflicts, answers and pairs on one page.
PAGE_SIZE = 50
#: Pairs that the page of a question shows at once.
FIRST_PAIRS = 5


@require_safe
def conflict_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The questions of a workspace whose answers conflict, the newest conflict first."""
    workspace = get_workspace(request, workspace_uid)
    form = ConflictFilter(request.GET, workspace=workspace, user=request.user)
    wanted = form.wanted
    conflicts = conflicts_of(request.user, workspace, **wanted)
    shown = _page(request, conflicts)
    with_lines(shown.object_list, request.user, workspace)
    with_changes(shown.object_list, request.user)
    context = {
        "page": shown,
        "form": form,
        "is_filtered": bool(wanted),
        "only_open": wanted.get("status") == Status.OPEN,
    }
    return page(request, workspace, "disputes/conflicts/list.html", context)


@require_safe
@uncollected()
def question(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """A question: its distinct answers with counts, and how they stand to each other."""
    workspace, found = _asked(request, workspace_uid, uid)
    answers = found.related.answers
    shown = _page(request, answers)
    context = {
        "question": found.question,
        "page": shown,
        "rows": [(answer, found.lines_of(answer)) for answer in shown],
        "answers": len(answers),
        "claims": sum(answer.claims for answer in answers),
        "lines": found.lines,
        "counts": _counts(found),
        "conflicts": found.related.pairs(Relation.CONFLICT, limit=FIRST_PAIRS),
        "can_edit": may(request.user, workspace, Permission.EDIT_DISPUTES),
        "can_state": may(request.user, workspace, Permission.STATE_CLAIMS),
    }
    return page(request, workspace, "disputes/conflicts/question.html", context)


@require_safe
@uncollected()
def question_pairs(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The pairs of answers that stand to each other as ?relation= says, page by page."""
    workspace, found = _asked(request, workspace_uid, uid)
    relation = _relation(request)
    pairs = Slices(
        found.related.count(relation),
        lambda offset, limit: found.related.pairs(relation, offset=offset, limit=limit),
    )
    context = {
        "question": found.question,
        "counts": _counts(found),
        "relation": RELATIONS[relation],
        "page": _page(request, pairs),
    }
    return page(request, workspace, "disputes/conflicts/question_pairs.html", context)


@require_safe
@uncollected()
def claim_pair_list(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """The pairs of claims behind two answers, ?first= and ?second=, page by page."""
    workspace, found = _asked(request, workspace_uid, uid)
    first, second = (_answer(found, request.GET.get(name, "")) for name in ("first", "second"))
    claims = found.related.claims(first), found.related.claims(second)
    pairs = Slices(
        first.claims * second.claims,
        lambda offset, limit: claim_pairs(*claims, offset=offset, limit=limit),
    )
    shown = _page(request, pairs)
    listed = list(shown.object_list)
    by_uid = found.claims_by_uid({uid for pair in listed for uid in pair})
    how = relate(first, second, found.question.exclusivity)
    context = {
        "question": found.question,
        "first": first,
        "second": second,
        "relation": RELATIONS[how.relation],
        "reason": how.reason,
        "page": shown,
        "pairs": [
            (by_uid[one], by_uid[two]) for one, two in listed if one in by_uid and two in by_uid
        ],
    }
    return page(request, workspace, "disputes/conflicts/question_claims.html", context)


@require_safe
@uncollected()
def answer(request: HttpRequest, workspace_uid: UUID, uid: UUID, reference: str) -> HttpResponse:
    """One answer to a question: the claims that give it, and how the others stand to it."""
    workspace, found = _asked(request, workspace_uid, uid)
    this = _answer(found, reference)
    uids = found.related.claims(this)
    shown = _page(request, uids)
    claims = found.claims_by_uid(shown.object_list)
    others = [one for one in found.related.answers if one.identity != this.identity]
    shown_others = Paginator(others, PAGE_SIZE).get_page(request.GET.get("others"))
    told = beside(this, shown_others.object_list, found.question.exclusivity)
    context = {
        "question": found.question,
        "answer": this,
        "lines": found.lines_of(this),
        "page": shown,
        "claims": [(claim, found.roots.of(claim.pk)) for claim in claims.values()],
        "beside": shown_others,
        "standing": [(RELATIONS[one.relation], one) for one in told],
    }
    return page(request, workspace, "disputes/conflicts/answer.html", context)


def _asked(
    request: HttpRequest, workspace_uid: UUID, uid: UUID
) -> tuple[Workspace, QuestionAnswers]:
    workspace = get_workspace(request, workspace_uid)
    rows = Question.objects.select_related("dispute")
    found = get_row(request, rows, workspace, uid=uid)
    found.dispute.workspace = workspace
    return workspace, answers_of(found, request.user)


def _answer(found: QuestionAnswers, reference: str) -> DistinctAnswer:
    answer = found.related.find(reference)
    if answer is None:
        raise Http404(_("No claim gives this answer any more."))
    return answer


def _relation(request: HttpRequest) -> Relation:
    asked = request.GET.get("relation", Relation.CONFLICT)
    listed = set(RELATIONS) - {Relation.NOT_COMPARABLE}
    return Relation(asked) if asked in listed else Relation.CONFLICT


def _counts(found: QuestionAnswers) -> list[Counted]:
    """How many pairs there are of every relation that can be listed."""
    return [Counted(words, found.related.count(relation)) for relation, words in RELATIONS.items()]


def _page(request: HttpRequest, things: Sequence[Any]) -> Page[Any]:
    return Paginator(things, PAGE_SIZE).get_page(request.GET.get("page"))
