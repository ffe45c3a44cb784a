"""`yingmen afford`: what can I afford, what to offer to whom, and will it hold?"""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
    read_bytes,
    read_case,
    today,
)
from yingmen.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.afford.afforded import Afforded, Asked
    from yingmen.afford.bills.merge import Merged
    from yingmen.case import Case
    from yingmen.law import Book

Bills = Annotated[
    list[Path] | None,
    typer.Option("--bills", metavar="文件", help="账单文件，可以写几次；不写就用案件里的收支"),
]
Hold = Annotated[
    str, typer.Option("--hold", metavar="把握", help="要多大把握守得住，0.5 到 0.99；不写就是 0.9")
]
Seen = Annotated[
    list[str] | None,
    typer.Option("--seen", metavar="借款编号", help="时效已满或说不准的这一笔：后果我看过了，也要排进计划"),
]
Assume = Annotated[
    Path | None, typer.Option("--assume", metavar="文件", help="自己的假设：生病、失业、打官司能拿回多少")
]
_LEAST, _MOST = Decimal("0.5"), Decimal("0.99")


@described(
    "还得起多少：先留生活，再给每一家一个守得住的还法；还不起也照实说。",
    "例：yingmen afford 我的案件.toml --bills 支付宝.csv --bills 招行.csv --hold 0.9 --out 结果",
)
def afford(  # noqa: PLR0913 - what the command offers
    case: CasePath,
    *,
    bills: Bills = None,
    hold: Hold = "0.9",
    on: OnDay = None,
    out: OutDir = None,
    seen: Seen = None,
    assume: Assume = None,
    lpr: LprFile = None,
    json: AsJson = False,
) -> None:
    """Work out what a case can afford."""
    asked = _asked(hold, seen or (), assume)
    with naming(case):
        show(read_case(case), on or today(), read_book(lpr), asked, bills=bills or (), out=out, json=json)


def show(  # noqa: PLR0913 - what the command offers
    case: Case,
    on: date,
    book: Book,
    asked: Asked | None,
    *,
    bills: Sequence[Path],
    out: Path | None,
    json: bool,
) -> None:
    """Answer for a case and show it: JSON, or the terminal page; with `out`, pages and offers as files."""
    from yingmen.afford.afforded import afford as work_out
    from yingmen.afford.as_json import afford_json

    found = work_out(case, on, book, _merged(bills), asked)
    if out is not None:
        _write(out, found, case, book)
    if json:
        print_json(afford_json(found))
        return
    from yingmen.afford.page import afford_document

    print_document(afford_document(found, case.borrower.name, book))
    if out is not None:
        names = "、".join(
            str(out / name) for name in ("afford.html", "means.html", "means.pdf", "offers.csv")
        )
        sys.stdout.write(f"\n已写出 {names}\n")


def _write(out: Path, found: Afforded, case: Case, book: Book) -> None:
    from yingmen.afford.means_page import means_document
    from yingmen.afford.offer import offer_rows
    from yingmen.afford.page import afford_document
    from yingmen.papers import files, html, pdf, tables

    means = means_document(found.budget, case, book)
    head, *rows = offer_rows(found.offers, found.on)
    files.write_all(
        {
            out / "afford.html": html.render(afford_document(found, case.borrower.name, book)),
            out / "means.html": html.render(means),
            out / "means.pdf": pdf.render(means),
            out / "offers.csv": tables.csv_text(head, rows),
        }
    )


def _asked(hold: str, seen: Sequence[str], assume: Path | None) -> Asked:
    from yingmen.afford.afforded import Asked
    from yingmen.afford.assumptions import assumptions

    text = read_bytes(assume).decode("utf-8-sig", errors="replace") if assume else ""
    return Asked(want=_share(hold), chosen=frozenset(seen), assumed=assumptions(text))


def _share(text: str) -> Decimal:
    remedy = "写一个 0.5 到 0.99 之间的小数，如 0.9。"
    try:
        share = Decimal(text)
    except InvalidOperation:
        raise InputError(f"{text} 不是小数", where="--hold", remedy=remedy) from None
    if not share.is_finite() or not _LEAST <= share <= _MOST:
        raise InputError(f"{text} 不在 {_LEAST} 到 {_MOST} 之间", where="--hold", remedy=remedy)
    return share


def _merged(files: Sequence[Path]) -> Merged | None:
    from yingmen.cli.bills import read_bills

    return read_bills(files)[1] if files else None
