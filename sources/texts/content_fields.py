"""What a text consists of, over the API: its characters, its blocks and its marks."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.texts.structure import (
    BlockType,
    Direction,
    Document,
    MarkType,
    StructureError,
    from_plain,
)

#: The columns of a version that hold all this; lists leave them in the database.
LARGE = ("content", "blocks", "marks")


class BlockSerializer(serializers.Serializer[Any]):
    """A block in the OpenAPI document; `sources.texts.structure` does the checking."""

    type = serializers.ChoiceField(choices=list(BlockType))
    start = serializers.IntegerField(min_value=0, help_text="Code points.")
    end = serializers.IntegerField(min_value=0, help_text="Code points, not included.")
    level = serializers.IntegerField(required=False)
    # The class attribute that DRF calls `label` is set by the metaclass and no longer there.
    label = serializers.CharField(required=False)  # type: ignore[assignment]
    language = serializers.CharField(required=False, help_text="BCP 47.")
    direction = serializers.ChoiceField(choices=list(Direction), required=False)
    image = serializers.CharField(required=False, help_text="For figures alone: a SHA-256.")


class MarkSerializer(serializers.Serializer[Any]):
    """A mark in the OpenAPI document."""

    type = serializers.ChoiceField(choices=list(MarkType))
    start = serializers.IntegerField(min_value=0, help_text="Code points.")
    end = serializers.IntegerField(min_value=0, help_text="Code points, not included.")
    href = serializers.CharField(required=False, help_text="For links alone.")
    label = serializers.CharField(  # type: ignore[assignment]  # as in a block
        required=False, help_text="For note references alone: the label of the note."
    )
    language = serializers.CharField(required=False, help_text="For foreign words alone: BCP 47.")


@extend_schema_field(BlockSerializer(many=True))
class BlocksField(serializers.JSONField):
    """The blocks of a text."""


@extend_schema_field(MarkSerializer(many=True))
class MarksField(serializers.JSONField):
    """The marks of a text."""


class ContentField(serializers.CharField):
    """The characters of a text, as they are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)


def document_of(fields: dict[str, Any]) -> Document:
    """Take content, blocks and marks out of `fields`. Raises ValidationError."""
    content, blocks, marks = (fields.pop(name, None) for name in LARGE)
    if blocks is None:
        if marks:
            raise serializers.ValidationError({"marks": [_("Marks need the blocks too.")]})
        document = from_plain(content)
    else:
        try:
            document = Document.from_json(content, blocks, marks or [])
        except StructureError as error:
            raise serializers.ValidationError({"blocks": [str(error)]}) from error
    if not document.content.strip():
        raise serializers.ValidationError({"content": [_("A text cannot be empty.")]})
    return document
