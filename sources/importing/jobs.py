"""The jobs that read originals."""

from __future__ import annotations

from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sources.importing.batches import carry_out_batch, give_up_batch
from sources.importing.models import Batch, Import
from sources.importing.services import carry_out, give_up

#: A file that ends the program each time must not do so for ever.
MOST_ATTEMPTS = 3


@app.task(
    name="sources.import",
    queue="imports",
    pass_context=True,
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=5),
)
def run_import(context: JobContext, import_id: int) -> None:
    """Carry out one import."""
    pending = Import.objects.select_related("original", "source", "workspace", "created_by").get(
        pk=import_id
    )
    if context.job.attempts < MOST_ATTEMPTS:
        carry_out(pending)
    else:
        give_up(pending)


@app.task(
    name="sources.batch",
    queue="imports",
    pass_context=True,
    retry=RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=5),
)
def run_batch(context: JobContext, batch_id: int) -> None:
    """Carry out what is left of a batch."""
    related = ("archive", "table", "workspace", "created_by")
    batch = Batch.objects.select_related(*related).get(pk=batch_id)
    if context.job.attempts < MOST_ATTEMPTS:
        carry_out_batch(batch)
    else:
        give_up_batch(batch)
