"""The job that erases what was deleted long enough ago."""

from __future__ import annotations

from procrastinate.contrib.django import app

from project.people.workspaces.purging import purge_due


@app.periodic(cron="41 3 * * *")
@app.task(name="people.purge_workspaces", queueing_lock="people.purge_workspaces")
def purge_workspaces(timestamp: int) -> None:  # noqa: ARG001 (it is passed)
    """Purge the workspaces whose time of grace is over."""
    purge_due()
