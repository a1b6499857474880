"""Requests that no page can make sense of, refused before anything reads them."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_unreadable(answer: Answer) -> Answer:
    """Middleware: 400 for text that is not UTF-8 and for cookies with NUL characters.

    Python decodes some charsets to what is no text at all, and PostgreSQL keeps no NUL.
    """

    def refuse_or_answer(request: HttpRequest) -> HttpResponse:
        if request.content_type == "application/json":
            request.encoding = "utf-8"  # whatever is said (RFC 8259)
        elif request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            return HttpResponseBadRequest("Send text as UTF-8.", content_type="text/plain")
        if any("\0" in value for value in request.COOKIES.values()):
            return HttpResponseBadRequest("A cookie is broken.", content_type="text/plain")
        return answer(request)

    return refuse_or_answer
