"""Forms of citations: how one bears on a claim, where it stands, and citing while reading."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.claims.citations.locators import TERMS
from annotations.claims.forms import ClaimForm
from annotations.claims.models import Citation, Claim, Stance, Strength
from project.people.forms import RevisionField

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

    template_name = "claims/citations/_grades.html"

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

    template_name = "claims/citations/_edit_citation_fields.html"

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
