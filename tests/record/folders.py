"""A small record in a folder, its package, and every way to spoil one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from yingmen.record import Draft, FolderStore, Journal, Upload
from yingmen.record.export import export, sealed

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 3, 10)
WRITTEN = datetime(2026, 3, 9, 20, 0)  # noqa: DTZ001 - Beijing time without an offset, as a record has it
NAMES = ("照片 喆㛃犇.jpg", "=HYPERLINK(1)", "录音\u202e3pm.exe", "无" * 300)


def journal(folder: Path) -> Journal:
    return Journal(FolderStore(folder))


def upload(name: str, content: bytes) -> Upload:
    return Upload(name, lambda: BytesIO(content))


def filled(folder: Path, count: int = 4) -> Journal:
    """A record with `count` entries, each with an attachment of its own; the third corrects the first."""
    return fill(journal(folder), count)


def fill(made: Journal, count: int = 4) -> Journal:
    """Write these entries into an empty record, wherever it lies."""
    for n in range(count):
        draft = Draft(
            kind="visit" if n % 2 == 0 else "note",
            text=f"第 {n} 次：来了两个人",
            by="林小满",
            at="2026-03-09T19:30" if n % 2 == 0 else "2026-03-08",
            facts={"staff_count": 2, "id_shown": False} if n % 2 == 0 else {},
            attachments=(upload(NAMES[n % len(NAMES)], b"\xff\xd8\xff" + str(n).encode()),),
            corrects=1 if n == 2 else None,
        )
        made.append(draft, WRITTEN + timedelta(minutes=n))
    return made


def package(made: Journal, into: Path) -> Path:
    """The record's package."""
    export(made.store, sealed(made), {"index.html": b"<p>"}, into, DAY)
    return into
