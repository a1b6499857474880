"""The lock under which those take turns who look at a whole workspace before they write."""

from __future__ import annotations

from project.people.models import Workspace


def lock_workspace(workspace: Workspace) -> Workspace:
    """The workspace as it is now. Of two who lock it at once, the second waits, and sees what the
    first one wrote: so it is locked before any row is, or each may wait for the other.

    Its key is not locked, so that rows may come to it meanwhile. Raises
    TransactionManagementError outside of a transaction.
    """
    return Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
