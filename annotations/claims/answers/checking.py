"""Values as they are written: in answer to a question, naming what its workspace knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from annotations.claims import values
from annotations.disputes.models import Question
from project.people.models import Workspace
from sources.authorities.models import Authority


def checked_value(question: Question, data: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON form of a value that answers the question. Raises ValidationError by field.

    Its authorities must be of the question's workspace and of the value's kind. One that was
    merged or deleted meanwhile may stay: comparison follows the one, and the other is a name.
    """
    try:
        value = values.parse(data, question)
        if any(uid for name, uid in value.named):
            _check_authorities(question.workspace, value)
    except values.InvalidValue as error:
        raise ValidationError({"value": str(error)}) from error
    return value.to_json()


def _check_authorities(workspace: Workspace, value: values.Value) -> None:
    uids = {UUID(uid): name for name, uid in value.named if uid}
    found = Authority.objects.filter(workspace=workspace, uid__in=uids)
    kinds = dict(found.values_list("uid", "kind"))
    field = "authority" if value.kind == "place" else "authorities"
    for uid, name in uids.items():
        if uid not in kinds:
            told = _("There is no authority %(uid)s in this workspace.") % {"uid": uid}
            raise values.InvalidValue(field, told)
        if kinds[uid] != value.kind:
            told = _("The authority of “%(name)s” is of another kind: %(kind)s.")
            raise values.InvalidValue(field, told % {"name": name, "kind": kinds[uid]})
