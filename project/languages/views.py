"""What scripts say, in the language of the page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog


@method_decorator(cache_control(max_age=3600), name="dispatch")
class Strings(JavaScriptCatalog):
    """The catalogue of one language, as a script that a page loads before its own.

    The language stands in the address, so that a browser which keeps the file keeps the right one.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for languages that the interface does not have."""
        language = kwargs["language"]
        if language not in dict(settings.LANGUAGES):
            raise Http404("The interface is not there in this language.")
        with translation.override(language):
            return super().get(request)
