"""Every place a record can lie in, for tests of what holds in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from record.memory import MemoryStore
from record.writing import NOW
from yingmen.record import FolderStore

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from yingmen.record import Store

STORES = ("folder", "memory", "database")


def made(request: pytest.FixtureRequest, folder: Path) -> Store:
    """A store with nothing in it, of the kind that a fixture's parameter names."""
    if request.param == "database":
        request.getfixturevalue("db")
        return in_database()
    return FolderStore(folder / "案件.record") if request.param == "folder" else MemoryStore()


def in_database(holding: MemoryStore | None = None) -> Store:
    """A store in the test's database, with what another one holds."""
    from yingmen.web.vault.journal import DatabaseStore
    from yingmen.web.vault.models import File, Line, Piece

    held = holding or MemoryStore()
    file = File.objects.create(opened_at=NOW, head=held.head_data, key=held.key_data)
    if held.lines:
        Line.objects.create(file=file, start=0, end=len(held.lines), data=held.lines)
    for name, data in held.kept.items():
        Piece.objects.create(file=file, name=name, number=0, data=data)
    return DatabaseStore(file)
