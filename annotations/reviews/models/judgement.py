"""What verdicts and outcomes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models

from annotations.claims import values
from annotations.replies import mentions
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class Judgement(WorkspaceRow):
    """Something that was decided, with reasons, about a claim or question as it then stood.

    Only ever added: the database refuses UPDATE and DELETE. `judged` is that state in the form
    of `annotations.reviews.states`, `judged_sha256` the hash of it.
    """

    edit_permission = Permission.REVIEW

    #: The answer found right, as `annotations.claims.values` documents it; null without one.
    value = models.JSONField(null=True, blank=True)
    #: Markdown as written; `reasons_html` is the only way to show it.
    reasons = models.TextField(validators=[MinLengthValidator(1), MaxLengthValidator(20_000)])
    judged = models.JSONField(editable=False)
    judged_sha256 = models.CharField(max_length=64, editable=False)
    #: Whether that state has moved on; set by `queries.mark_moved_on`.
    changed_since: bool = False
    #: Whether a later one took its place; set by `queries.mark_replaced`.
    is_replaced: bool = False

    class Meta(WorkspaceRow.Meta):
        abstract = True

    @property
    def typed_value(self) -> values.Value | None:
        """The answer found right, as the type its question asks for."""
        return None if self.value is None else values.from_json(self.value)

    @property
    def reasons_html(self) -> SafeString:
        """The reasons, ready to show."""
        return mentions.render(self.reasons, self.workspace)
