"""Django's settings for one user on one machine; what differs between starts comes from `options`."""

from __future__ import annotations

from typing import Any

from yingmen.web.options import from_environment
from yingmen.web.secret import secret_key

OPTIONS = from_environment()
HOME = OPTIONS.home
DEBUG = False
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *OPTIONS.hosts]
ROOT_URLCONF = "yingmen.web.urls"
WSGI_APPLICATION = "yingmen.web.wsgi.application"
LANGUAGE_CODE, TIME_ZONE, USE_I18N, USE_TZ = "zh-hans", "Asia/Shanghai", True, False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STEPS = ("owe", "lawful", "door", "afford", "answer", "record")
INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "yingmen.web.vault",
    "yingmen.web.gate",
    "yingmen.web.asking",
    "yingmen.web.home",
    *(f"yingmen.web.{step}" for step in STEPS),
]
MIDDLEWARE = [
    "yingmen.web.gate.middleware.headers",
    "yingmen.web.gate.middleware.own_files",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "yingmen.web.gate.middleware.only_the_owner",
    "yingmen.web.gate.refusals.in_words",
    "yingmen.web.home.middleware.say_what_is_wrong",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "yingmen.web.home.context.every_page",
            ],
        },
        "DIRS": [__file__.removesuffix("settings.py") + "templates"],
    }
]
DATABASES = {
    "default": {
        "ENGINE": "yingmen.web.vault.cipher" if OPTIONS.passphrase else "django.db.backends.sqlite3",
        "NAME": str(OPTIONS.database),
        "PASSWORD": OPTIONS.passphrase,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                " PRAGMA temp_store=MEMORY"
            ),
        },
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [__file__.removesuffix("settings.py") + "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # takes memory as well: six digits are few to guess
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # as passcodes were kept before
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
_BOUND = (
    "__Host-" if OPTIONS.secure else ""
)  # such a cookie no other program on the machine can set over http
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_BOUND}s", f"{_BOUND}c"
KNOWN_COOKIE_NAME = f"{_BOUND}d"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OPTIONS.secure
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "yingmen.web.gate.views.refused"
# What `check --deploy` asks of a site on the internet, and why a machine of one's own has it otherwise.
SILENCED_SYSTEM_CHECKS = [
    "security.W004",  # HSTS would keep the browser from plain http on localhost, for every other program too
    "security.W008",  # there is no https to send the browser on to, unless a certificate was given
    "security.W012",  # cookies over https alone: as soon as a certificate is given, see SESSION_COOKIE_SECURE
    "security.W016",  # the same, see CSRF_COOKIE_SECURE
]

LARGEST_UPLOAD = 64 * 1024 * 1024
"""Bytes of a request at most; all of it stays in memory, so that no plain copy touches the disk."""
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_UPLOAD
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 60
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {
        "nowhere": {"class": "logging.NullHandler"},  # what is logged names paths and hosts
        "faults": {"()": "yingmen.web.faults.Faults", "folder": HOME},
    },
    "loggers": {
        "django": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"handlers": ["faults"], "propagate": False},
    },
}
