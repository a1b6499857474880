"""A program that uses the embedded database: each line on its input is SQL, answered as JSON.

Run as `python program.py FOLDER`; it stands for a server, a worker or a shell.
"""

import json
import sys
from pathlib import Path

from django.conf import settings

settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "project.embedded_postgres",
            "FOLDER": Path(sys.argv[1]),
            "NAME": "testimonia",
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 2, "timeout": 60}},
        }
    }
)

from django.db import connection  # noqa: E402

for line in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute(line)
        answer = cursor.fetchall() if cursor.description else []
    print(json.dumps(answer), flush=True)
