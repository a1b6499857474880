"""Authorities over the API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from project.people.api import ROW_FIELDS, EditingViewSet, RowSerializer, UidField
from project.people.merged import survivor_of
from project.people.paging import UidCursorPagination
from sources.authorities import merging, services
from sources.authorities.finding import having_name, matching_name
from sources.authorities.identifiers import Identifier, Scheme
from sources.authorities.models import Authority
from sources.authorities.names import NameKind, Written
from sources.authorities.queries import Known, known_authorities
from sources.authorities.services import Entry


class NameSerializer(serializers.Serializer[Any]):
    """A further name."""

    name = serializers.CharField(max_length=300)
    language = serializers.CharField(
        max_length=35,
        allow_blank=True,
        default="",
        help_text="BCP 47, with the script where that is not the language's usual one.",
    )
    kind = serializers.ChoiceField(choices=NameKind.choices, allow_blank=True, default="")


class IdentifierSerializer(serializers.Serializer[Any]):
    """What another catalogue calls it."""

    scheme = serializers.ChoiceField(choices=Scheme.choices)
    value = serializers.CharField(
        max_length=500, help_text="The identifier, or the catalogue's address that holds it."
    )
    url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField())
    def get_url(self, identifier: dict[str, str]) -> str:
        """Where it leads; nothing is fetched from there."""
        return Identifier(**identifier).url


class ContainerSerializer(serializers.Serializer[Any]):
    """A place or group that another one is part of."""

    uid = serializers.UUIDField()
    name = serializers.CharField(source="written.name")
    language = serializers.CharField(source="written.language")


class AuthoritySerializer(RowSerializer[Authority]):
    """A person, group, place or work. To change one, send the `revision` that was read."""

    route = "authority"

    name = serializers.CharField(max_length=300, help_text="The preferred name.")
    variants = NameSerializer(many=True, required=False)
    identifiers = IdentifierSerializer(many=True, required=False)
    dates = serializers.CharField(
        required=False, allow_blank=True, max_length=100, help_text="EDTF, such as 1914/1949-08."
    )
    part_of = UidField(
        queryset=Authority.objects.all(),
        required=False,
        allow_null=True,
        help_text="uid of the place that a place lies in, or of the group that a group belongs to.",
    )
    within = serializers.SerializerMethodField(help_text="All that it is part of, outermost first.")
    matched = serializers.SerializerMethodField(help_text="The name that is most like `q`.")
    revision = serializers.IntegerField(required=False)

    class Meta:
        model = Authority
        fields = (
            *ROW_FIELDS,
            *("kind", "name", "language", "variants", "identifiers", "description", "dates"),
            *("latitude", "longitude", "part_of", "within", "matched", "revision"),
        )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Insist on the revision of what is changed."""
        attrs = super().validate(attrs)
        if self.instance is not None and "revision" not in attrs:
            raise serializers.ValidationError(
                {"revision": [self.fields["revision"].error_messages["required"]]}
            )
        return attrs

    @extend_schema_field(ContainerSerializer(many=True))
    def get_within(self, authority: Authority) -> Any:
        """One query for all of a list."""
        known = self.context["view"].known(authority.uid)
        return ContainerSerializer(known.within if known else (), many=True).data

    @extend_schema_field(NameSerializer)
    def get_matched(self, authority: Authority) -> dict[str, str]:
        """The preferred name where nothing is sought."""
        return matching_name(authority, self.context["request"].GET.get("q", "")).to_json()


class AuthorityMergeSerializer(serializers.Serializer[Any]):
    """Which authority another one becomes part of, and what that one takes over."""

    into = UidField(queryset=Authority.objects.all(), help_text="uid of the one that stays.")
    take = serializers.ListField(
        child=serializers.ChoiceField(choices=sorted(merging.SINGLE)),
        default=list,
        max_length=len(merging.SINGLE),
        help_text="Fields that the one that stays has, and takes from the merged one.",
    )
    revision = serializers.IntegerField(
        required=False, help_text="The revision of the one that stays, as it was read."
    )


class AuthorityFilter(filters.FilterSet):
    """By words of any name, kind, what it is part of, and identifier."""

    q = filters.CharFilter(
        method="search", label="Beginnings of words of any name, in any script; almost so, too"
    )
    part_of = filters.UUIDFilter(field_name="part_of__uid", label="uid of what it is part of")
    identifier = filters.CharFilter(method="identified", label="Such as `wikidata:Q35493`")

    class Meta:
        model = Authority
        fields = ("kind",)

    def search(self, rows: Any, _name: str, value: str) -> Any:
        """As typing in a form finds them."""
        return having_name(rows, value)

    def identified(self, rows: QuerySet[Authority], _name: str, value: str) -> Any:
        """The one that a catalogue calls so."""
        scheme, _colon, identifier = value.partition(":")
        return rows.filter(identifiers__contains=[Identifier(scheme, identifier).to_json()])


class FoundPagination(UidCursorPagination):
    """Best first where a name is sought, in order of the `place` that `having_name` gives."""

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        """By `place` where there is one."""
        if "place" in queryset.query.annotations:
            return ("place",)
        return tuple(super().get_ordering(request, queryset, view))

    def is_position(self, position: str) -> bool:
        """A place is any text that a database can keep."""
        if self.ordering == ("place",):
            return "\0" not in position
        return super().is_position(position)


class AuthorityViewSet(EditingViewSet[Authority]):
    """Persons, groups, places and works with all their names."""

    queryset = Authority.objects.select_related("part_of")
    locks_workspace = True
    serializer_class = AuthoritySerializer
    filterset_class = AuthorityFilter
    pagination_class = FoundPagination

    def known(self, uid: UUID) -> Known | None:
        """What is known of an authority in the answer."""
        cache: dict[UUID, Known] = self.__dict__.setdefault("_known", {})
        if uid not in cache:
            cache |= known_authorities(self.workspace, [uid])
        return cache.get(uid)

    def paginate_queryset(self, queryset: Any) -> Any:
        """A page, with what contains each at hand."""
        rows: Sequence[Authority] | None = super().paginate_queryset(queryset)
        uids = [row.uid for row in rows or ()]
        self.__dict__["_known"] = known_authorities(self.workspace, uids)
        return rows

    def create_row(self, fields: dict[str, Any]) -> Authority:
        """A kind and a name are enough."""
        fields.pop("revision", None)
        entry = Entry(**_typed(fields))
        return services.create_authority(actor=self.actor, workspace=self.workspace, entry=entry)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One authority; 302 to the one that it was merged into, which can be undone."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            survivor = survivor_of(request.user, Authority, self.workspace, kwargs["uid"])
            if survivor is None:
                raise
            location = self.get_serializer(survivor).data["url"]
            return Response(status=HTTPStatus.FOUND, headers={"Location": location})

    def update(self, request: Request, **_: Any) -> Response:
        """Replace all of it; what is not sent is gone."""
        return self.change(request, partial=False)

    def change_row(self, row: Authority, fields: dict[str, Any]) -> None:
        """All that is written of it; 409 where `revision` is not the current one."""
        revision = fields.pop("revision")
        before = Entry.of(row) if self.action == "partial_update" else Entry(row.kind, row.name)
        entry = replace(before, **_typed(fields))
        services.change_authority(actor=self.actor, authority=row, entry=entry, revision=revision)
        self.__dict__.pop("_known", None)

    def perform_destroy(self, instance: Authority) -> None:
        """409 while claims name it, or others are part of it."""
        services.delete_authority(actor=self.actor, authority=instance)

    @extend_schema(request=AuthorityMergeSerializer, responses=AuthoritySerializer)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, **_: Any) -> Response:
        """Merge this one into another of its kind, which is the answer.

        The other takes over all names and identifiers, what it lacks, and the fields in `take`.
        """
        given = AuthorityMergeSerializer(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        kept = merging.merge(
            actor=self.actor,
            merged=self.get_object(),
            survivor=asked["into"],
            taken=asked["take"],
            revision=asked.get("revision"),
        )
        return Response(self.get_serializer(self.get_queryset().get(pk=kept.pk)).data)

    @extend_schema(request=None, responses=AuthoritySerializer)
    @action(detail=True, methods=["post"])
    def unmerge(self, request: Request, uid: UUID, **_: Any) -> Response:
        """Make a merged authority one by itself again, with what it brought along."""
        rows = Authority.objects.filter(
            Authority.visibility(request.user), workspace=self.workspace, uid=uid
        )
        merged = rows.select_related("workspace").filter(merged_into__isnull=False).first()
        if merged is None:
            raise Http404
        merging.unmerge(actor=self.actor, authority=merged)
        return Response(self.get_serializer(self.get_queryset().get(pk=merged.pk)).data)


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    """The validated fields as an entry has them."""
    typed = dict(fields)
    if "variants" in fields:
        typed["variants"] = tuple(Written(**each) for each in fields["variants"])
    if "identifiers" in fields:
        typed["identifiers"] = tuple(Identifier(**each) for each in fields["identifiers"])
    return typed
