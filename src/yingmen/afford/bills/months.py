"""Which months the bills show whole, so that half a month is not taken for a poor one.

A month is whole where rows reach from its first five days to its last five, or lie on both sides of it,
and where no main account (a tenth of all rows or more) begins after it or ends before it. A month without
any row is not whole: a missing file looks the same. Only the rows decide, not how they were cut into
files.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from yingmen.afford.bills.ledger import Entry

EDGE_DAYS = 5
_MAIN = 10
Month = tuple[int, int]


def months(every: Sequence[Entry]) -> tuple[tuple[int, int, bool], ...]:
    """Every month from the first row to the last, oldest first: year, month, whether it is whole.

    `every` is in order of the day.
    """
    if not every:
        return ()
    first, last = every[0].row.on, every[-1].row.on
    shown = {_month(day) for day in {entry.row.on for entry in every}}
    spans = list(_main_spans(every))
    return tuple(
        (*month, month in shown and _reached(month, first, last) and all(a <= month <= b for a, b in spans))
        for month in _between(first, last)
    )


def _main_spans(every: Sequence[Entry]) -> Iterable[tuple[Month, Month]]:
    """First and last month of each account with a tenth of all rows or more; the rows stand by day."""
    count = Counter(entry.row.account for entry in every)
    last = {entry.row.account: entry.row.on for entry in every}
    first = {entry.row.account: entry.row.on for entry in reversed(every)}
    main = [account for account, rows in count.items() if rows * _MAIN >= len(every)]
    return ((_month(first[account]), _month(last[account])) for account in main)


def _month(day: date) -> Month:
    return day.year, day.month


def _between(first: date, last: date) -> Iterable[Month]:
    since, until = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return ((number // 12, number % 12 + 1) for number in range(since, until + 1))


def _reached(month: Month, first: date, last: date) -> bool:
    """Whether the rows begin and end near enough to the edges of a month, or beyond them."""
    end = monthrange(*month)[1]
    begins = (first.year, first.month) < month or first.day <= EDGE_DAYS
    ends = (last.year, last.month) > month or last.day > end - EDGE_DAYS
    return begins and ends
