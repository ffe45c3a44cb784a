"""`yingmen owe`: what do I really owe?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from yingmen.cli.edges import (
    AsJson,
    CasePath,
    LprFile,
    OnDay,
    OutDir,
    described,
    naming,
    print_document,
    print_json,
    read_book,
    read_case,
    today,
)

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from yingmen.case import Case
    from yingmen.document import Document
    from yingmen.law import Book
    from yingmen.owe import Reckoning


@described(
    "我到底欠多少：逐笔算清，哪些法律不支持，过没过时效。",
    "例：yingmen owe 我的案件.toml --on 2026-03-09 --out 结果",
)
def owe(
    case: CasePath, *, on: OnDay = None, out: OutDir = None, lpr: LprFile = None, json: AsJson = False
) -> None:
    """Answer what a case really owes."""
    with naming(case):
        answer(read_case(case), on or today(), read_book(lpr), out=out, json=json)


def answer(case: Case, on: date, book: Book, *, out: Path | None, json: bool) -> None:
    """Reckon a case and show it: JSON, or the terminal page; with `out`, the page and the ledger as files."""
    from yingmen.owe import reckon, reckoning_json, report

    reckoning = reckon(case, on, book)
    document = report(reckoning, book)
    if out is not None:
        _write(out, document, reckoning, book)
    if json:
        print_json(reckoning_json(reckoning, book))
        return
    print_document(document)
    if out is not None:
        sys.stdout.write(f"\n已写出 {out / 'owe.html'} 和 {out / 'ledger.csv'}\n")


def _write(out: Path, document: Document, reckoning: Reckoning, book: Book) -> None:
    from yingmen.owe import ledger_table
    from yingmen.papers import files, html, tables

    columns, rows = ledger_table(reckoning, book)
    ledger = tables.csv_text(columns, rows)
    files.write_all({out / "owe.html": html.render(document), out / "ledger.csv": ledger})
