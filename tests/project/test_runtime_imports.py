"""The program starts without the packages that only development installs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
DEVELOPMENT = [
    "citeproc",
    "django_stubs_ext",
    "hypothesis",
    "playwright",
    "pytest",
    "reportlab",
    "typst",
]

#: A module that is None cannot be imported.
IMPORT_ALL = f"""
import sys
sys.modules.update(dict.fromkeys({DEVELOPMENT}))
import django, importlib, pkgutil
django.setup()
import annotations, project, sources
for app in (annotations, project, sources):
    for module in pkgutil.walk_packages(app.__path__, app.__name__ + "."):
        if not module.name.startswith("project.settings"):
            importlib.import_module(module.name)
print("all imported")
"""


def test_no_module_needs_them(tmp_path: Path) -> None:
    environment = {
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "SECRET_KEY": "only for this test",
        "DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-c", IMPORT_ALL]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ended.stdout == "all imported\n", ended.stderr
