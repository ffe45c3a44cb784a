"""A writer in a process of its own: it says a number only after that entry was acknowledged.

child.py FOLDER NAME COUNT
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from record.writing import NOW, draft, upload
from yingmen.record import FolderStore, Journal


def main(folder: str, name: str, count: int) -> None:
    """Write entry after entry, every third with an attachment of its own."""
    journal = Journal(FolderStore(Path(folder)))
    for n in range(count):
        text = f"{name}-{n}"
        attached = (upload(f"{text}.txt", text.encode() * 50),) if n % 3 == 0 else ()
        entry = journal.append(draft(text, attachments=attached), NOW)
        sys.stdout.write(f"{entry.n} {text}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
