"""The one place where errors become problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from annotations.highlights.services import StaleEdit, StillCited
from sources.texts.services import StaleVersion

CONTENT_TYPE = "application/problem+json"
#: What services raise, and the status that says it over HTTP.
CONFLICTS = (StaleEdit, StillCited, StaleVersion)


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None (a 500) for what nobody foresaw."""
    if isinstance(error, ValidationError):
        return _response(HTTPStatus.UNPROCESSABLE_ENTITY, _summary(error), _by_field(error))
    if isinstance(error, CONFLICTS):
        return _response(HTTPStatus.CONFLICT, str(error))
    if isinstance(error, exceptions.ValidationError):
        return _response(
            HTTPStatus.UNPROCESSABLE_ENTITY, "Some fields are not right.", error.detail
        )
    response = exception_handler(error, context)
    if response is None:
        return None
    answer = _response(HTTPStatus(response.status_code), str(response.data["detail"]))
    for header in ("WWW-Authenticate", "Retry-After", "Allow"):
        if header in response:
            answer[header] = response[header]
    return answer


def _response(status: HTTPStatus, detail: str, errors: Any = None) -> Response:
    body = {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}
    if errors is not None:
        body["errors"] = errors
    return Response(body, status=status, content_type=CONTENT_TYPE)


def _summary(error: ValidationError) -> str:
    return " ".join(error.messages)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
