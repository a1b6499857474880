"""A text on paper: its notes as footnotes, numbered in the order of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from annotations.claims.models import Citation
from annotations.highlights import queries
from annotations.highlights.models import Highlight, HighlightTag
from project.people.models import User
from sources.tags.models import Tag

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from sources.texts.inline import Insertions
    from sources.texts.models import TextVersion


@dataclass(frozen=True, slots=True)
class Footnote:
    """A highlight as a note on paper; `end` is where its number stands (code points)."""

    number: int
    end: int
    highlight: Highlight


class PrintForm(forms.Form):
    """Which notes are printed, and whether with the words they are about."""

    notes = forms.ChoiceField(
        required=False,
        label=_("Notes"),
        choices=[
            ("", _("All that I see")),
            ("shared", _("Shared with the workspace")),
            ("mine", _("Mine")),
            ("none", _("None")),
        ],
    )
    author = forms.ModelChoiceField(
        User.objects.none(), required=False, label=_("By"), to_field_name="uid",
        empty_label=_("Anybody"),
    )  # fmt: skip
    tag = forms.ModelChoiceField(
        Tag.objects.none(), required=False, label=_("Tagged"), to_field_name="uid",
        empty_label=_("Any tag or none"),
    )  # fmt: skip
    bare = forms.BooleanField(required=False, label=_("Leave out the words they are about"))

    def __init__(self, data: Any, *, speaking: QuerySet[Highlight]) -> None:
        """`speaking` are the highlights to choose from."""
        super().__init__(data)
        self._speaking = speaking
        authors, tags = self.fields["author"], self.fields["tag"]
        assert isinstance(authors, forms.ModelChoiceField)
        assert isinstance(tags, forms.ModelChoiceField)
        authors.queryset = User.objects.filter(pk__in=speaking.values("created_by"))
        borne = HighlightTag.objects.filter(highlight__in=speaking)
        tags.queryset = Tag.objects.existing().filter(pk__in=borne.values("tag"))

    def chosen(self, user: User | AnonymousUser) -> QuerySet[Highlight]:
        """The highlights to print; all of them where the address asks for what there is not."""
        if not self.is_valid():
            return self._speaking
        asked, found = self.cleaned_data, self._speaking
        if asked["notes"] == "none":
            return found.none()
        if asked["notes"] == "mine":
            found = found.filter(created_by=user.pk)
        if asked["notes"] == "shared":
            found = found.filter(sharing=Highlight.Sharing.SHARED)
        if asked["author"]:
            found = found.filter(created_by=asked["author"])
        if asked["tag"]:
            bearing = HighlightTag.objects.filter(tag=asked["tag"])
            found = found.filter(pk__in=bearing.values("highlight"))
        return found


def speaking(version: TextVersion, user: User | AnonymousUser) -> QuerySet[Highlight]:
    """What `user` sees marked in `version` that says something: comment, tags or citations."""
    tagged = HighlightTag.objects.filter(highlight=OuterRef("pk"))
    cited = Citation.objects.existing().filter(highlight=OuterRef("pk"))
    return (
        Highlight.objects.visible_to(user)
        .filter(text=version.text_id)
        .filter(~Q(comment="") | Exists(tagged) | Exists(cited))
    )


def footnotes(
    version: TextVersion, chosen: QuerySet[Highlight], user: User | AnonymousUser
) -> list[Footnote]:
    """The notes in the order of the text, each at the end of its last passage."""
    here = Q(passages__placements__version=version)
    end = Max("passages__placements__end", filter=here)
    placed = chosen.annotate(end=end).filter(end__isnull=False).order_by("end", "id")
    found = queries.with_notes(placed, version.workspace, user)
    return [
        Footnote(number, highlight.end, highlight)  # type: ignore[attr-defined]
        for number, highlight in enumerate(found, start=1)
    ]


def references(notes: Iterable[Footnote]) -> Insertions:
    """The raised numbers in the text, each a link to its note."""
    by_place: dict[int, list[int]] = defaultdict(list)
    for note in notes:
        by_place[note.end].append(note.number)
    link = '<a id="ref-{0}" href="#fn-{0}" role="doc-noteref">{0}</a>'
    return {
        place: format_html(
            '<sup class="note-ref">{}</sup>',
            format_html_join(" ", link, ((number,) for number in numbers)),
        )
        for place, numbers in by_place.items()
    }
