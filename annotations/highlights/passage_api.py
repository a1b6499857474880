"""The passages of a highlight over the API."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from annotations.highlights import passages
from annotations.highlights.api import HighlightViewSet, PlacedHighlightSerializer
from annotations.highlights.models import Highlight, Passage
from project.people.api import KnownFieldsMixin, UidField, WorkspaceRowViewSet
from sources.texts.models import TextVersion


class RangeField(serializers.ListField):
    """Where a stretch of a text starts and ends."""

    child = serializers.IntegerField()

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _("[start, end] in code points; neither may cut a grapheme cluster.")
        super().__init__(min_length=2, max_length=2, **kwargs)


class ExactField(serializers.CharField):
    """The words of a stretch, to make sure of it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["help_text"] = _("What you believe stands there; a difference is refused.")
        super().__init__(trim_whitespace=False, **kwargs)


class PassageChangeSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """A stretch of the highlight's text, and the revision that the change is based on."""

    version = UidField(
        queryset=TextVersion.objects.select_related("workspace"),
        help_text=_("uid of the version that the range counts in."),
    )
    range = RangeField()
    exact = ExactField(required=False)
    revision = serializers.IntegerField()

    def fields_of_service(self) -> dict[str, Any]:
        """The validated fields by the names that the services have for them."""
        fields = dict(self.validated_data)
        return {"span": tuple(fields.pop("range")), **fields}


class RevisionSerializer(KnownFieldsMixin, serializers.Serializer[Any]):
    """The revision that a change is based on; the current one unless it is told."""

    revision = serializers.IntegerField(required=False)


#: All three answer with the highlight as it then is.
ANSWER = PlacedHighlightSerializer


class PassageViewSet(WorkspaceRowViewSet[Passage]):
    """Further passages of a highlight, other ends of one, one fewer. Its author's alone.

    To read passages, read the highlight.
    """

    queryset = Passage.objects.all()
    serializer_class = PassageChangeSerializer

    @cached_property
    def highlight(self) -> Highlight:
        """The highlight in the address. Raises NotFound."""
        return self.row_above(Highlight.objects.all(), "highlight_uid")

    @extend_schema(request=PassageChangeSerializer, responses={201: ANSWER})
    def create(self, request: Request, **_: Any) -> Response:
        """Mark a further stretch. Passages follow their order in the text."""
        highlight = self.highlight
        passages.add_passage(actor=self.actor, highlight=highlight, **self._fields(request))
        return self._answer(status.HTTP_201_CREATED)

    @extend_schema(request=PassageChangeSerializer, responses={200: ANSWER})
    def update(self, request: Request, uid: UUID, **_: Any) -> Response:
        """Give a passage another stretch; its uid stays."""
        self._require(uid)
        passages.resize_passage(
            actor=self.actor, highlight=self.highlight, passage=uid, **self._fields(request)
        )
        return self._answer()

    @extend_schema(
        parameters=[OpenApiParameter("revision", OpenApiTypes.INT)],
        responses={200: ANSWER},
    )
    def destroy(self, request: Request, uid: UUID, **_: Any) -> Response:
        """Take away one of several passages; with `revision`, 409 unless that is current."""
        self._require(uid)
        sent = RevisionSerializer(data=request.query_params.dict())
        sent.is_valid(raise_exception=True)
        passages.remove_passage(
            actor=self.actor,
            highlight=self.highlight,
            passage=uid,
            revision=sent.validated_data.get("revision", self.highlight.revision),
        )
        return self._answer()

    def _fields(self, request: Request) -> dict[str, Any]:
        sent = PassageChangeSerializer(data=request.data, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        return sent.fields_of_service()

    def _require(self, uid: UUID) -> None:
        if not self.highlight.passages.filter(uid=uid).exists():
            raise NotFound

    def _answer(self, code: int = status.HTTP_200_OK) -> Response:
        view = HighlightViewSet(
            request=self.request, kwargs=self.kwargs, action="retrieve", format_kwarg=None
        )
        row = view.get_queryset().get(pk=self.highlight.pk)
        return Response(view.get_serializer(row).data, status=code)
