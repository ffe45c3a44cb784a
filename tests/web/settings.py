"""The app's own settings in a home of the tests' own, for one fixed day, with quick hashes."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from yingmen.web.options import Options, to_environment

_HOME = Path(tempfile.mkdtemp(prefix="yingmen-tests-"))
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
(_HOME / "static").mkdir()
to_environment(Options(home=_HOME, on="2026-08-31"))

from yingmen.web.settings import *  # noqa: E402, F403 - read from the environment just set

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATABASES["default"]["TEST"] = {"NAME": str(_HOME / "tests.sqlite3")}  # noqa: F405 - a file, so that threads wait
