"""The app's own database in a process of its own: it says a key only after that save was acknowledged.

saving.py save THREADS COUNT   save from several threads at once, half of it to the case, half to the record
saving.py read                 say what is there, as JSON
saving.py erase WORD…          erase everything, and say what is left: files, and words in them
saving.py erase-busy           the same while another page is still being read
"""

from __future__ import annotations

import io
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yingmen.web.vault.models import File
    from yingmen.web.vault.versions import Data

NOW = datetime(2026, 8, 31, 9, 0)  # noqa: DTZ001 - wall time in Beijing, as the app has it


def the_file() -> File:
    """The one case, begun if there is none."""
    from yingmen.web.vault import versions

    if not versions.files():
        versions.begin({"schema": 1, "kept": {}}, "新开的", NOW)
    return versions.files()[0]


def save_document(file: File, key: str) -> None:
    """Put a key into the case."""
    from yingmen.web.vault import versions

    def change(data: Data) -> Data:
        return {**data, "kept": {**data["kept"], key: "门口来了两个人"}}

    versions.save(file, versions.latest(file).number, change, key, NOW)


def save_entry(file: File, key: str) -> None:
    """Write a key into the record, with something attached."""
    from yingmen.record import Draft, Journal, Upload
    from yingmen.web.vault.journal import DatabaseStore

    photo = Upload(f"{key}.txt", lambda: io.BytesIO(f"附件{key}".encode() * 50))
    Journal(DatabaseStore(file)).append(Draft(kind="note", by="林小满", text=key, attachments=(photo,)), NOW)


def save_all(threads: int, count: int) -> None:
    """Save from all threads, and say each key once it is safe."""
    file = the_file()

    def save(n: int) -> None:
        (save_entry if n % 2 else save_document)(file, f"k{n}")
        os.write(1, f"k{n}\n".encode())

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(save, range(count)))


def read() -> None:
    """Everything there is, and what does not fit in it."""
    from yingmen.record import Journal
    from yingmen.web.vault import versions
    from yingmen.web.vault.journal import DatabaseStore

    file = the_file()
    found = Journal(DatabaseStore(file)).verify()
    assert versions.latest(file).saved_at == file.opened_at == NOW
    kept = [*versions.latest(file).data["kept"], *(entry.text for entry in found.entries)]
    problems = [*map(str, found.problems), *found.unnamed, *(["a tail"] if found.tail else [])]
    sys.stdout.write(json.dumps({"kept": kept, "problems": problems}))


def look(*, is_reading: bool) -> None:
    """Open the database as another page does, and stay in the middle of reading it if asked to."""
    from django.db import connection

    the_file()
    if is_reading:
        opened: Any = connection
        opened.cursor().execute("PRAGMA busy_timeout = 100")
        opened.connection.execute("BEGIN DEFERRED")
        opened.connection.execute("SELECT count(*) FROM version").fetchone()


def erase(words: tuple[str, ...]) -> None:
    """Erase, and look into the files while the database is still open."""
    from django.conf import settings
    from django.db import connection

    from yingmen.web.vault.erase import erase_all

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    left = [Path(name).name for name in erase_all()]
    files = {path.name: path.read_bytes() for path in settings.HOME.iterdir() if path.is_file()}
    found = [word for word in words for data in files.values() if word.encode() in data]
    sys.stdout.write(json.dumps({"left": left, "found": found, "files": sorted(files)}))


def main(what: str, *more: str) -> None:
    """Make the tables, then do as told."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if what.startswith("erase"):
        with ThreadPoolExecutor(1) as pool:
            pool.submit(look, is_reading=what == "erase-busy").result()
            erase(more)
    elif what == "read":
        read()
    else:
        save_all(*map(int, more))


if __name__ == "__main__":
    main(*sys.argv[1:])
