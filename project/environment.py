"""How the environment becomes settings, where that takes more than a line.

What is missing or wrong ends the start as ImproperlyConfigured, in a sentence that says what
to set.
"""

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

#: Requests wait this many seconds for a free connection, then fail; a process holds at most
#: `max_size` connections.
POOL = {"min_size": 1, "max_size": 10, "timeout": 5}


def secret_key(env: Env, data_dir: Path, *, local: bool) -> str:
    """Return SECRET_KEY; on one's own machine (`local`) a generated one, kept in `data_dir`."""
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    if local:
        return _generated_key(data_dir / "secret-key")
    raise ImproperlyConfigured(
        "SECRET_KEY is not set: set it to a long random text that nobody else knows "
        "(python -c 'import secrets; print(secrets.token_urlsafe(50))' prints one), "
        "or, on your own machine, set LOCAL=1 to have one made."
    )


def _generated_key(path: Path) -> str:
    """Return the key in `path`, made on first use; two processes at once get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix="secret-key.")
        with open(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)  # unlike a rename, fails where another process was faster
        except FileExistsError:
            pass
        finally:
            Path(draft).unlink()
    return path.read_text().strip()


def mail(env: Env) -> dict[str, Any]:
    """Return Django's settings of EMAIL_URL and MAIL_FROM; without them mails are printed."""
    try:
        configuration: dict[str, Any] = dict(env.dj_email_url("EMAIL_URL", "console:"))
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}") from error
    if "EMAIL_BACKEND" not in configuration:
        raise ImproperlyConfigured(
            "EMAIL_URL must be console: or name a mail server, as in "
            "submission://user:password@host:587."
        )
    configuration["EMAIL_TIMEOUT"] = configuration["EMAIL_TIMEOUT"] or 30
    sender = env.str("MAIL_FROM", "Testimonia <testimonia@localhost>")
    return {**configuration, "DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}


#: Of each session. Triggers ask for this setting for each row, and catching the error where it was
#: never set takes them most of a millisecond.
NO_TRIGGER_IGNORED = "-c pgtrigger.ignore={}"


def database(env: Env, data_dir: Path) -> dict[str, Any]:
    """Return Django's configuration of DATABASE_URL, and without it of the embedded server."""
    if not env.str("DATABASE_URL", ""):
        return {
            "ENGINE": "project.embedded_postgres",
            "FOLDER": data_dir / "postgres",
            "NAME": "testimonia",
            "OPTIONS": {"pool": POOL, "options": NO_TRIGGER_IGNORED},
        }
    try:
        configuration: dict[str, Any] = dict(env.dj_db_url("DATABASE_URL"))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    if configuration.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must name a PostgreSQL database, as in "
            "postgres://user:password@host:5432/name."
        )
    given = configuration.get("OPTIONS", {})
    options = " ".join(filter(None, [given.get("options"), NO_TRIGGER_IGNORED]))
    configuration["OPTIONS"] = {**given, "pool": POOL, "options": options}
    return configuration
