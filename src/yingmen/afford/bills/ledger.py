"""Every row of every file once: the same row in two exports of one account is one entry.

Two files of one account overlap: a month is exported again, a file is imported twice. Rows are the same
where account, day and amount are, and where nothing that both show (order number, time, balance) speaks
against it. Inside one file two rows stay two, unless they share order number and time, so that two equal
payments on a day stay two. The outcome depends on the set of files alone, not on their order, nor on how
often one is given.

Limitations: rows that show neither order number nor balance nor time, cut apart in the middle of a day,
cannot be told from an overlap. Exports by whole days, which is what banks and wallets give, are always
put together right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from yingmen.afford.bills.names import is_closed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time
    from decimal import Decimal

    from yingmen.afford.bills.model import Reading, Transaction

Source = tuple[str, int]
_Block = tuple["date", str, "Decimal"]


class Entry(NamedTuple):
    """One row of one account, wherever it was read: the row with most detail, and every (file, row).

    `nth` tells equal amounts of a day apart, from 1.
    """

    row: Transaction
    sources: tuple[Source, ...]
    nth: int = 1

    @property
    def mark(self) -> str:
        """How the user names this entry in the file of overrules: `alipay/2026-03-05/-50.00`, then `/2`."""
        name = f"{self.row.account}/{self.row.on}/{self.row.amount:.2f}"
        return name if self.nth == 1 else f"{name}/{self.nth}"


class _Seen(NamedTuple):
    """A row and the number of the file it stands in."""

    file: int
    row: Transaction


def entries(readings: Iterable[Reading]) -> tuple[Entry, ...]:
    """Every row of these files once, by day, account and amount."""
    alone: dict[_Block, _Seen] = {}
    several: dict[_Block, list[_Seen]] = {}
    for number, reading in enumerate(readings):
        for row in reading.transactions:
            seen = _Seen(number, row)
            block = (row.on, row.account, row.amount)
            if (before := alone.setdefault(block, seen)) is not seen:
                several.setdefault(block, [before]).append(seen)
    found: list[Entry] = []
    for block in sorted(alone):
        if block in several:
            found.extend(_entries(several[block]))
        else:
            row = alone[block].row
            found.append(Entry(row, ((row.file, row.row),)))
    return tuple(found)


def _entries(seen: list[_Seen]) -> list[Entry]:
    """The entries behind rows of one account, day and amount."""
    piles: list[list[_Seen]] = []
    for one in sorted(seen, key=_most_detail_first):
        pile = next((pile for pile in piles if _belongs(pile, one)), None)
        if pile is None:
            piles.append([one])
        else:
            pile.append(one)
    made = [Entry(_told(pile), _sources(pile)) for pile in piles]
    made.sort(key=lambda entry: _content(entry.row))
    return [entry._replace(nth=nth) for nth, entry in enumerate(made, 1)]


def _sources(pile: list[_Seen]) -> tuple[Source, ...]:
    return tuple(sorted({(one.row.file, one.row.row) for one in pile}))


def _content(row: Transaction) -> tuple[str, ...]:
    at, balance = row.at, row.balance
    return (
        "" if at is None else at.isoformat(),
        row.order_id,
        "" if balance is None else str(balance),
        row.counterparty,
        row.summary,
        row.kind,
        row.method,
        row.status,
    )


def _most_detail_first(one: _Seen) -> tuple[int, tuple[str, ...], str, int, int]:
    row = one.row
    known = bool(row.order_id) + (row.at is not None) + (row.balance is not None)
    return -known, _content(row), row.file, row.row, one.file


def _belongs(pile: list[_Seen], one: _Seen) -> bool:
    """Whether this row is the one that the pile holds already."""
    if any(other.file == one.file and not _repeated(other.row, one.row) for other in pile):
        return False
    return all(_same(other.row, one.row) for other in pile)


def _repeated(a: Transaction, b: Transaction) -> bool:
    """Whether a file holds one row twice: the very row, or the same order number at the same time."""
    return (a.file, a.row) == (b.file, b.row) or (bool(a.order_id) and _content(a)[:5] == _content(b)[:5])


def _same(a: Transaction, b: Transaction) -> bool:
    if a.order_id and b.order_id and a.order_id != b.order_id:
        return False
    if a.balance is not None and b.balance is not None and a.balance != b.balance:
        return False
    if a.at is not None and b.at is not None and not _same_time(a.at, b.at):
        return False
    return _borne_out(a, b) or _like(a.counterparty, b.counterparty)


def _borne_out(a: Transaction, b: Transaction) -> bool:
    """Whether order number, balance or time is shown by both: the names may then be masked differently."""
    return (
        (bool(a.order_id) and a.order_id == b.order_id)
        or (a.balance is not None and a.balance == b.balance)
        or (a.at is not None and a.at == b.at and a.at.second != 0)
    )


def _same_time(a: time, b: time) -> bool:
    """Whether two times are one; a spreadsheet may have dropped the seconds."""
    return a == b or ((a.hour, a.minute) == (b.hour, b.minute) and 0 in {a.second, b.second})


def _like(a: str, b: str) -> bool:
    return not a or not b or a == b


def _told(pile: list[_Seen]) -> Transaction:
    """The row with most detail, what it lacks filled in from the others; an order that closed is closed."""
    first = pile[0].row
    rows = [one.row for one in pile]
    closed = sorted(row.status for row in rows if is_closed(row.status))
    return replace(
        first,
        at=max((row.at for row in rows if row.at is not None), default=None),
        balance=next((row.balance for row in rows if row.balance is not None), None),
        order_id=first.order_id or next((row.order_id for row in rows if row.order_id), ""),
        counterparty=first.counterparty or next((row.counterparty for row in rows if row.counterparty), ""),
        summary=first.summary or next((row.summary for row in rows if row.summary), ""),
        method=first.method or next((row.method for row in rows if row.method), ""),
        status=closed[0] if closed else first.status,
    )
