"""From a table's rows to transactions: the day, the signed amount, and the words, one row at a time.

How the sign is told is settled once for a table, from its columns and cells (`Manner`): a pair of columns,
a flag, the sign itself, the movement of the balance, or else each row's own words. A row whose way cannot be
told is left out and said so; nothing is guessed about whether money came or went.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yingmen.afford.bills.balances import signs
from yingmen.afford.bills.headings import weight
from yingmen.afford.bills.model import Transaction
from yingmen.afford.bills.moments import clock, moment, month_day
from yingmen.afford.bills.profiles import account_name, last_digits, sign_of, way_of
from yingmen.afford.bills.text import money, order_number, remark, words
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.bills.columns import Layout
    from yingmen.afford.bills.moments import Moment
    from yingmen.afford.bills.sheets import Table
    from yingmen.afford.bills.text import Cell

Told = Literal["pair", "flag", "sign", "balance", "words"]
_RMB = frozenset({"", "人民币", "人民币元", "cny", "rmb", "156", "01", "001", "1", "¥", "元", "本币"})
_SUMS = ("合计", "总计", "小计", "总额", "承前", "过次", "期初", "期末", "上期", "本页")
_CARRIED = frozenset(
    f"{span}{what}"
    for span in (
        "",
        "本页",
        "本月",
        "本日",
        "本期",
        "本年",
        "当日",
        "当月",
        "当页",
        "累计",
        "本年累计",
        "本月累计",
    )
    for what in ("合计", "总计", "小计", "累计")
) | {
    *(
        "承前页",
        "承上页",
        "过次页",
        "转下页",
        "接上页",
        "结转下页",
        "上年结转",
        "结转下年",
        "期初余额",
        "期末余额",
    ),
    *(
        "上期余额",
        "上页余额",
        "上月余额",
        "上日余额",
        "月初余额",
        "月末余额",
        "年初余额",
        "年末余额",
        "承前",
        "过次",
    ),
    *("Opening Balance", "Closing Balance", "Balance Brought Forward", "Balance Carried Forward"),
}
_NO_ROW = "合计或结转行，不是一笔交易"
_BACK = ("还款", "退款", "退货")


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a table before its rows are read: file, account, layout, the statement's day."""

    file: str
    account: str
    layout: Layout
    statement: date | None = None
    card: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table tells which way money went; `turned`: what went out stands there with the other sign."""

    told: Told
    turned: bool = False
    by_balance: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The transactions of a table, and (row, why) for what was left out."""

    transactions: tuple[Transaction, ...]
    left_out: tuple[tuple[int, str], ...]
    manner: Manner


def read_rows(table: Table, source: Source) -> Rows:
    """Read every row below the names; each is a transaction, is left out with a reason, or is empty."""
    width = max([0, *(n + 1 for columns in source.layout.at.values() for n in columns)])
    below = [
        (n, row if len(row) >= width else [*row, *[""] * (width - len(row))])
        for n, row in table.rows[source.layout.head + 1 :]
    ]
    manner = _manner(below, source)
    reader = _Reader(source, manner)
    transactions: list[Transaction] = []
    left_out: list[tuple[int, str]] = []
    for n, row in below:
        found = reader.read(n, row)
        if isinstance(found, Transaction):
            transactions.append(found)
        elif found:
            left_out.append((n, found))
    return Rows(tuple(transactions), tuple(left_out), manner)


class _Reader:
    """Reads one row after another of one table; holds the columns' places and nothing that changes."""

    def __init__(self, source: Source, manner: Manner) -> None:
        one = source.layout.one
        self.source, self.manner = source, manner
        self.day, self.hour = one("day") or 0, one("hour")
        self.amount, self.income, self.expense = one("amount"), one("income"), one("expense")
        self.sign, self.balance, self.status = one("sign"), one("balance"), one("status")
        self.currency, self.own = one("currency"), one("own_account")
        self.order = one("order_id")
        self.merchant = one("merchant_order")
        self.counterparty, self.kind, self.method = one("counterparty"), one("kind"), one("method")
        self.summary = source.layout.at.get("summary", ())

    def read(self, n: int, row: Sequence[Cell]) -> Transaction | str | None:
        """The transaction of a row, or why it is none; None where the row is empty or repeats the names."""
        when = day_in(row[self.day], self.source.statement)
        if when is None:
            return self._no_day(row)
        if self.currency is not None and words(row[self.currency]).lower() not in _RMB:
            return f"不是人民币（{words(row[self.currency])}），没有算进去"
        summary = self._summary(row)
        if summary in _CARRIED:
            return _NO_ROW
        amount = self._signed(n, row)
        if isinstance(amount, str):
            return amount
        at = when.at or (clock(row[self.hour]) if self.hour is not None else None)
        return Transaction(
            when.on,
            at,
            amount,
            money(row[self.balance]) if self.balance is not None else None,
            self._words(row, self.counterparty),
            summary,
            self._words(row, self.kind),
            self._words(row, self.method),
            self._status(row),
            order_number(row[self.order]) if self.order is not None else "",
            self._account(row),
            self.source.file,
            n,
        )

    def _words(self, row: Sequence[Cell], column: int | None) -> str:
        return words(row[column]) if column is not None else ""

    def _summary(self, row: Sequence[Cell]) -> str:
        if len(self.summary) == 1:
            return words(row[self.summary[0]])
        return " ".join(dict.fromkeys(part for n in self.summary if (part := words(row[n]))))

    def _status(self, row: Sequence[Cell]) -> str:
        """The status, and what stands in brackets behind an amount, `52.00(已全额退款)`."""
        said = remark(row[self.amount]) if self.amount is not None else ""
        return " ".join(filter(None, (self._words(row, self.status), said)))

    def _account(self, row: Sequence[Cell]) -> str:
        """The row's own account where the bill has a column for it, else the bill's."""
        digits = last_digits(words(row[self.own])) if self.own is not None else ""
        return account_name(self.source.account.split("(")[0], digits) if digits else self.source.account

    def _no_day(self, row: Sequence[Cell]) -> str | None:
        text = [words(cell) for cell in row]
        if not any(text) or weight(row):
            return None
        if any(mark in cell for cell in text for mark in _SUMS):
            return _NO_ROW
        if sum(map(bool, text)) > 2 and self._plain(row) is not None:  # noqa: PLR2004 - more than a line of text
            return f"日期读不出来（{text[self.day] or '空的'}），没有算进去"
        return "页眉页脚或说明，不是一笔交易"

    def _plain(self, row: Sequence[Cell]) -> Decimal | None:
        """Any money in the row's columns of money, unsigned; None where there is none."""
        found = (money(row[n]) for n in (self.amount, self.income, self.expense) if n is not None)
        return next((amount for amount in found if amount is not None), None)

    def _signed(self, n: int, row: Sequence[Cell]) -> Decimal | str:
        """The row's amount, + in and - out, or why there is none."""
        found = self._pair(row) if self.manner.told == "pair" else self._single(n, row)
        return "金额是零，没有算进去" if found == ZERO else found

    def _pair(self, row: Sequence[Cell]) -> Decimal | str:
        came = money(row[self.income]) if self.income is not None else None
        went = money(row[self.expense]) if self.expense is not None else None
        if came is None and went is None:
            return self._unread(row)
        if came and went:
            return "收入和支出两栏都有数，不知道是哪一个，没有算进去"
        went = went or ZERO
        return (came or ZERO) + went if self.manner.turned else (came or ZERO) - went

    def _unread(self, row: Sequence[Cell]) -> str:
        columns = (n for n in (self.amount, self.income, self.expense) if n is not None)
        seen = next(filter(None, (words(row[n]) for n in columns)), "空的")
        return f"金额读不出来（{seen}），没有算进去"

    def _single(self, n: int, row: Sequence[Cell]) -> Decimal | str:
        found = money(row[self.amount]) if self.amount is not None else None
        if found is None:
            return self._unread(row)
        if self.manner.told == "sign":
            return -found if self.manner.turned else found
        way = self._way(n, row)
        if way == 0:
            return "没有写明是收还是支，也看不出来，没有算进去"
        return abs(found) * way if self.manner.turned else found * way

    def _way(self, n: int, row: Sequence[Cell]) -> int:
        """1 where the row's money came in, -1 where it went out, 0 where nothing tells."""
        way = 0
        if self.manner.by_balance is not None:
            way = self.manner.by_balance.get(n, 0)
        elif self.sign is not None:
            way = sign_of(words(row[self.sign]))
        return way or way_of(self._said(row), self._status(row))

    def _said(self, row: Sequence[Cell]) -> str:
        parts = (self._words(row, self.kind), self._summary(row), self._words(row, self.counterparty))
        return " ".join(parts)


def day_in(cell: Cell, statement: date | None) -> Moment | None:
    """The day in a cell; on a card's statement also a day without its year."""
    return moment(cell) or (month_day(cell, statement) if statement else None)


def _manner(below: list[tuple[int, Sequence[Cell]]], source: Source) -> Manner:
    """How this table tells in from out, by its columns and what stands in them."""
    one = source.layout.one
    amount, income, expense, sign = one("amount"), one("income"), one("expense"), one("sign")
    if expense is not None and (income is not None or amount is None):
        return Manner("pair", turned=_all_negative(money(row[expense]) for _, row in below))
    if amount is None:
        return Manner("pair")
    if sign is not None and any(sign_of(words(row[sign])) for _, row in below):
        out = (money(row[amount]) for _, row in below if sign_of(words(row[sign])) < 0)
        return Manner("flag", turned=_all_negative(out))
    dated = [(n, row) for n, row in below if day_in(row[one("day") or 0], source.statement)]
    return _unflagged(dated, amount, source)


def _all_negative(sums: Iterable[Decimal | None]) -> bool:
    """Whether every figure is negative: then the minus only repeats what the column's name says."""
    return max((amount for amount in _until_positive(sums) if amount), default=ZERO) < 0


def _until_positive(sums: Iterable[Decimal | None]) -> Iterator[Decimal | None]:
    for amount in sums:
        yield amount
        if amount and amount > 0:
            return


def _unflagged(dated: list[tuple[int, Sequence[Cell]]], amount: int, source: Source) -> Manner:
    figures = [money(row[amount]) or ZERO for _, row in dated]
    if source.card:
        return Manner("sign", turned=_spending_is_positive(dated, amount))
    if any(figure < 0 for figure in figures):
        return Manner("sign")
    balance = source.layout.one("balance")
    if balance is not None:
        steps = [(n, figure, money(row[balance])) for (n, row), figure in zip(dated, figures, strict=True)]
        if moved := signs(steps, _backwards(dated, source)):
            return Manner("balance", by_balance=moved) if -1 in moved.values() else Manner("sign")
    return Manner("words")


def _backwards(dated: list[tuple[int, Sequence[Cell]]], source: Source) -> bool | None:
    """Whether the newest row stands first; None where all are of one day."""
    column = source.layout.one("day") or 0
    first, last = (day_in(dated[n][1][column], source.statement) for n in (0, -1))
    if first is None or last is None or first.on == last.on:
        return None
    return first.on > last.on


def _spending_is_positive(dated: list[tuple[int, Sequence[Cell]]], amount: int) -> bool:
    """Whether a card's statement writes what was spent without a minus: its repayments then carry one."""
    back = [
        money(row[amount]) or ZERO
        for _, row in dated
        if any(mark in words(cell) for cell in row for mark in _BACK)
    ]
    if back:
        return sum(figure < 0 for figure in back) * 2 >= len(back)
    return sum((money(row[amount]) or ZERO) > 0 for _, row in dated) * 2 >= len(dated)
