"""The job that makes a bundle."""

from __future__ import annotations

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from annotations.bundles.models import Bundle
from annotations.bundles.services import build, give_up

#: A dispute that ends the program each time must not do so for ever.
MOST_ATTEMPTS = 3


@app.task(
    name="annotations.bundle",
    queue="bundles",
    pass_context=True,
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=5),
)
def make_bundle(context: JobContext, bundle_id: int) -> None:
    """Make one bundle."""
    bundle = Bundle.objects.select_related("dispute", "created_by").get(pk=bundle_id)
    if context.job.attempts < MOST_ATTEMPTS:
        build(bundle)
    else:
        give_up(bundle)
