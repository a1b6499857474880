"""The part of a form that asks how a file is to be read: only what fits its format counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from sources.importing.base import Options, importers, options_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: What each option is called, and when it is of use.
WORDS: dict[str, tuple[StrPromise, StrPromise]] = {
    "unwrap": (
        _("Join lines that were broken at a margin"),
        _("Where each line of the page is a line of the file. Verse is better left as it is."),
    ),
    "dehyphenate": (
        _("Join words that were divided at the ends of lines"),
        _("Prefer it for reading and finding; leave it for a diplomatic transcription."),
    ),
    "whole_page": (
        _("Take the whole web page"),
        _("Else menus, advertisements and comments around the article are left out."),
    ),
    "strip_running": (
        _("Leave out running heads and page numbers"),
        _("What stands at the head or foot of many pages. Page labels are kept."),
    ),
    "one_column": (
        _("Read lines over the whole width of the page"),
        _("Where columns are told from each other wrongly, as in lists and tables."),
    ),
    "join_cues": (
        _("Join subtitles that go on in each other"),
        _("Times are kept where a paragraph begins."),
    ),
    "as_written": (
        _("Read the words as they stand in the document"),
        _("Not as its editor corrected, expanded or regularised them."),
    ),
    "keep_deletions": (_("Keep words that were struck out"), _("They are shown struck out.")),
}


class OptionsForm(forms.Form):
    """A form with a box for each option, called as the option is."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, (label, help_text) in WORDS.items():
            self.fields[name] = forms.BooleanField(
                required=False,
                label=label,
                help_text=help_text,
                # Scripts show the boxes that fit the files chosen.
                widget=forms.CheckboxInput({"data-for": " ".join(endings_with(name))}),
            )

    @property
    def option_fields(self) -> list[forms.BoundField]:
        """The boxes."""
        return [self[name] for name in WORDS]

    def chosen(self, filename: str = "") -> Options:
        """What was chosen; with a file name, of what its format has a use for."""
        names = options_of(filename) if filename else frozenset(WORDS)
        return Options(**{name: self.cleaned_data[name] for name in WORDS if name in names})


def endings_with(option: str) -> list[str]:
    """The endings of the formats that have a use for an option."""
    found = (each.extensions for each in importers() if option in each.options)
    return sorted({ending for endings in found for ending in endings})
