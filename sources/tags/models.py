"""The workspace's vocabulary of tags."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from project.people.history import tracked
from project.people.permissions import Permission
from project.people.rows import WorkspaceRow, same_workspace


@tracked()
class Tag(WorkspaceRow):
    """A word of the workspace's vocabulary, for sources and highlights alike.

    `broader` is the more general word above it, as in SKOS; `description` is the scope note.
    """

    class Colour(models.TextChoices):
        """Colours that can be told apart, each with a light and a dark shade."""

        GREY = "grey", _("Grey")
        RED = "red", _("Red")
        ORANGE = "orange", _("Orange")
        YELLOW = "yellow", _("Yellow")
        GREEN = "green", _("Green")
        TEAL = "teal", _("Teal")
        BLUE = "blue", _("Blue")
        PURPLE = "purple", _("Purple")

    edit_permission = Permission.MANAGE_TAGS

    name = models.CharField(max_length=80)
    colour = models.CharField(max_length=10, choices=Colour.choices, default=Colour.GREY)
    description = models.TextField(blank=True, validators=[MaxLengthValidator(2_000)])
    broader = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="narrower"
    )

    class Meta(WorkspaceRow.Meta):
        ordering = ["name"]
        constraints = [
            *WorkspaceRow.Meta.constraints,
            *same_workspace("broader"),
            models.UniqueConstraint(
                "workspace",
                Lower("name"),
                condition=Q(deleted_at=None),
                name="sources_tag_name",
                violation_error_message=_("There is a tag of this name."),
            ),
            models.CheckConstraint(
                condition=Q(broader=None) | ~Q(broader=F("id")), name="sources_tag_not_above_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name
