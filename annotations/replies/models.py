"""What people answer to a highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from annotations.highlights.models import Highlight
from annotations.replies import mentions
from project.people.history import tracked
from project.people.permissions import Permission, may
from project.people.rows import WorkspaceRow, same_workspace

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.utils.safestring import SafeString

    from project.people.models import User


@tracked()
class Reply(WorkspaceRow):
    """An answer to a highlight, or to another reply (`parent`) on the same highlight.

    `created_by` is its author. A private reply exists for its author alone. `revision` counts
    the edits, as a highlight's does.
    """

    edit_permission = Permission.ANNOTATE

    highlight = models.ForeignKey(Highlight, models.CASCADE, related_name="replies")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    #: Markdown as written; `body_html` is the only way to show it.
    body = models.TextField(validators=[MinLengthValidator(1), MaxLengthValidator(20_000)])
    sharing = models.CharField(
        max_length=8, choices=Highlight.Sharing.choices, default=Highlight.Sharing.SHARED
    )
    revision = models.PositiveIntegerField(default=1)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        verbose_name_plural = "replies"
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("highlight", "parent"),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="annotations_reply_not_its_own"
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        highlight = reverse("annotations:highlight", args=[self.workspace.uid, self.highlight.uid])
        return f"{highlight}#reply-{self.uid}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(highlight__in=Highlight.objects.visible_to(user)) & (
            Q(sharing=Highlight.Sharing.SHARED) | Q(created_by_id=user.pk)
        )

    def editable_by(self, user: User | AnonymousUser) -> bool:
        """Its author's alone."""
        return user.pk == self.created_by_id and may(user, self.workspace, self.edit_permission)

    @property
    def body_html(self) -> SafeString:
        """The reply, ready to show."""
        return mentions.render(self.body, self.workspace)
