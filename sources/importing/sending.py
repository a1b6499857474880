"""What every import over the API is sent, and how it is answered.

POST answers 202 with the address in `Location`; that gives the state, and at last the text or what
was wrong. Files are sent as multipart/form-data, or in JSON as base64.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import KnownFieldsMixin
from sources.importing.base import Options
from sources.importing.option_fields import WORDS
from sources.texts.languages import validate_language_tag
from sources.texts.models import Text

#: Seconds after which it is worth asking for the state again.
RETRY_AFTER = "1"


class ContentField(serializers.CharField):
    """Bytes as base64 (RFC 4648)."""

    default_error_messages = {"base64": _("Give the bytes as base64.")}

    def to_internal_value(self, data: Any) -> bytes:  # type: ignore[override]
        """The bytes."""
        try:
            return base64.b64decode(super().to_internal_value(data), validate=True)
        except (binascii.Error, ValueError):
            self.fail("base64")


class Asked(KnownFieldsMixin, serializers.Serializer[Any]):
    """What is asked of every import."""

    language = serializers.CharField(
        max_length=35, validators=[validate_language_tag], help_text="BCP 47."
    )
    kind = serializers.ChoiceField(choices=Text.Kind.choices, default=Text.Kind.TRANSCRIPTION)
    options = serializers.MultipleChoiceField(
        choices=[(name, str(label)) for name, (label, _help) in WORDS.items()],
        default=set,
        help_text="How files are to be read; a format takes what it has a use for.",
    )
    again = serializers.BooleanField(
        default=False, help_text="Whether a file comes in that is a text here already."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """With the options as the services take them."""
        return attrs | {"options": Options(**dict.fromkeys(attrs["options"], True))}


def checked(request: Request, upload: type[Asked], body: type[Asked], view: Any) -> dict[str, Any]:
    """The fields that were sent, as a form or as JSON. Raises ValidationError."""
    is_form = request.content_type.startswith("multipart/")
    serializer = (upload if is_form else body)(
        data=request.data, context=view.get_serializer_context()
    )
    serializer.is_valid(raise_exception=True)
    fields: dict[str, Any] = serializer.validated_data
    return fields


def accepted(shown: Any) -> Response:
    """202 with the address at which it is told how far an import is."""
    return Response(
        shown,
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": shown["url"], "Retry-After": RETRY_AFTER},
    )
