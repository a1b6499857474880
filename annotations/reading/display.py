"""How a person likes a text shown. Kept in a cookie, so that the first paint is already right."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

COOKIE = "reading"
#: Seconds that a choice is remembered: a year.
KEPT = 365 * 24 * 3600


class DisplayForm(forms.Form):
    """Each choice with its options; `initial` is what one gets unasked."""

    size = forms.ChoiceField(
        label=_("Letters"),
        choices=[
            ("small", _("Small")),
            ("normal", _("Normal")),
            ("large", _("Large")),
            ("larger", _("Larger")),
            ("largest", _("Largest")),
        ],
        initial="normal",
    )
    face = forms.ChoiceField(
        label=_("Typeface"),
        choices=[("serif", _("With serifs")), ("sans", _("Without"))],
        initial="serif",
    )
    measure = forms.ChoiceField(
        label=_("Length of lines"),
        choices=[("narrow", _("Short")), ("normal", _("Normal")), ("wide", _("Long"))],
        initial="normal",
    )
    spacing = forms.ChoiceField(
        label=_("Space between lines"),
        choices=[
            ("close", pgettext_lazy("line spacing", "Close")),
            ("normal", _("Normal")),
            ("loose", _("Loose")),
        ],
        initial="normal",
    )
    numbers = forms.ChoiceField(
        label=_("Numbers"),
        choices=[
            ("none", _("None")),
            ("paragraphs", _("Of paragraphs")),
            ("lines", _("Of every fifth line")),
        ],
        initial="none",
    )
    setting = forms.ChoiceField(
        label=_("Setting"),
        choices=[("columns", _("In columns, as the text asks")), ("lines", _("In lines"))],
        initial="columns",
    )

    @classmethod
    def usual(cls) -> dict[str, str]:
        """What one gets unasked, by field."""
        return {name: field.initial for name, field in cls.base_fields.items()}

    @property
    def classes(self) -> str:
        """Classes of `<body>` for what differs from the usual: "size-large numbers-lines"."""
        return " ".join(f"{name}-{value}" for name, value in self._chosen())

    @property
    def in_lines(self) -> bool:
        """Whether a vertical text is to be set in lines all the same."""
        return bool(self["setting"].value() == "lines")

    def remember(self, response: HttpResponse, *, secure: bool) -> None:
        """Keep what was chosen in the reader's browser; nothing is kept where all is usual."""
        value = ".".join(f"{name}-{value}" for name, value in self._chosen())
        if not value:
            response.delete_cookie(COOKIE, samesite="Lax")
            return
        response.set_cookie(
            COOKIE, value, max_age=KEPT, secure=secure, httponly=True, samesite="Lax"
        )

    def _chosen(self) -> list[tuple[str, str]]:
        usual = self.usual()
        values = [(name, self[name].value()) for name in self.fields]
        return [(name, value) for name, value in values if value != usual[name]]


def remembered(request: HttpRequest) -> DisplayForm:
    """The form with what this browser keeps; what it does not know is as usual."""
    pairs = (part.partition("-") for part in request.COOKIES.get(COOKIE, "").split("."))
    kept = {name: value for name, _dash, value in pairs}
    known = {
        name: kept[name]
        for name, field in DisplayForm.base_fields.items()
        if isinstance(field, forms.ChoiceField) and field.valid_value(kept.get(name, ""))
    }
    return DisplayForm(initial=DisplayForm.usual() | known)
