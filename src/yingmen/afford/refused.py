"""What a plan's payments leave to pay if no lender agrees to anything: the contract, and the law's order.

Charges are paid before what bears them, so that the same money ends a debt later. Nothing bears charges but
the part of a due that the contract has bear them.

References: Civil Code 561.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.afford.pots import Pot
from yingmen.afford.table import Row, charge, parts
from yingmen.money import exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.months import Months


def refused(row: Row, paid: Sequence[int], over: Months) -> int:
    """Everything one debt takes, in fen: what was paid in each period and what stays open after the last.

    `row` is the debt by the contract alone. What is paid beyond all that is open is not counted.
    """
    return _card(row, paid, over) if row.revolving else _loan(row, paid, over)


def _card(row: Row, paid: Sequence[int], over: Months) -> int:
    pot = Pot.of(row)
    for amount in paid:
        pot.begin()
        pot.pay(amount, over)
        pot.end(over)
    return sum(pot.paid) + (pot.open[-1] if pot.open else pot.payable)


def _loan(row: Row, paid: Sequence[int], over: Months) -> int:
    share = row.debt.bearing
    with exact():
        own_rate = parts(row.debt.rate_late / share) if share else 0
    base, total = int(row.opening * share), 0
    idle = row.opening - base + row.lead
    for period, amount in enumerate(paid):
        first = min(amount, idle)
        second = min(amount - first, base)
        idle, base, left = idle - first, base - second, amount - first - second
        costs, fresh = charge(base, own_rate, over.gaps[period]), 0
        for one in row.new[period]:
            late = max(one.amount - left, 0)
            left = max(left - one.amount, 0)
            costs, fresh = costs + charge(late, row.late, one.days), fresh + late
        total += amount - left
        idle += costs if period < len(paid) - 1 else 0
        base, idle = base + int(fresh * share), idle + fresh - int(fresh * share)
    return total + base + idle
