"""The jobs that mail notices."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from annotations.notices import digest


@app.periodic(cron="5 * * * *")
@app.task(
    name="notices.digest", queue="mail", queueing_lock="notices.digest", lock="notices.digest"
)
def send_digests(timestamp: int) -> None:
    """Each hour: it is the hour of delivery somewhere."""
    digest.send_all(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="*/2 * * * *")
@app.task(
    name="notices.at_once", queue="mail", queueing_lock="notices.at_once", lock="notices.at_once"
)
def send_at_once(timestamp: int) -> None:
    """Every two minutes, so that what is done in one go comes in one mail."""
    digest.send_all(datetime.fromtimestamp(timestamp, UTC), at_once=True)
