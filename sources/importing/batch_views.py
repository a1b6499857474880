"""Bringing many files in: the form, how far a batch is, and what became of each file."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from project.people.fetching import get_row, get_workspace
from project.people.forms import add_errors
from project.people.models import Workspace
from project.people.pages import page, signed_in
from project.people.permissions import Permission, may
from sources.importing import batches, tables
from sources.importing.forms import BatchForm
from sources.importing.models import Batch, Import
from sources.importing.reports import as_csv, files_of, progress_of, remark

#: Files, and imports, on one page.
PER_PAGE = 100


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_batch(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """Upload several files, a folder or a ZIP, with or without a table of what they are."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = BatchForm(*posted)
    if form.is_valid():
        archive = form.archive()
        try:
            return redirect(
                batches.start_batch(
                    actor=signed_in(request),
                    workspace=workspace,
                    files=() if archive else form.each_file(),
                    archive=archive,
                    table=form.sent_table(),
                    language=form.cleaned_data["language"],
                    kind=form.cleaned_data["kind"],
                    name=form.folder_name(),
                    options=form.chosen(),
                    again=form.cleaned_data["again"],
                )
            )
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "columns": tables.COLUMNS.values()}
    status = 422 if form.errors else 200
    return page(request, workspace, "importing/new_batch.html", context, status=status)


@require_safe
def table_template(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """An empty table with all columns and an example."""
    get_workspace(request, workspace_uid)
    return HttpResponse(
        tables.template(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="metadata.csv"'},
    )


@require_safe
def import_list(request: HttpRequest, workspace_uid: UUID) -> HttpResponse:
    """The imports of a workspace, the newest first; `?state=failed` narrows."""
    workspace = get_workspace(request, workspace_uid)
    state = request.GET.get("state", "")
    state = state if state in Import.State.values else ""
    found = Batch.objects.visible_to(request.user).filter(workspace=workspace)
    single = Import.objects.visible_to(request.user).filter(workspace=workspace, batch=None)
    if state:
        found = found.filter(state=state)
        single = single.filter(state=state)
    failed = Count("imports", filter=Q(imports__state="failed", imports__deleted_at=None))
    done = Count("imports", filter=Q(imports__state="done"))
    rows = found.annotate(failed=failed, done=done).select_related("workspace", "created_by")
    single = single.select_related("workspace", "created_by", "original", "source")
    context = {
        "batches": Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "imports": Paginator(single.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": [(each.value, each.label) for each in Import.State],
        "can_edit": may(request.user, workspace, Permission.EDIT_SOURCES),
    }
    return page(request, workspace, "importing/list.html", context)


@never_cache
@require_safe
def batch_page(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """How far a batch is, and what became of its files; `?state=failed` narrows.

    Scripts ask with what they have `seen`: 204 while that is all there is.
    """
    workspace = get_workspace(request, workspace_uid)
    batch = _batch(request, workspace, uid)
    progress = progress_of(batch)
    asking = request.htmx  # type: ignore[attr-defined]
    if asking and request.GET.get("seen") == progress.seen:
        return HttpResponse(status=204)
    if asking and not batch.is_under_way:
        return HttpResponseClientRefresh()
    context = {
        "batch": batch,
        "workspace": workspace,
        "progress": progress,
        "can_edit": batch.editable_by(request.user),
        "can_retry": any(progress.counts.get(state) for state in ("failed", "cancelled")),
    }
    if asking:
        return render(request, "importing/_batch.html", context)
    state = request.GET.get("state", "")
    state = state if state in Import.State.values else ""
    files = Paginator(files_of(batch, request.user, state), PER_PAGE)
    shown = files.get_page(request.GET.get("page"))
    for found in shown:
        found.remark = remark(found)  # type: ignore[attr-defined]
        found.workspace = workspace
        if found.text:
            found.text.workspace = found.text.source.workspace = workspace
    return page(
        request, workspace, "importing/batch.html", {**context, "page": shown, "state": state}
    )


@require_safe
def batch_report(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponseBase:
    """What became of each file, as CSV."""
    workspace = get_workspace(request, workspace_uid)
    batch = _batch(request, workspace, uid)
    return StreamingHttpResponse(
        as_csv(list(files_of(batch, request.user))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{batch.uid}.csv"'},
    )


@login_required
@require_POST
def cancel_batch(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """End a batch; what came in stays."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    batch = _batch(request, workspace, uid)
    batches.cancel_batch(actor=signed_in(request), batch=batch)
    return redirect(batch)


@login_required
@require_POST
def retry_batch(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Try again what was refused or cancelled."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    batch = _batch(request, workspace, uid)
    batches.retry_batch(actor=signed_in(request), batch=batch)
    return redirect(batch)


@login_required
@require_POST
def delete_batch(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Delete a report, with the files that made no text."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    batch = _batch(request, workspace, uid)
    try:
        batches.remove_batch(actor=signed_in(request), batch=batch)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(batch)
    undo = reverse("sources:restore_batch", args=[workspace.uid, batch.uid])
    messages.success(request, _("Import deleted; its texts stay."), extra_tags=undo)
    return redirect("sources:import_list", workspace.uid)


@login_required
@require_POST
def restore_batch(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """Undo `delete_batch`."""
    workspace = get_workspace(request, workspace_uid, Permission.EDIT_SOURCES)
    rows = Batch.objects.filter(Batch.visibility(request.user), workspace=workspace)
    batch = rows.filter(uid=uid).first()
    if batch is None:
        raise Http404
    batch.workspace = workspace
    batches.restore_batch(actor=signed_in(request), batch=batch)
    messages.success(request, _("Restored."))
    return redirect(batch)


def _batch(request: HttpRequest, workspace: Workspace, uid: UUID) -> Batch:
    rows = Batch.objects.select_related("archive", "table", "created_by")
    return get_row(request, rows, workspace, uid=uid)
