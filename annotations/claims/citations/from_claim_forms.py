"""Forms that cite from the page of a claim: a source, a search, or a passage marked before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from annotations.claims.citations.forms import CiteForm, GradesForm, LocatorFields
from annotations.claims.models import Citation
from annotations.highlights.models import Highlight
from annotations.searches.forms import SearchLogFields
from annotations.searches.models import SearchLog
from project.people.models import Workspace
from sources.records.source_field import SourceField, offer_sources

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser


class GradesOfChosenForm(GradesForm):
    """Grades of what is chosen in the same form: the source's grade is not known before."""

    source_grade = forms.ChoiceField(
        label=_("Source"),
        choices=[
            ("", _("As its record says")),
            ("none", _("Not graded")),
            *Citation.SourceGrade.choices[1:],
        ],
        required=False,
        help_text=GradesForm.base_fields["source_grade"].help_text,
    )

    def graded(self) -> dict[str, Any]:
        """As of any; None takes the grade from the record."""
        grade = self.cleaned_data["source_grade"]
        return super().graded() | {"source_grade": {"": None, "none": ""}.get(grade, grade)}


class CiteSourceForm(GradesOfChosenForm, LocatorFields):
    """A source of the workspace with the place that is cited."""

    source = SourceField(
        label=_("Source"), help_text=_("Type words of its title, a name or its citation key.")
    )

    field_order = ("source", "locator_label", "locator")

    def __init__(self, *args: Any, workspace: Workspace, user: Anyone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sources(self, "source", workspace, user)
        self.fields["locator"].required = True

    def target(self) -> dict[str, Any]:
        """What the valid form cites, as the services take it."""
        return {"source": self.cleaned_data["source"], **self.located()}


class SearchField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A search that was logged, in a line."""

    def label_from_instance(self, obj: SearchLog) -> str:
        sought, searched = (Truncator(each).chars(60) for each in (obj.sought, obj.searched))
        return f"{sought} — {searched}, {obj.shown_date}"


class CiteSearchForm(GradesForm, SearchLogFields):
    """A search that was logged, or a new one."""

    # What only a new search needs is hidden where another one is chosen.
    use_required_attribute = False

    search_log = SearchField(
        SearchLog.objects.none(),
        to_field_name="uid",
        required=False,
        label=_("Search"),
        empty_label=_("A new one, told below"),
    )

    def __init__(self, *args: Any, workspace: Workspace, user: Anyone, **kwargs: Any) -> None:
        super().__init__(*args, workspace=workspace, user=user, **kwargs)
        logs = SearchLog.objects.visible_to(user).filter(workspace=workspace)
        self.fields["search_log"].queryset = logs  # type: ignore[attr-defined]
        if self.is_bound and self["search_log"].value():
            self.leave_out_search()
        elif not self.is_bound and not logs.exists():
            del self.fields["search_log"]

    def target(self) -> dict[str, Any]:
        """The search that was chosen, or nothing where a new one is told."""
        return {"search_log": self.cleaned_data.get("search_log")}


class CitePassageForm(GradesOfChosenForm):
    """A highlight of the workspace; `find_highlight` is what was typed to find it."""

    find_highlight = forms.CharField(required=False)
    highlight = forms.ModelChoiceField(
        Highlight.objects.none(),
        to_field_name="uid",
        error_messages={
            "required": _("Choose a passage from the list."),
            "invalid_choice": _("This highlight is not there any more. Choose another."),
        },
    )
    share = CiteForm.base_fields["share"]

    def __init__(self, *args: Any, highlights: QuerySet[Highlight], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["highlight"].queryset = highlights  # type: ignore[attr-defined]
        # Asked for once a private one is chosen.
        private = highlights.filter(sharing=Highlight.Sharing.PRIVATE)
        chosen = self["highlight"].value() if self.is_bound else None
        if not chosen or not _is_among(private, chosen):
            del self.fields["share"]

    def target(self) -> dict[str, Any]:
        """What the valid form cites, as the services take it."""
        share = self.cleaned_data.get("share", False)
        return {"highlight": self.cleaned_data["highlight"], "share": share}


def _is_among(highlights: QuerySet[Highlight], uid: str) -> bool:
    try:
        return highlights.filter(uid=uid).exists()
    except (ValueError, ValidationError):
        return False
