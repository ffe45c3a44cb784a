"""A bill read: which account it is of, what each row moved, and whether its balances prove the reading.

`read_bill(name, data)` takes the file's bytes; its name is shown and never judged by. Every sheet with a bill
on it is read; a row that stands on two sheets counts once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yingmen.afford.bills.balances import prove
from yingmen.afford.bills.columns import headings_found, layout, unread
from yingmen.afford.bills.model import Reading, Took, Transaction
from yingmen.afford.bills.moments import last_day_named
from yingmen.afford.bills.profiles import account_of, is_card_statement, profile_of
from yingmen.afford.bills.rows import Source, read_rows
from yingmen.afford.bills.sheets import tables
from yingmen.afford.bills.text import order_number, words
from yingmen.errors import BillError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.bills.columns import Layout
    from yingmen.afford.bills.profiles import Profile
    from yingmen.afford.bills.rows import Manner, Rows
    from yingmen.afford.bills.sheets import Table

_HEAD_ROWS = 60
_COUNT = re.compile(r"共\s*(\d+)\s*笔(?:交易)?记录")
_WRECKED_SHARE = 0.5
_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    profile: Profile
    source: Source
    rows: Rows
    head: str
    wrecked: bool


def read_bill(name: str, data: bytes) -> Reading:
    """Read a bill of Alipay, WeChat Pay or a bank: CSV, XLS, XLSX or a PDF with text.

    BillError, with place and remedy, for what cannot be opened or holds no days and money.
    """
    found = tables(name, data)
    sheets = [sheet for table in found if (sheet := _sheet(name, table))]
    if not sheets:
        raise _no_bill(name, found)
    return _reading(name, sheets)


def _no_bill(name: str, found: Sequence[Table]) -> BillError:
    fault = next(filter(None, map(unread, found)), "")
    if fault:
        return BillError(
            fault,
            where=name,
            remedy="请直接用导出的文件；或者在表格软件里把日期写成 2026-01-05、金额写成 12.34 再存。",
        )
    seen = next((names for table in found if (names := headings_found(table))), ())
    listed = "、".join(seen) or "没有"
    return BillError(
        f"找不到日期和金额这两栏（看到的栏目：{listed[:120]}）",
        where=name,
        remedy="账单里要有一行栏目名，至少有日期和金额（或者收入、支出两栏）。请重新导出完整的账单，不要删去表头。",
    )


def _sheet(name: str, table: Table) -> _Sheet | None:
    """One sheet read, or None where there is no bill on it."""
    general = layout(table)
    if general is None:
        return None
    head = _head_text(table, general)
    profile = profile_of(general.names, head)
    known = (layout(table, profile.columns) if profile.columns else general) or general
    card = is_card_statement(profile, head) and known.one("balance") is None
    statement = last_day_named(head.split("\n"))
    source = Source(name, account_of(profile, head, card=card), known, statement, card)
    return _Sheet(table.name, profile, source, read_rows(table, source), head, _wrecked(table, known))


def _head_text(table: Table, found: Layout) -> str:
    """The lines above the column names, one after another."""
    rows = table.rows[: min(max(found.head, 0), _HEAD_ROWS)]
    return "\n".join(" ".join(filter(None, (words(cell) for cell in row))) for _, row in rows)


def _reading(name: str, sheets: list[_Sheet]) -> Reading:
    several = len(sheets) > 1
    proofs = [prove(sheet.rows.transactions, sheet.name if several else "") for sheet in sheets]
    once, twice = _once(sheets)
    return Reading(
        name,
        sheets[0].profile.title,
        sheets[0].source.account,
        _noted(sheets[0]),
        once,
        _all_proven([proof for proof, _ in proofs]),
        tuple(gap for _, gaps in proofs for gap in gaps),
        (*_left_out(sheets), *twice),
    )


def _all_proven(proofs: list[bool | None]) -> bool | None:
    """False if any sheet has gaps, None if no sheet has balances."""
    told = [proof for proof in proofs if proof is not None]
    return all(told) if told else None


def _once(sheets: list[_Sheet]) -> tuple[tuple[Transaction, ...], tuple[tuple[int, str], ...]]:
    """Every sheet's rows, those that an earlier sheet already holds left out."""
    if len(sheets) == 1:
        return sheets[0].rows.transactions, ()
    kept: list[Transaction] = []
    twice: list[tuple[int, str]] = []
    before: Counter[Transaction] = Counter()
    for sheet in sheets:
        here: Counter[Transaction] = Counter()
        for row in sheet.rows.transactions:
            same = replace(row, row=0)
            here[same] += 1
            if here[same] <= before[same]:
                twice.append((row.row, f"工作表“{sheet.name}”：同一笔在前面的工作表里已经有了"))
            else:
                kept.append(replace(row, file=f"{row.file}［{sheet.name}］"))
        before |= here
    return tuple(kept), tuple(twice)


def _left_out(sheets: list[_Sheet]) -> tuple[tuple[int, str], ...]:
    several = len(sheets) > 1
    return tuple(
        (n, f"工作表“{sheet.name}”：{why}" if several else why)
        for sheet in sheets
        for n, why in (*_short_of(sheet), *sheet.rows.left_out)
    )


def _short_of(sheet: _Sheet) -> tuple[tuple[int, str], ...]:
    """A note where a bill says it holds another number of rows than were found in it."""
    said = _COUNT.search(sheet.head)
    found = len(sheet.rows.transactions) + sum("没有算进去" in why for _, why in sheet.rows.left_out)
    if said is None or int(said[1]) == found:
        return ()
    line = sheet.head[: said.start()].count("\n") + 1
    return ((line, f"账单自己写着共 {said[1]} 笔，这里只找到 {found} 笔，请看是不是少了或改过"),)


def _noted(sheet: _Sheet) -> tuple[Took, ...]:
    """What each column was taken for, with a word on how in and out were told, and on wrecked numbers."""
    found = sheet.source.layout
    amount, order = found.one("amount"), found.one("order_id")
    if amount is not None and (told := _told(found.names[amount], sheet.rows.manner, sheet.source)):
        found = found.noted(told)
    if order is not None and sheet.wrecked:
        found = found.noted(
            Took(found.names[order], "单号（被遮住或被表格软件改坏，不用来认同一笔）", "guess")
        )
    return found.took


def _told(column: str, manner: Manner, source: Source) -> Took | None:
    """A note on a column of amounts whose signs were not simply read."""
    if source.card:
        spent = "正数" if manner.turned else "负数"
        return Took(column, f"金额（信用卡：花掉的写成{spent}）", "likely")
    if manner.told == "balance":
        return Took(column, "金额（收还是支，由余额的变化看出）", "likely")
    if manner.told == "words":
        return Took(column, "金额（收还是支，由这一行的文字看出）", "guess")
    return None


def _wrecked(table: Table, found: Layout) -> bool:
    """Whether half of the order numbers or more are masked, or were wrecked by a spreadsheet."""
    column = found.one("order_id")
    if column is None:
        return False
    rows = table.rows[found.head + 1 : found.head + 1 + _SAMPLE]
    cells = [row[column] for _, row in rows if len(row) > column and words(row[column])]
    return bool(cells) and sum(not order_number(cell) for cell in cells) >= len(cells) * _WRECKED_SHARE
