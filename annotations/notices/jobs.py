"""The job that mails notices."""

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
