"""The jobs that send mails: a page neither waits for a mail server nor fails with it."""

from __future__ import annotations

from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth.forms import PasswordResetForm
from django.core import mail
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import translation
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

#: Over about an hour.
PATIENCE = RetryStrategy(max_attempts=6, exponential_wait=5)


@app.task(name="people.mail", queue="mail", retry=PATIENCE)
def send_mail(to: str, subject: str, text: str) -> None:
    """Send one mail."""
    mail.send_mail(subject, text, None, [to])


@app.task(name="people.reset_password", queue="mail", retry=PATIENCE)
def send_reset(email: str, host: str, secure: bool, language: str) -> None:
    """Send the link that sets a new password, if somebody signs in with `email`.

    The request for it does no more than to queue this, whoever it is for, so that its time
    tells nothing; and the link is in no job's arguments.
    """
    form = ResetMail({"email": email})
    if form.is_valid():
        with translation.override(language):
            form.save(
                domain_override=host,
                use_https=secure,
                subject_template_name="accounts/mails/reset_subject.txt",
                email_template_name="accounts/mails/reset.txt",
            )


class ResetMail(PasswordResetForm):
    """Django's form, but what goes wrong in sending is not hidden: the job tries again."""

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        subject = render_to_string(subject_template_name, context).strip()
        mail.send_mail(
            subject, render_to_string(email_template_name, context), from_email, [to_email]
        )


@app.periodic(cron="17 3 * * *")
@app.task(name="people.forget", queueing_lock="people.forget", pass_context=True)
async def forget(context: JobContext, /, timestamp: int) -> None:  # noqa: ARG001 (it is passed)
    """Forget the sessions that have run out, and mails that could not be sent for a week."""
    await sync_to_async(call_command)("clearsessions")
    await context.app.job_manager.delete_old_jobs(
        nb_hours=7 * 24, queue="mail", include_failed=True
    )
