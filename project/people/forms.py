"""What forms share: how services' errors come to stand by fields, and who was faster."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from project.people.refusing import Overtaken


class RevisionField(forms.IntegerField):
    """The revision that is edited, so that who was slower than another is told."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, **kwargs)


def add_errors(form: forms.BaseForm, error: ValidationError, **fields: str) -> None:
    """Show a service's errors by the form's fields, the others above the form.

    `fields` says which field of the form stands for one that the service names.
    """
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, messages in by_field.items():
        name = fields.get("others" if name in ("", NON_FIELD_ERRORS) else name, name)
        form.add_error(name if name in form.fields else None, [*messages])


def take_over(form: forms.BaseForm, error: Overtaken) -> Any:
    """What somebody else saved meanwhile; saved once more, the form replaces that."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["revision"] = str(error.current.revision)  # type: ignore[index]
    return error.current
