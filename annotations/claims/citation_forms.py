"""Forms of citations: how a citation bears on a claim, where it stands, and what is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from annotations.claims.forms import ClaimForm
from annotations.claims.locators import TERMS
from annotations.claims.models import Citation, Claim, Stance, Strength
from annotations.highlights.models import Highlight
from annotations.searches.forms import SearchLogFields
from annotations.searches.models import SearchLog
from project.people.forms import RevisionField
from project.people.models import Workspace
from sources.records.source_field import SourceField, offer_sources

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User

    Anyone = User | AnonymousUser

#: The stances, and what each of them means.
STANCES = [
    (Stance.SUPPORTS, _("Supports: speaks for it")),
    (Stance.CONTRADICTS, _("Contradicts: speaks against it")),
    (Stance.QUALIFIES, _("Qualifies: limits it, or adds a condition")),
    (Stance.DOES_NOT_ADDRESS, _("Does not address: says nothing of it, though it could")),
]
#: The grades of evidence, after Evidence Explained.
GRADES = ("source_grade", "information", "evidence")


class GradesForm(forms.Form):
    """Stance and strength first, then the grades of evidence, and why."""

    template_name = "claims/_grades.html"

    stance = forms.ChoiceField(
        label=_("How it bears on the claim"),
        choices=STANCES,
        widget=forms.RadioSelect,
        initial="supports",
    )
    strength = forms.ChoiceField(
        label=_("Strength"),
        choices=Strength.choices,
        initial="ungraded",
        help_text=_("How much it weighs, whichever way."),
    )
    source_grade = forms.ChoiceField(
        label=_("Source"),
        choices=Citation.SourceGrade.choices,
        required=False,
        help_text=_("Its first form, something made from others, or a work that argues."),
    )
    information = forms.ChoiceField(
        label=_("Information"),
        choices=Citation.Information.choices,
        required=False,
        help_text=_("Whether whoever tells it was there, or has it from others."),
    )
    evidence = forms.ChoiceField(
        label=_("Evidence"),
        choices=Citation.Evidence.choices,
        required=False,
        help_text=_("Whether it says so itself, or only with others, or is silent."),
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        help_text=_("Why it bears on the claim in this way."),
    )

    @property
    def grades_shown(self) -> list[str]:
        """The grades of evidence as they stand in the form, those not given left out."""
        values = ((self.fields[name], self[name].value()) for name in GRADES)
        return [
            str(label).partition(":")[0].lower()
            for field, value in values
            for choice, label in field.choices  # type: ignore[attr-defined]
            if value and choice == value
        ]

    def graded(self) -> dict[str, Any]:
        """What the valid form says, as the services take it."""
        names = ("stance", "strength", *GRADES, "rationale")
        return {name: self.cleaned_data[name] for name in names}


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


class LocatorFields(forms.Form):
    """A place in a source, by CSL's terms."""

    locator_label = forms.ChoiceField(
        label=_("Place"),
        choices=[(term, names[0]) for term, names in TERMS.items()],
        required=False,
        initial="page",
    )
    locator = forms.CharField(
        label=_("Where"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"dir": "auto", "size": 12}),
        help_text=_("The number alone, or several: 12, 12–14, 3r."),
    )

    def located(self) -> dict[str, Any]:
        """What the valid form says, as the services take it."""
        return {name: self.cleaned_data[name] for name in ("locator_label", "locator")}


class EditCitationForm(GradesForm, LocatorFields):
    """Grades, rationale and locator; a search has none."""

    template_name = "claims/_edit_citation_fields.html"

    revision = RevisionField()

    def __init__(self, *args: Any, citation: Citation, **kwargs: Any) -> None:
        names = ("stance", "strength", *GRADES, "rationale", "locator_label", "locator", "revision")
        kwargs["initial"] = {name: getattr(citation, name) for name in names}
        super().__init__(*args, **kwargs)
        if citation.search_log_id is not None:
            del self.fields["locator_label"], self.fields["locator"]
        elif citation.source_id is not None:
            self.fields["locator"].required = True
        elif told := citation.told:
            self.initial["locator_label"] = citation.locator_label or told.label
            self.fields["locator"].help_text = _(
                "The text’s own labels say %(place)s. Write another to correct that."
            ) % {"place": told.shown}

    def located(self) -> dict[str, Any]:
        """Empty for a search."""
        if "locator" in self.fields:
            return super().located()
        return {"locator_label": "", "locator": ""}


class CiteForm(GradesForm):
    """A citation of a highlight; `find_claim` is what was typed to find the claim."""

    find_claim = forms.CharField(required=False)
    claim = forms.ModelChoiceField(
        Claim.objects.none(),
        to_field_name="uid",
        required=False,
        error_messages={"invalid_choice": _("This claim is not there any more. Choose another.")},
    )
    share = forms.BooleanField(
        required=False,
        label=_("Share this highlight with the workspace"),
        help_text=_("It is private now. A citation shows its passage, so citing shares it."),
    )

    def __init__(self, *args: Any, claims: Any, is_private: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].queryset = claims  # type: ignore[attr-defined]
        if not is_private:
            del self.fields["share"]


class NewClaimForm(ClaimForm):
    """A claim that may be stated while citing; what comes filled in does not begin one."""

    def has_changed(self) -> bool:
        """Whether somebody has begun to state one."""
        return not {"statement", "question", "value"}.isdisjoint(self.changed_data)


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
