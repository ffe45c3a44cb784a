"""How fast a long record is verified, beside plain SHA-256; and how fast it grows, beside the disk alone.

Run it with `make bench`. A record of 10,000 entries with 2 GB of random attachments is written to a temporary
folder once; then it is verified and its bytes are hashed plainly, in turns, and the best of each counts.
Appends are set against as many bare fsyncs in the same run. Nothing is asserted. `record.py SMALL` does a
hundredth of it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from rich.console import Console
from rich.table import Table

from yingmen.record import Attachment, Draft, FolderStore, Journal, seal_of, to_line
from yingmen.record import keys as record_keys
from yingmen.record.entry import FIRST, built
from yingmen.record.seal import signed_head

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 9, 20, 15)  # noqa: DTZ001 - wall time in Beijing, as records have it
ENTRIES, FILES, FILE_BYTES = 10_000, 1_000, 2 * 1024**2
APPENDS = 300
ROUNDS = 3
MB = 1024**2
TEXT = "晚上八点一刻两个人来敲门，说是银行委托的，没有出示证件，要求当天还清。邻居在楼道里听见了。"
FACTS = {"staff_count": 2, "id_shown": False, "place": "home", "debt_disclosed": True}


def draft(n: int) -> Draft:
    """An entry of common length; four kinds in turn."""
    kind = ("visit", "call", "note", "promise")[n % 4]
    return Draft(
        kind=kind, at="2026-03-09T20:15", by="林小满", text=TEXT, facts=FACTS if kind == "visit" else {}
    )


def attached(folder: Path) -> Attachment:
    """Random bytes put under their hash."""
    data = os.urandom(FILE_BYTES)
    name = hashlib.sha256(data).hexdigest()
    (folder / name).write_bytes(data)
    return Attachment(sha256=name, name=f"{name[:8]}.jpg", media_type="image/jpeg", size=len(data))


def long_record(folder: Path, share: int) -> FolderStore:
    """A record as so many appends would have left it, written at once."""
    store = FolderStore(folder)
    with store.lock():
        key = record_keys.new_key()
        store.set_key(key)
        previous, lines = FIRST, []
        for n in range(1, ENTRIES // share + 1):
            photo = (attached(folder / "attachments"),) if n % (ENTRIES // FILES) == 0 else ()
            lines.append(to_line(built(draft(n), n, previous, NOW, photo)))
            previous = seal_of(lines[-1])
        store.append(b"".join(lines))
        size = store.size()
        store.set_head(signed_head(len(lines), size, previous, record_keys.unlock(key)).to_bytes())
    return store


def plainly_hashed(store: FolderStore) -> None:
    """SHA-256 of the journal and of every attachment, one after the other, and nothing else."""
    for path in (store.folder / "journal.jsonl", *(store.folder / "attachments").iterdir()):
        with path.open("rb") as stream:
            hashlib.file_digest(stream, "sha256").hexdigest()


def verified(store: FolderStore) -> None:
    """The whole of `verify`; a record that is not sound would be a mistake here."""
    found = Journal(store).verify()
    if not found.is_sound or found.unnamed:
        raise RuntimeError(found.problems)


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def appended(folder: Path, count: int) -> tuple[float, int]:
    """Seconds for so many appends, and how many fsyncs they asked for."""
    journal = Journal(FolderStore(folder))
    journal.append(draft(2), NOW)
    with mock.patch("os.fsync", side_effect=os.fsync) as fsync:
        return seconds(lambda: [journal.append(draft(n), NOW) for n in range(count)]), fsync.call_count


def bare_fsyncs(path: Path, count: int) -> float:
    """Seconds for as many short writes, each made safe on the disk."""
    line = to_line(built(draft(2), 1, FIRST, NOW))
    with path.open("ab", buffering=0) as stream:
        started = time.perf_counter()
        for _ in range(count):
            stream.write(line)
            os.fsync(stream.fileno())
    return time.perf_counter() - started


def verifying(folder: Path, share: int) -> Table:
    """Verify and hash in turns."""
    store = long_record(folder / "long.record", share)
    total = store.size() + sum(path.stat().st_size for path in (store.folder / "attachments").iterdir())
    rounds = [
        (seconds(lambda: plainly_hashed(store)), seconds(lambda: verified(store))) for _ in range(ROUNDS)
    ]
    plain, verify = (min(times) for times in zip(*rounds, strict=True))
    table = Table(title=f"{ENTRIES // share:,} entries, {total / MB:,.0f} MB, best of {ROUNDS}")
    for title in ("", "seconds", "MB/s", "ratio"):
        table.add_column(title, justify="right" if title else "left")
    table.add_row("plain SHA-256", f"{plain:.2f}", f"{total / MB / plain:,.0f}", "1.00")
    table.add_row(
        "verify (hashes side by side)",
        f"{verify:.2f}",
        f"{total / MB / verify:,.0f}",
        f"{plain / verify:.2f}",
    )
    return table


def appending(folder: Path, share: int) -> Table:
    """Append, then make the same number of fsyncs without anything else."""
    count = APPENDS // min(share, 10)
    took, fsyncs = appended(folder / "growing.record", count)
    bare = bare_fsyncs(folder / "bare", fsyncs)
    table = Table(title=f"{count} appends, {fsyncs} fsyncs ({fsyncs / count:.0f} each)")
    for title in ("", "seconds", "appends/s", "ratio"):
        table.add_column(title, justify="right" if title else "left")
    table.add_row("bare fsyncs", f"{bare:.2f}", f"{count / bare:,.0f}", "1.00")
    table.add_row("appends", f"{took:.2f}", f"{count / took:,.0f}", f"{bare / took:.2f}")
    return table


def main(share: int) -> None:
    """Measure and print both tables."""
    console = Console(width=100)
    machine = f"{platform.machine()} {platform.system()}, {os.cpu_count()} cores"
    console.print(f"{machine}, Python {platform.python_version()}")
    folder = Path(tempfile.mkdtemp(prefix="yingmen-bench-"))
    try:
        console.print(verifying(folder, share))
        console.print(appending(folder, share))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(100 if sys.argv[1:] else 1)
