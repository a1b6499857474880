"""The field for one source of a workspace: found by typing, or named by its citation key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from project.people.rows import WorkspaceRowQuerySet
from sources.records.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User, Workspace


class Chosen(NamedTuple):
    """The uid that was chosen from the list, and what was typed."""

    uid: str = ""
    typed: str = ""


class SourceWidget(forms.Widget):
    """A combobox; without script, a text field for the citation key."""

    template_name = "records/widgets/source.html"
    #: Where the options come from.
    url = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Chosen:
        return Chosen(data.get(name) or "", (data.get(f"{name}_typed") or "").strip())

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and f"{name}_typed" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = value if isinstance(value, Chosen) else Chosen(str(value or ""))
        is_invalid = "aria-invalid" in context["widget"]["attrs"]
        context["widget"] |= {"chosen": chosen, "url": self.url, "is_invalid": is_invalid}
        return context


class SourceField(forms.Field):
    """One of `sources`; its initial value is a source, or a `Chosen`."""

    widget = SourceWidget
    sources: WorkspaceRowQuerySet[Source] = Source.objects.none()

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Source):
            return Chosen(str(value.uid), value.title)
        if value and not isinstance(value, Chosen):
            value = Chosen(str(value))
        if value and value.uid and not value.typed and (found := self._by_uid(value.uid)):
            return Chosen(value.uid, found.title)
        return value

    def clean(self, value: Any) -> Source | None:
        chosen = value or Chosen()
        found = self._by_uid(chosen.uid) if chosen.uid else self._by_key(chosen.typed)
        if found is None and (self.required or any(chosen)):
            raise ValidationError(
                _("Choose a source of this workspace, or write its citation key."), "invalid"
            )
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        before, now = self.prepare_value(initial) or Chosen(), data or Chosen()
        return before.uid != now.uid or (not now.uid and before.typed != now.typed)

    def _by_uid(self, uid: str) -> Source | None:
        try:
            return self.sources.filter(uid=UUID(uid)).first()
        except ValueError:
            return None

    def _by_key(self, key: str) -> Source | None:
        if not key or "\0" in key:
            return None
        return self.sources.filter(citation_key__iexact=key).first()


def offer_sources(
    form: forms.BaseForm,
    name: str,
    workspace: Workspace,
    user: User | AnonymousUser,
    *,
    kept: int | None = None,
    unlisted: str = "",
) -> None:
    """Let a field of a form take any source of `workspace` that `user` may see.

    It takes the one with the key `kept` too, even where it is deleted. The one with the citation
    key `unlisted` is not among those to choose from.
    """
    field = form.fields[name]
    assert isinstance(field, SourceField)
    seen = Source.objects.visible_to(user).filter(workspace=workspace)
    field.sources = Source.objects.filter(Q(pk__in=seen.values("pk")) | Q(pk=kept))
    field.widget.url = reverse("sources:find_sources", args=[workspace.uid])
    if unlisted:
        field.widget.url += "?" + urlencode({"without": unlisted})
