"""The job that places the passages of a text in a version."""

from __future__ import annotations

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from annotations.placements.models import Placing
from annotations.placements.placing import carry_out, give_up

#: A text that ends the program each time must not do so for ever.
MOST_ATTEMPTS = 3


@app.task(
    name="annotations.place",
    queue="placements",
    pass_context=True,
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=5),
)
def place(context: JobContext, placing_id: int) -> None:
    """Carry out one placing."""
    placing = Placing.objects.select_related("version__text", "version__workspace", "created_by")
    found = placing.get(pk=placing_id)
    if context.job.attempts < MOST_ATTEMPTS:
        carry_out(found)
    else:
        give_up(found)
