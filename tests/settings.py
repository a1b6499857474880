"""Settings for tests: the project's own, with a database server and files of their own.

Each test run gets a fresh server, so runs side by side do not meet; tests/conftest.py removes it.
"""

import os
import tempfile

os.environ["DATA_DIR"] = f"{tempfile.gettempdir()}/testimonia-tests-{os.getpid()}"
os.environ["SECRET_KEY"] = "a key for tests alone"
os.environ["LOCAL"] = "1"
os.environ.pop("DATABASE_URL", None)

from project.settings import *  # noqa: F403
from project.settings import DATABASES

DATABASES["default"]["ENGINE"] = "tests.database"
# A busy machine must fail nothing: whoever asks for a connection gets one, only later.
DATABASES["default"]["OPTIONS"]["pool"] |= {"timeout": 60}
# The machine may crash under a test's database, which is thrown away anyway.
DATABASES["default"]["CONFIGURATION"] = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
