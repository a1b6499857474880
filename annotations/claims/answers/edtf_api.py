"""Asking what a date means, over the API. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from annotations.claims.values import Date, InvalidValue
from sources.records import edtf
from sources.records.calendars import SYSTEMS, Calendar
from sources.records.edtf.parsing import LONGEST


class EdtfRate(UserRateThrottle):
    """How often one person may ask."""

    scope = "edtf"

    def get_rate(self) -> str:
        """Such as 600/minute; as for selectors."""
        return str(settings.SELECTORS_RATE)


class AskedDateSerializer(serializers.Serializer[Any]):
    """A date to explain."""

    value = serializers.CharField(
        trim_whitespace=False,
        allow_blank=True,
        max_length=LONGEST,
        help_text=_("EDTF, taken exactly as it is sent; with `calendar`, a date as written."),
    )
    calendar = serializers.ChoiceField(
        choices=[(calendar.value, system.label) for calendar, system in SYSTEMS.items()],
        required=False,
        help_text=_(
            "The calendar that the date is written in. With it plain words are read too, and the"
            " answer has `edtf`, `words` and `days`."
        ),
    )


class ExplainedDateSerializer(serializers.Serializer[Any]):
    """What a date means, or what is wrong with it."""

    valid = serializers.BooleanField()
    level = serializers.IntegerField(
        allow_null=True, min_value=0, max_value=2, help_text=_("The lowest level of EDTF it takes.")
    )
    lower = serializers.CharField(
        allow_null=True,
        help_text=_(
            "The earliest day that the string itself allows, as 1949-08-24; years are"
            " astronomical, so -0043 is 44 BCE. `-inf` at an open start, null at an unknown one."
        ),
    )
    upper = serializers.CharField(
        allow_null=True,
        help_text=_("The latest day; `inf` at an open end, null at an unknown one."),
    )
    uncertain = serializers.BooleanField(help_text=_("Whether any part carries ? or %."))
    approximate = serializers.BooleanField(help_text=_("Whether any part carries ~ or %."))
    reason = serializers.CharField(
        required=False, help_text=_("What is wrong and what to write, where it is not valid.")
    )
    edtf = serializers.CharField(required=False, help_text=_("The same date in EDTF."))
    words = serializers.CharField(required=False, help_text=_("The date in words."))
    days = serializers.CharField(
        required=False, help_text=_("The days it allows in words, where there are several.")
    )


class EdtfView(APIView):
    """Dates, read and bounded as this program does it for its own."""

    throttle_classes = [EdtfRate]

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """For whoever has an account."""
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD") and not request.user.is_authenticated:
            raise NotAuthenticated

    @extend_schema(parameters=[AskedDateSerializer], responses={200: ExplainedDateSerializer})
    def get(self, request: Request) -> Response:
        """Tell whether a string is EDTF, of which level, and which days it allows."""
        asked = AskedDateSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        calendar = asked.validated_data.get("calendar")
        return Response(explained(asked.validated_data["value"], calendar))


@extend_schema(exclude=True)
class EdtfViewWithoutSlash(EdtfView):
    """The same at the address that programs may know: `/api/v1/tools/edtf`."""


def explained(value: str, calendar: str | None = None) -> dict[str, Any]:
    """What `ExplainedDateSerializer` documents."""
    try:
        if calendar is None:
            return _bounded(edtf.parse(value))
        date = Date.as_written(value.strip(), Calendar(calendar))
    except edtf.InvalidEdtf as error:
        return _invalid(error.reason)
    except InvalidValue as error:
        return _invalid(error.message)
    read = date.parsed
    words = edtf.show(read)
    return _bounded(read) | {"edtf": date.edtf, "words": words, "days": _days(read, words)}


def _bounded(date: edtf.EdtfDate) -> dict[str, Any]:
    lower = None if date.lower is None else edtf.iso_day(date.lower)
    upper = None if date.upper is None else edtf.iso_day(date.upper)
    return {
        "valid": True,
        "level": date.level,
        "lower": "-inf" if date.lower_open else lower,
        "upper": "inf" if date.upper_open else upper,
        "uncertain": date.uncertain,
        "approximate": date.approximate,
    }


def _invalid(reason: str) -> dict[str, Any]:
    nothing = {"level": None, "lower": None, "upper": None}
    return {"valid": False, **nothing, "uncertain": False, "approximate": False, "reason": reason}


def _days(date: edtf.EdtfDate, words: str) -> str:
    """Both ends in words; nothing where one is not given, or the words tell them already."""
    if date.lower is None or date.upper is None:
        return ""
    first, last = edtf.show_day(date.lower), edtf.show_day(date.upper)
    if first in words and last in words:
        return ""
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
