"""`yingmen door`: who is at the door, and what to do minute by minute?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from yingmen.cli.edges import (
    AsJson,
    CasePath,
    OnDay,
    OutDir,
    described,
    naming,
    print_document,
    print_json,
    read_book,
    today,
)
from yingmen.cli.with_record import with_record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from yingmen.case import Case
    from yingmen.law import Book


@described(
    "谁在门口：是不是真的，该不该来，一分钟一分钟怎么办。",
    "例：yingmen door 我的案件.toml --out 结果",
)
def door(case: CasePath, *, on: OnDay = None, out: OutDir = None, json: AsJson = False) -> None:
    """Answer a knock."""
    with naming(case):
        show(with_record(case).case, on or today(), read_book(None), out=out, json=json)


def show(case: Case, on: date, book: Book, *, out: Path | None, json: bool) -> None:
    """Answer for a case and show it: JSON, or the terminal page; with `out`, the page as a file."""
    from yingmen.door import answer, door_json, door_page

    found = answer(case, on, book)
    page = door_page(found, book)
    if out is not None:
        from yingmen.papers import files, html

        files.write_all({out / "door.html": html.render(page)})
    if json:
        print_json(door_json(found, book))
        return
    print_document(page)
    if out is not None:
        sys.stdout.write(f"\n已写出 {out / 'door.html'}\n")
