"""The database encrypted whole, its log included: SQLite as Django knows it, with SQLCipher underneath.

base   what Django asks of a kind of database
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PLAIN = b"SQLite format 3\x00"


def is_encrypted(database: Path) -> bool:
    """Whether a database's file asks for a passphrase; one that does not exist yet does not."""
    if not database.is_file():
        return False
    with database.open("rb") as stream:
        start = stream.read(len(_PLAIN))
    return bool(start) and start != _PLAIN
