"""Notices by mail: one plain mail for each person, as often as they want it, of what they want.

What is due is told by the notices alone: those unread and unmailed that were there at the
person's last hour of delivery, or are there now. So a server that was down at that hour, or
killed while it sent, goes on where it stopped.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from annotations.notices.models import Notice
from annotations.notices.queries import notices_of
from project.people.history import attributed
from project.people.models import User
from project.people.permissions import NotPermitted, Permission, Scope

logger = logging.getLogger(__name__)

SALT = "notices.mail"
ACTOR = "job:notices.digest"
#: The hour of delivery, by the person's clock; weekly mails come on Mondays.
HOUR = 7
#: People whose mails go through one connection to the mail server.
BATCH = 100
#: Notices told of in one mail; the others are counted.
MOST = 50


def send_all(now: datetime, *, at_once: bool = False) -> int:
    """Send what is due at `now` to those who want it `at_once`, or else to all others. Returns
    how many mails went out.
    """
    sent = 0
    for people in _batches(at_once):
        with get_connection() as connection:
            sent += sum(send_one(person, now, connection) for person in people)
    return sent


def send_one(user: User, now: datetime, connection: BaseEmailBackend) -> bool:
    """Mail a person what is due, if anything is.

    The notices are marked first and for good: a crash costs a mail, and never sends one twice.
    Only where the mail server itself refuses it they are due again.
    """
    is_at_once = user.digest == User.Digest.AT_ONCE
    due = _take(user, now if is_at_once else _last_delivery(user, now), now)
    if not due:
        return False
    try:
        _mail(user, due, connection).send()
    except OSError:
        # The next person's address may be a better one; this one's turn comes again.
        logger.exception("The notices of %s could not be mailed", user.uid)
        with attributed(ACTOR):
            _among(due).filter(mailed_at=now).update(mailed_at=None)
        return False
    return True


def token_for(user: User) -> str:
    """What ends a person's mails, in an address that needs no sign-in."""
    return signing.Signer(salt=SALT).sign(str(user.uid))


def reader_of(token: str) -> User | None:
    """Whose mails a token ends; None for one that we did not make."""
    try:
        uid = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    return User.objects.filter(uid=uid, is_active=True).first()


def mailed(user: User) -> list[str]:
    """The kinds of notices that come by mail to a person."""
    return [kind for kind in Notice.Kind.values if kind not in user.unmailed]


def choose(*, actor: User, digest: str, kinds: Collection[str]) -> None:
    """How often notices come by mail to `actor`, and of which kinds: of what is switched on by
    this, those that come from now on. Raises ValidationError.
    """
    if actor.scope is not Scope.WRITE:
        raise NotPermitted(Permission.KEEP_LISTS)
    was_off = Notice.Kind.values if actor.digest == User.Digest.NEVER else actor.unmailed
    actor.digest = digest
    actor.unmailed = [kind for kind in Notice.Kind.values if kind not in kinds]
    with attributed(str(actor.uid)):
        actor.full_clean()
        actor.save(update_fields=["digest", "unmailed"])
        waiting = Notice.objects.filter(recipient=actor, mailed_at=None, kind__in=was_off)
        waiting.filter(kind__in=kinds).update(mailed_at=timezone.now())


def stop(*, user: User) -> None:
    """End the mails. Saying so twice is no mistake."""
    with attributed(str(user.uid)):
        User.objects.filter(pk=user.pk).exclude(digest=User.Digest.NEVER).update(
            digest=User.Digest.NEVER
        )


def _batches(at_once: bool) -> Iterator[list[User]]:
    """Everybody who may have mail, at once or later, a batch at a time."""
    waiting = Notice.objects.existing().filter(read_at=None, mailed_at=None)
    people = User.objects.filter(
        is_active=True, email_confirmed_at__isnull=False, pk__in=waiting.values("recipient")
    )
    wanted = [User.Digest.AT_ONCE] if at_once else [User.Digest.DAILY, User.Digest.WEEKLY]
    people = people.filter(digest__in=wanted)
    last = 0
    while batch := list(people.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _last_delivery(user: User, now: datetime) -> datetime:
    """The person's latest hour of delivery that is past."""
    local = now.astimezone(_zone(user))
    hour = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if hour > local:
        hour -= timedelta(days=1)
    return hour - timedelta(days=hour.weekday() if user.digest == User.Digest.WEEKLY else 0)


def _take(user: User, until: datetime, now: datetime) -> list[Notice]:
    """What is due, marked as mailed. Of two workers one gets it."""
    with attributed(ACTOR):
        waiting = Notice.objects.visible_to(user).filter(
            read_at=None, mailed_at=None, created_at__lt=until
        )
        waiting = waiting.exclude(kind__in=user.unmailed)
        locked = waiting.select_for_update(of=("self",), skip_locked=True).values_list("pk")
        taken = [pk for (pk,) in locked]
        Notice.objects.filter(pk__in=taken).update(mailed_at=now)
    return list(notices_of(user).filter(pk__in=taken))


def _among(notices: list[Notice]) -> QuerySet[Notice]:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices])


def _mail(user: User, notices: list[Notice], connection: BaseEmailBackend) -> EmailMessage:
    """The mail in the person's language, its times by their clock."""
    stop_url = _address("notices:stop_mail", token_for(user))
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(_zone(user)):
        count = len(notices)
        subject = ngettext("{count} notice", "{count} notices", count).format(count=count)
        context = {
            "user": user,
            "notices": notices[:MOST],
            "more": max(0, count - MOST),
            "url": settings.PUBLIC_URL,
            "list_url": _address("notices:list"),
            "mail_url": _address("notices:mail"),
            "stop_url": stop_url,
        }
        text = render_to_string("notices/digest.txt", context)
    headers = {
        # RFC 8058: one click in the mail program, without opening a page.
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        f"{subject} · Testimonia", text, None, [user.email], headers=headers, connection=connection
    )


def _address(name: str, *args: str) -> str:
    return settings.PUBLIC_URL + reverse(name, args=args)


def _zone(user: User) -> ZoneInfo:
    try:
        return ZoneInfo(user.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
