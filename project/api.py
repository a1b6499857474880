"""The one place where errors become problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.csrf import csrf_exempt
from psycopg.errors import UniqueViolation
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from project.people.permissions import NotPermitted
from project.people.refusing import Refused

CONTENT_TYPE = "application/problem+json"


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. None (a 500) for what nobody foresaw."""
    if isinstance(error, ValidationError):
        return _response(HTTPStatus.UNPROCESSABLE_ENTITY, _summary(error), _by_field(error))
    if isinstance(error, Refused):
        return _response(HTTPStatus.CONFLICT, str(error), members=error.members)
    if isinstance(error, IntegrityError) and isinstance(error.__cause__, UniqueViolation):
        return _response(HTTPStatus.CONFLICT, _("Somebody wrote the same just now. Try again."))
    if isinstance(error, RequestDataTooBig):
        return _response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The body is too large."))
    if isinstance(error, exceptions.ValidationError):
        return _response(
            HTTPStatus.UNPROCESSABLE_ENTITY, _("Some fields are not right."), error.detail
        )
    if isinstance(error, NotPermitted) and not context["request"].user.is_authenticated:
        error = _sign_in(context)
    response = exception_handler(error, context)
    if response is None:
        return None
    status, detail = HTTPStatus(response.status_code), str(response.data["detail"])
    answer = _response(status, detail, members=getattr(error, "members", None))
    for header in ("WWW-Authenticate", "Retry-After", "Allow"):
        if header in response:
            answer[header] = response[header]
    return answer


@csrf_exempt
def unknown_address(_request: HttpRequest, address: str = "") -> JsonResponse:
    """404 for whatever is no address of the API."""
    hint = "" if address.endswith("/") or not address else _("Addresses of the API end with “/”.")
    detail = " ".join(filter(None, [_("There is nothing at this address."), hint]))
    body = _body(HTTPStatus.NOT_FOUND, detail)
    return JsonResponse(body, status=HTTPStatus.NOT_FOUND, content_type=CONTENT_TYPE)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for what nobody foresaw: without details, in the form that was asked."""
    if not request.path.startswith("/api/"):
        return defaults.server_error(request)
    body = _body(HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong on our side."))
    return JsonResponse(body, status=HTTPStatus.INTERNAL_SERVER_ERROR, content_type=CONTENT_TYPE)


def _sign_in(context: dict[str, Any]) -> exceptions.NotAuthenticated:
    """What a stranger is told where a member with the right role would go on."""
    error = exceptions.NotAuthenticated()
    header = context["view"].get_authenticate_header(context["request"])
    error.auth_header = header  # type: ignore[attr-defined]
    return error


def _response(
    status: HTTPStatus, detail: str, errors: Any = None, *, members: Mapping[str, Any] | None = None
) -> Response:
    body = {**_body(status, detail), **(members or {})}
    if errors is not None:
        body["errors"] = errors
    return Response(body, status=status, content_type=CONTENT_TYPE)


def _body(status: HTTPStatus, detail: str) -> dict[str, Any]:
    return {"type": "about:blank", "title": status.phrase, "status": status, "detail": detail}


def _summary(error: ValidationError) -> str:
    return " ".join(error.messages)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    # Django's names for "no field in particular" become DRF's.
    return {
        api_settings.NON_FIELD_ERRORS_KEY if field in ("", NON_FIELD_ERRORS) else field: messages
        for field, messages in by_field.items()
    }
