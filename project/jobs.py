"""The job that keeps the other jobs going."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * * */20")
@app.task(name="project.resume", queueing_lock="project.resume", pass_context=True)
async def resume(context: JobContext, /, timestamp: int) -> None:  # noqa: ARG001 (it is passed)
    """Queue again what a worker had begun that was killed: no heartbeat for 30 seconds.

    Every job can be run again: it looks first at what it left.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        await jobs.retry_job(job)
