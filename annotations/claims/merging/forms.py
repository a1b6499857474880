"""The form that splits a claim."""

from __future__ import annotations

from typing import Any

from django import forms

from annotations.claims.forms import ClaimForm
from annotations.claims.merging.splitting import GONE
from annotations.claims.models import Citation
from project.people.rows import WorkspaceRowQuerySet


class SplitForm(ClaimForm):
    """The claim that is split off, and which citations of the old one go to it."""

    def __init__(
        self, *args: Any, citations: WorkspaceRowQuerySet[Citation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.citations = citations
        self.fields["citations"] = forms.ModelMultipleChoiceField(
            citations,
            to_field_name="uid",
            required=False,
            error_messages={"invalid_choice": GONE},
        )
        # The argument stays with the old claim.
        del self.fields["argument"]

    @property
    def chosen(self) -> list[str]:
        """The uids of the citations that are ticked."""
        ticked = self["citations"].value() or []
        return [str(uid) for uid in ticked]

    def said(self) -> dict[str, Any]:
        """What `split` takes."""
        return super().said() | {"citations": self.cleaned_data["citations"]}
