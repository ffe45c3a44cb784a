"""Whether a statement's balances prove that every row was read, and read right.

Each balance must be the one before it and the row's own amount. Statements run forwards or backwards in time,
some backwards by day and forwards within it: the order with the fewest gaps is the statement's own. A row
without a balance is bridged. What remains is reported with its row.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

from yingmen.afford.bills.model import BalanceGap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from yingmen.afford.bills.model import Transaction

_NONE = Decimal(0)
_Row: TypeAlias = tuple[int, Decimal, "Decimal | None"]


def prove(transactions: Sequence[Transaction], sheet: str = "") -> tuple[bool | None, tuple[BalanceGap, ...]]:
    """Whether balances prove the rows of each account, and the gaps; None where there are no two balances."""
    if all(row.balance is None for row in transactions):
        return None, ()
    by_account: dict[str, list[Transaction]] = {}
    for row in transactions:
        by_account.setdefault(row.account, []).append(row)
    tried = [_least(rows, sheet) for rows in by_account.values() if _two_balances(rows)]
    gaps = tuple(sorted((gap for found in tried for gap in found), key=lambda gap: gap.row))
    return (not gaps) if tried else None, gaps


def signs(rows: Sequence[_Row], backwards: bool | None) -> dict[int, int]:  # noqa: FBT001 - one plain fact
    """Which way each unsigned amount went, by how the balance moved: row number to 1 or -1.

    `rows` holds (row number, amount, balance), the newest first if `backwards`; None where that is not known.
    Rows whose balance moved by something else are not in the answer; nothing is where both orders fit alike.
    """
    down = {n: _moved(amount, before, after) for (_, _, before), (n, amount, after) in _steps(rows)}
    up = {n: _moved(amount, before, after) for (n, amount, after), (_, _, before) in _steps(rows)}
    fit = sum(map(bool, down.values())) - sum(map(bool, up.values()))
    if backwards is None and fit == 0:
        return {}
    newest_first = fit < 0 if backwards is None else backwards
    return {n: sign for n, sign in (up if newest_first else down).items() if sign}


def _steps(rows: Sequence[_Row]) -> Iterable[tuple[_Row, _Row]]:
    return pairwise(rows)


def _moved(amount: Decimal, before: Decimal | None, after: Decimal | None) -> int:
    if before is None or after is None:
        return 0
    return 1 if after - before == amount else -1 if before - after == amount else 0


def _two_balances(rows: Sequence[Transaction]) -> bool:
    return sum(row.balance is not None for row in rows) > 1


def _least(rows: Sequence[Transaction], sheet: str) -> list[BalanceGap]:
    """The gaps in the order of time that leaves fewest; the file's own order first."""
    best: list[BalanceGap] | None = None
    for order in _orders(rows):
        found = list(_gaps(order, sheet))
        if best is None or len(found) < len(best):
            best = found
        if not best:
            break
    return best or []


def _orders(rows: Sequence[Transaction]) -> Iterator[Sequence[Transaction]]:
    forwards = rows[0].on <= rows[-1].on
    yield rows if forwards else rows[::-1]
    yield rows[::-1] if forwards else rows
    days = [list(day) for _, day in groupby(rows, key=lambda row: row.on)]
    yield [row for day in days for row in reversed(day)]
    yield [row for day in reversed(days) for row in day]


def _gaps(rows: Iterable[Transaction], sheet: str) -> Iterator[BalanceGap]:
    before: Decimal | None = None
    bridged = _NONE
    for row in rows:
        bridged += row.amount
        if row.balance is None:
            continue
        if before is not None and before + bridged != row.balance:
            yield BalanceGap(row.row, before + bridged, row.balance, sheet)
        before, bridged = row.balance, _NONE
