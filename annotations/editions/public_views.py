"""The pages of editions: the same for everybody, made of frozen content alone.

They show nobody's name for having signed in, set no cookie and ask for no account. Caches may
keep them and ask each time whether they still hold, so that a withdrawal is seen at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from annotations.editions.canonical import canonical
from annotations.editions.citing import CSL_JSON, authors, csl_item
from annotations.editions.joining import anchor, moment
from annotations.editions.keeping import etag
from annotations.editions.models import Edition
from annotations.editions.presenting import is_divided, present, present_part
from annotations.editions.queries import published, went_with_workspace
from annotations.editions.telling import told
from annotations.web_annotation.model import timestamp, urn
from sources.texts.rendering import render_document
from sources.texts.structure import Document

View = Callable[..., HttpResponse]

#: Answers that say which state of a page they are of.
WITH_ETAG = {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}


class WorkspaceGone(Exception):
    """What was published here went with its workspace."""


def public(view: View) -> View:
    """View decorator: to be read only, kept by caches and compared by its ETag."""

    @require_safe
    @cache_control(public=True, no_cache=True)
    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except WorkspaceGone:
            return render(request, "editions/gone.html", status=HTTPStatus.GONE)
        except Http404 as error:
            # The page for all other addresses sets a cookie.
            return render(request, "editions/missing.html", {"told": error}, status=404)

    return answer


def of_edition(gone: View) -> Callable[[View], View]:
    """View decorator: the view takes the edition in the address and all of its dispute, as `gone`
    does where it was withdrawn. What a cache still has is not laid out again.
    """

    def decorate(view: View) -> View:
        @public
        @wraps(view)
        def answer(
            request: HttpRequest, workspace_uid: UUID, uid: UUID, number: int, **kwargs: Any
        ) -> HttpResponse:
            editions = _editions(workspace_uid, uid)
            found = _numbered(number, editions)
            if found.is_withdrawn:
                return gone(request, found, editions)
            tag = etag(request, editions)
            response = _unchanged(request, tag) or view(request, found, editions, **kwargs)
            if response.status_code in WITH_ETAG:
                response["ETag"] = tag
            return response

        return answer

    return decorate


def _unchanged(request: HttpRequest, tag: str) -> HttpResponse | None:
    """304 where this page is kept; what is asked of any page waits for whether there is one."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None
    answer = get_conditional_response(request, etag=tag)
    return answer if answer and answer.status_code == HTTPStatus.NOT_MODIFIED else None


def _gone(request: HttpRequest, found: Edition, editions: Sequence[Edition]) -> HttpResponse:
    context = {"edition": found, "latest": _standing(editions)}
    return render(request, "editions/withdrawn.html", context, status=HTTPStatus.GONE)


def _json_gone(_request: HttpRequest, found: Edition, _editions: Sequence[Edition]) -> HttpResponse:
    tombstone = {
        "format": "testimonia-edition",
        "edition": {"id": urn(found.uid), "number": found.number},
        "sha256": found.sha256,
        "withdrawn": {
            "at": timestamp(found.withdrawal.created_at),
            "reason": found.withdrawal.reason,
        },
    }
    return _json(canonical(tombstone), status=HTTPStatus.GONE)


@public
def history(request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """All editions of a dispute, with what changed between them."""
    editions = _editions(workspace_uid, uid)
    context = {"editions": [told(each) for each in editions], "latest": _standing(editions)}
    return render(request, "editions/history.html", context)


@public
def latest(_request: HttpRequest, workspace_uid: UUID, uid: UUID) -> HttpResponse:
    """On to the newest edition that was not withdrawn; to the list of them where there is none."""
    standing = _standing(_editions(workspace_uid, uid))
    return redirect(standing) if standing else redirect("published:history", workspace_uid, uid)


@of_edition(_gone)
def edition(request: HttpRequest, found: Edition, editions: Sequence[Edition]) -> HttpResponse:
    """One edition; a tombstone where it was withdrawn."""
    content = found.frozen
    context = {
        **_about(found, editions),
        **_citing(request, found),
        "page": present(content, overview=found.get_absolute_url() if is_divided(content) else ""),
        "editions": [told(each) for each in editions],
    }
    return render(request, "editions/edition.html", context)


@of_edition(_gone)
def part(
    request: HttpRequest,
    found: Edition,
    editions: Sequence[Edition],
    question_uid: UUID | None = None,
) -> HttpResponse:
    """The claims of a large edition on one question, or on none; a small one has but one page."""
    content = found.frozen
    wanted = str(question_uid or "")
    page = request.GET.get("page", "1")
    laid = present_part(content, wanted, overview=found.get_absolute_url(), number=page)
    if laid is None:
        raise Http404(_("Nothing is published at this address."))
    if not is_divided(content):
        return redirect(f"{found.get_absolute_url()}#{wanted or 'further'}")
    context = {**_about(found, editions), **_citing(request, found), "part": laid}
    return render(request, "editions/part.html", context)


@of_edition(_json_gone)
def as_json(_request: HttpRequest, found: Edition, _editions: Sequence[Edition]) -> HttpResponse:
    """The content, byte for byte as it was hashed; of a withdrawn edition that it was."""
    return _json(found.content)


@of_edition(_json_gone)
def citation(request: HttpRequest, found: Edition, _editions: Sequence[Edition]) -> HttpResponse:
    """How to cite it, as CSL-JSON."""
    items = [csl_item(found.frozen, _address(request, found))]
    return _json(canonical(items), content_type=CSL_JSON)


@of_edition(_gone)
def text(
    request: HttpRequest, found: Edition, editions: Sequence[Edition], text_uid: UUID
) -> HttpResponse:
    """A text that is published in full."""
    content = found.frozen
    whole = next((each for each in content["texts"] if anchor(each["id"]) == str(text_uid)), None)
    if whole is None:
        raise Http404(_("This edition has no such text."))
    document = Document.from_json(whole["content"], whole["blocks"], whole["marks"])
    context = {
        **_about(found, editions),
        "text": whole,
        "source": next(each for each in content["sources"] if each["id"] == whole["source"]),
        "html": render_document(document, language=whole["language"], direction=whole["direction"]),
    }
    return render(request, "editions/text.html", context)


def _editions(workspace: UUID, dispute: UUID) -> list[Edition]:
    found = list(published(workspace, dispute).defer("content"))
    if not found:
        if went_with_workspace(workspace, dispute):
            raise WorkspaceGone
        raise Http404(_("Nothing is published at this address."))
    return found


def _numbered(number: int, editions: Sequence[Edition]) -> Edition:
    for found in editions:
        if found.number == number:
            return found
    raise Http404(_("There is no edition with this number."))


def _standing(editions: Sequence[Edition]) -> Edition | None:
    """The newest that was not withdrawn."""
    return next((each for each in editions if not each.is_withdrawn), None)


def _about(found: Edition, editions: Sequence[Edition]) -> dict[str, Any]:
    """What the pages of an edition say around it."""
    content = found.frozen
    standing = _standing(editions)
    return {
        "edition": found,
        "content": content,
        "published": moment(content["edition"]["published"]),
        "newest": standing if standing != found else None,
    }


def _citing(request: HttpRequest, found: Edition) -> dict[str, Any]:
    """How it is cited, and what is new in it."""
    return {
        "told": told(found),
        "cite_url": _address(request, found),
        "authors": authors(found.frozen),
    }


def _address(request: HttpRequest, found: Edition) -> str:
    return request.build_absolute_uri(found.get_absolute_url())


def _json(
    content: str, *, status: int = 200, content_type: str = "application/json"
) -> HttpResponse:
    return HttpResponse(content, content_type=content_type, status=status)
