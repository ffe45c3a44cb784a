"""Data gone for good: not only the rows, but their bytes in the database's files.

A deleted row's bytes stay in a database until something else is written over them, and in its log until that
is begun anew. So every page is written afresh, and the log is cut to nothing.
"""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import Error, connection, transaction

from yingmen.web import faults

_KEPT = "django_migrations"


def erase_all() -> tuple[str, ...]:
    """Erase every case, record, setting and session, and say which files may still hold something of them.

    What was written down of faults goes as well.
    """
    with transaction.atomic():
        for model in reversed(list(apps.get_models())):
            if model._meta.managed and model._meta.db_table != _KEPT:  # noqa: SLF001 - Django's own name
                model._base_manager.all().delete()  # noqa: SLF001 - the same
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence")  # how many rows there ever were
    return (*settle(), *faults.erase(Path(settings.HOME)))


def settle() -> tuple[str, ...]:
    """Clear deleted rows' bytes out of the files, and say which may still hold some.

    Within a change that is not finished yet there is nothing to clear.
    """
    if connection.in_atomic_block:
        return ()
    try:
        return _settled()
    except Error:
        return _files()


def _settled() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy = cursor.fetchone()[0]
    return _files() if is_busy else ()


def _files() -> tuple[str, ...]:
    name = str(connection.settings_dict["NAME"])
    return tuple(found for found in (name, f"{name}-wal") if Path(found).exists())
