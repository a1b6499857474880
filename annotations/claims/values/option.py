"""Options: ``{"kind": "option", "option": "weather"}``, one of the question's own."""

from dataclasses import replace
from typing import ClassVar, Self

from django.utils.translation import gettext as _

from annotations.claims.values.base import InvalidValue, QuestionKind, normalised
from annotations.claims.values.words import Words


class Option(Words):
    """One of the options that a question offers, typed in any case."""

    __slots__ = ()

    kind: ClassVar[str] = "option"
    part: ClassVar[str] = "option"

    def fitted(self, question: QuestionKind) -> Self:
        """Return the option as the question words it; refuse one that it does not offer."""
        offered = {normalised(option): option for option in question.options}
        if normalised(self.words) not in offered:
            told = _("“%(option)s” is not offered; choose one of: %(choices)s.")
            choices = ", ".join(question.options) or _("none yet")
            names = {"option": self.words, "choices": choices}
            raise InvalidValue("option", told % names)
        return replace(self, words=offered[normalised(self.words)])
