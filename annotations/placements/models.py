"""Which versions still wait for their passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace
from sources.texts.models import TextVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from project.people.models import User


@tracked()
class Placing(WorkspaceRow):
    """A job that places passages in a version, where nobody should wait for it.

    Until it is done, the passages that the version lacks are drawn nowhere in it.
    """

    class State(models.TextChoices):
        """How far it has come."""

        QUEUED = "queued", _("Passages are being placed")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    edit_permission = Permission.ANNOTATE

    version = models.OneToOneField(TextVersion, models.PROTECT, related_name="placing")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)

    class Meta(WorkspaceRow.Meta):
        ordering = ["id"]
        constraints = [*WorkspaceRow.Meta.constraints, *same_workspace("version")]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.state}"

    @classmethod
    def visibility(cls, user: User | AnonymousUser) -> Q:
        return Q(version__in=TextVersion.objects.visible_to(user))
