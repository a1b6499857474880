"""The form of a source: the main fields of its CSL type, and what finds sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django import forms

from sources.records import edtf
from sources.records.csl import COMMON_FIELDS, NAMES, TYPE_FIELDS, TYPES, fields_for
from sources.records.models import Source
from sources.records.names import read_names, show_names

LABELS = {
    "URL": "Web address",
    "archive": "Archive",
    "archive_collection": "Collection",
    "archive_location": "Shelfmark",
    "author": "Authors",
    "collection-title": "Series",
    "container-title": "Published in",
    "edition": "Edition",
    "editor": "Editors",
    "event-place": "Place",
    "event-title": "Occasion",
    "genre": "Genre",
    "interviewer": "Interviewers",
    "issue": "Issue",
    "language": "Language",
    "medium": "Medium",
    "note": "Note",
    "number": "Number",
    "page": "Pages",
    "publisher": "Publisher",
    "publisher-place": "Place of publication",
    "recipient": "Recipients",
    "volume": "Volume",
}
CONTAINERS = {
    "article-journal": "Journal",
    "article-magazine": "Magazine",
    "article-newspaper": "Newspaper",
    "chapter": "Book",
    "entry-encyclopedia": "Encyclopedia",
    "webpage": "Web site",
}
HELP = {
    "archive_location": "Where it lies in the archive, such as f. 17, op. 166, d. 4.",
    "genre": "Such as letter, diary or telegram.",
    "language": "A BCP 47 tag, such as ru, zh-Hans or ug.",
}
NAMES_HELP = "One a line, as “Family, Given”. An institution as it is called."
DATE_HELP = (
    "EDTF: 1949-08-24, 1949-08 or 1949; 1949~ for about, 1949? for uncertain, 194X for the"
    " 1940s, 1949-08/1949-10 for a span. Empty where it is not known."
)
DEFAULT_TYPE = "book"
_ALL_FIELDS = dict.fromkeys(
    (*(name for names in TYPE_FIELDS.values() for name in names), *fields_for(""))
)


def label_of(field: str, item_type: str) -> str:
    """What people call a CSL variable in an item of that type."""
    if field == "container-title" and item_type in CONTAINERS:
        return CONTAINERS[item_type]
    if field.isupper():
        return LABELS.get(field, field)  # ISBN, DOI
    return LABELS.get(field) or field.replace("-", " ").replace("_", " ").capitalize()


class TextField(forms.CharField):
    """Free text in any script; the line ends that forms send become LF."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        attrs: dict[str, Any] = {"dir": "auto"}
        widget = forms.Textarea(attrs | {"rows": rows}) if rows else forms.TextInput(attrs)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class SourceForm(forms.Form):
    """A CSL item with its date and citation key.

    Fields that the chosen type does not have keep their values in hidden inputs, so that
    trying another type loses nothing; CSL variables that no form has stay in the source.
    """

    type = forms.ChoiceField(choices=[(t, TYPES[t]) for t in sorted(TYPES, key=lambda t: TYPES[t])])
    title = TextField(
        rows=2, help_text="As it stands on the source; in [brackets] where it has none."
    )
    author = TextField(rows=2, required=False, label="Authors", help_text=NAMES_HELP)
    date = forms.CharField(required=False, help_text=DATE_HELP)
    citation_key = forms.CharField(
        required=False,
        max_length=80,
        label="Citation key",
        help_text="Empty: made from author and year.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        source: Source | None = None,
    ) -> None:
        self.csl: dict[str, Any] = dict(source.csl) if source else {}
        start = dict(initial or (_initial(source) if source else {}))
        given = start if data is None else data
        self.item_type = str(given.get("type") or "")
        if self.item_type not in TYPES:
            self.item_type = DEFAULT_TYPE
        super().__init__(data, initial={**start, "type": self.item_type})
        self._of_type = fields_for(self.item_type)
        for name in self._of_type:
            self.fields[name] = _field(name, self.item_type)
        for name in _ALL_FIELDS:
            if given.get(name) and name not in self.fields:
                self.fields[name] = _field(name, self.item_type, hidden=True)

    @classmethod
    def with_type_changed(cls, data: Mapping[str, Any]) -> Self:
        """The form for another type, with all that was typed and not yet checked."""
        return cls(initial={name: data[name] for name in data if isinstance(data[name], str)})

    def type_fields(self) -> list[forms.BoundField]:
        """The fields that change with the type."""
        return [self[name] for name in self._of_type if name not in COMMON_FIELDS]

    def common_fields(self) -> list[forms.BoundField]:
        """Where it is kept, and what else every type has."""
        return [self[name] for name in COMMON_FIELDS]

    def kept(self) -> list[tuple[str, str]]:
        """Label and value of what the type has no field for."""
        return [(str(field.label), str(field.value())) for field in self.hidden_fields()]

    def clean_date(self) -> str:
        date: str = self.cleaned_data["date"]
        try:
            return edtf.from_words(date) if date else ""
        except edtf.InvalidEdtf as error:
            raise forms.ValidationError(str(error)) from error

    def item(self) -> dict[str, Any]:
        """The CSL item: what it was, with the form's fields as they are now."""
        item = dict(self.csl)
        for name, value in self.cleaned_data.items():
            if name not in ("date", "citation_key"):
                _put(item, name, value)
        return item


class SourceFilter(forms.Form):
    """What narrows and orders the list of sources. Nonsense counts as not given."""

    SORTS = {"key": "Citation key", "title": "Title", "date": "Date"}

    q = forms.CharField(required=False)
    type = forms.CharField(required=False)
    sort = forms.ChoiceField(required=False, choices=list(SORTS.items()))

    def given(self) -> dict[str, str]:
        """The words, type and order asked for."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) or "" for name in ("q", "type", "sort")}
        return {**asked, "sort": asked["sort"] or "key"}


def _field(name: str, item_type: str, *, hidden: bool = False) -> forms.CharField:
    rows = 3 if name == "note" else 2 if name in NAMES else 0
    help_text = NAMES_HELP if name in NAMES else HELP.get(name, "")
    label = label_of(name, item_type)
    field = TextField(rows=rows, required=False, label=label, help_text=help_text)
    if hidden:
        field.widget = forms.HiddenInput()
    elif name == "language":
        field.widget.attrs.update({"list": "languages", "dir": "ltr", "autocapitalize": "none"})
    elif name == "URL":
        field.widget.attrs.update({"inputmode": "url", "dir": "ltr"})
    return field


def _initial(source: Source) -> dict[str, Any]:
    shown = {name: _shown(name, value) for name, value in source.csl.items()}
    return {**shown, "date": source.date, "citation_key": source.citation_key}


def _shown(name: str, value: Any) -> str:
    return show_names(value) if name in NAMES else str(value)


def _put(item: dict[str, Any], name: str, value: str) -> None:
    before = item.get(name)
    if not value:
        item.pop(name, None)
    elif name in NAMES:
        item[name] = read_names(value, before or [])
        if not item[name]:
            del item[name]
    elif before is None or str(before).strip() != value:
        # Unchanged values stay as they are: CSL may hold numbers where the form has text.
        item[name] = value
