"""The job worker, run by a test until nothing is left to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import async_to_sync, sync_to_async
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def work_off_jobs() -> None:
    """Carry out all jobs, as a worker does.

    In a thread of its own: the loop of a browser test may still run in the tests' thread.
    """
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work).result()


def _work() -> None:
    assert isinstance(app.connector, DjangoConnector)
    try:
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            worker.run_worker(wait=False, listen_notify=False, install_signal_handlers=False)
    finally:
        # Django's own calls run in a further thread, which would hold its connection.
        async_to_sync(sync_to_async(connections.close_all))()
        connections.close_all()
