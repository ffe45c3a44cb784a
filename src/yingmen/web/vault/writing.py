"""One change of the database at a time, in about the order they came.

The database keeps a second writer out by itself, but lets it knock again after ever longer pauses, so that
under many some wait long. Whoever changes something asks here first.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE_AT_A_TIME = RLock()


@contextmanager
def writing() -> Iterator[None]:
    """One transaction: all of it is kept, or nothing. Within another it is a part of that."""
    with _ONE_AT_A_TIME, transaction.atomic():
        yield
