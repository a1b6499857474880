"""Tags of languages (BCP 47): their form, and their names in English."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sources.texts.structure import is_language_tag

#: Languages of sources that Django's own list lacks.
_FURTHER = {
    "ba": "Bashkir",
    "chg": "Chagatai",
    "cu": "Church Slavonic",
    "grc": "Ancient Greek",
    "la": "Latin",
    "lzh": "Literary Chinese",
    "mnc": "Manchu",
    "ota": "Ottoman Turkish",
    "otk": "Old Turkic",
    "oui": "Old Uyghur",
    "ps": "Pashto",
    "sa": "Sanskrit",
    "tt": "Tatar",
    "ug-Cyrl": "Uyghur in Cyrillic script",
    "ug-Latn": "Uyghur in Latin script",
    "bo": "Tibetan",
    "yi": "Yiddish",
    "zh": "Chinese",
}
_NAMES = {tag.lower(): str(info["name"]) for tag, info in LANG_INFO.items() if "name" in info} | {
    tag.lower(): name for tag, name in _FURTHER.items()
}

#: Tags that the forms propose, with their names; any other can be typed.
COMMON = (
    "en", "ru", "zh", "zh-Hans", "zh-Hant", "ug", "ug-Cyrl", "ug-Latn", "kk", "uz", "ky", "mn",
    "tr", "ota", "fa", "ar", "tt", "chg", "oui", "lzh", "bo", "de", "fr", "es", "it", "ja", "ko",
    "pl", "uk", "la", "grc", "he",
)  # fmt: skip


def validate_language_tag(value: str) -> None:
    """Refuse what has not the form of a BCP 47 tag: it becomes a `lang` attribute."""
    if not is_language_tag(value):
        raise ValidationError(
            _("“%(tag)s” is not a language tag. Choose one from the list, such as ug for Uyghur."),
            code="language_tag",
            params={"tag": value},
        )


def language_name(tag: str) -> str:
    """“Uyghur (ug)”; for a tag whose subtags are not known, the name of what is; else the tag."""
    parts = tag.lower().split("-")
    for length in range(len(parts), 0, -1):
        if name := _NAMES.get("-".join(parts[:length])):
            return f"{name} ({tag})"
    return tag


def proposals() -> list[tuple[str, str]]:
    """Tag and name of each common language, for a datalist."""
    return [(tag, _NAMES[tag.lower()]) for tag in COMMON]
