"""Ways to pay: rules of thumb, and how any way is followed to the fen and turned into a plan.

Every way keeps the same rules: the money of each month, what must be on time first, then what the borrower
wants first, then the way's own order. A rule of thumb keeps back what coming months lack for what must be
on time, and puts all other money into debts at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from yingmen.afford.months import FEN
from yingmen.afford.plan import Plan
from yingmen.afford.pots import Pot
from yingmen.afford.refused import refused
from yingmen.afford.table import Row, Table, table
from yingmen.money import CENT, ZERO, fen, shares

if TYPE_CHECKING:
    from datetime import date

    from yingmen.afford.debts import Debt
    from yingmen.afford.plan import Cash
    from yingmen.afford.wishes import Wishes

Way = Callable[[Table, Sequence[Pot], int], None]
"""Pays into the pots of a period, at most so many fen."""

_Rank = Callable[[Row], tuple[int, int, str]]


def snowball(debts: Sequence[Debt], cash: Cash, wishes: Wishes | None = None) -> Plan:
    """The smallest debt first, so that one after the other is gone: the way that encourages most."""
    return follow(table(debts, cash, wishes), ORDERS["snowball"], "snowball")


def avalanche(debts: Sequence[Debt], cash: Cash, wishes: Wishes | None = None) -> Plan:
    """The debt that costs most a day first."""
    return follow(table(debts, cash, wishes), ORDERS["avalanche"], "avalanche")


def pro_rata(debts: Sequence[Debt], cash: Cash, wishes: Wishes | None = None) -> Plan:
    """Each creditor a part of the money, by what is open: the way that treats them alike."""
    return follow(table(debts, cash, wishes), by_share, "pro_rata")


def as_asked(debts: Sequence[Debt], cash: Cash, wishes: Wishes | None = None) -> Plan:
    """What the lenders ask for, when they ask for it, whether the money is there or not.

    Everything overdue at once, and each later due on its date. Nothing is waived. `shortfalls` say what the
    money of each month lacks for it.
    """
    sheet = table(debts, cash, wishes)
    asked = Table(sheet.months, sheet.contract, sheet.contract, sheet.wishes)
    pots = _walk(asked, _all_due)
    needed = [sum(pot.paid[n] for pot in pots) for n in range(sheet.months.count)]
    plan = _plan(asked, pots, "as_asked", _lacking(needed, sheet.months.cash))
    return replace(plan, needs_consent=frozenset(), cost_without_consent=plan.cost)


def follow(sheet: Table, way: Way, method: str, *, proven: bool = False) -> Plan:
    """Follow a way of paying through all months, to the fen, and say what came of it."""
    pots = _walk(sheet, way)
    levels = [sum(pot.missing(n) for pot in pots) for n in range(sheet.months.count)]
    return _plan(sheet, pots, method, _rises(levels), proven=proven)


# How a way is followed


def _walk(sheet: Table, way: Way) -> tuple[Pot, ...]:
    pots, purse = tuple(Pot.of(row) for row in sheet.rows), 0
    for cash in sheet.months.cash:
        for pot in pots:
            pot.begin()
        purse += cash
        way(sheet, pots, purse)
        purse -= sum(pot.paid[-1] for pot in pots)
        for pot in pots:
            pot.end(sheet.months)
    return pots


def _in_order(rank: _Rank) -> Way:
    def way(sheet: Table, pots: Sequence[Pot], purse: int) -> None:
        left = what_comes_first(sheet, pots, purse)
        for pot in sorted(pots, key=lambda pot: rank(pot.row)):
            left -= pot.pay(left, sheet.months)

    return way


def by_share(sheet: Table, pots: Sequence[Pot], purse: int) -> None:
    """Pay what must be on time, then share what is left by what is open."""
    left = what_comes_first(sheet, pots, purse)
    weights = tuple(Decimal(pot.payable) for pot in pots)
    parts = shares(min(left, int(sum(weights))) * CENT, weights)
    for pot, part in zip(pots, parts, strict=True):
        left -= pot.pay(int(part * FEN), sheet.months)


def _all_due(sheet: Table, pots: Sequence[Pot], _purse: int) -> None:
    for pot in pots:
        pot.pay(pot.due, sheet.months)


def what_comes_first(sheet: Table, pots: Sequence[Pot], purse: int) -> int:
    """Pay what must be on time, keep back what it will need, pay what is wanted; what is left."""
    if not pots:
        return 0
    for pot in pots:
        if pot.row.comes_first:
            purse -= pot.pay(min(pot.due, purse), sheet.months)
    purse = max(purse - _kept_back(sheet, pots[0].period), 0)
    by_id = {pot.row.loan_id: pot for pot in pots}
    for row in sheet.wanted:
        pot = by_id[row.loan_id]
        purse -= pot.pay(min(pot.due, purse), sheet.months)
    return purse


def _kept_back(sheet: Table, period: int) -> int:
    """What the money of the months after a period lacks for what must be on time in them."""
    firm = [row for row in sheet.rows if row.comes_first]
    kept = 0
    for later in range(sheet.months.count - 1, period, -1) if firm else ():
        kept = max(kept + sum(row.coming(later) for row in firm) - sheet.months.cash[later], 0)
    return kept


def _smallest(row: Row) -> tuple[int, int, str]:
    return int(fen(row.debt.owed) * FEN), 0, row.loan_id


def _dearest(row: Row) -> tuple[int, int, str]:
    rate = row.late if row.in_arrears or not row.revolving else row.running
    return -rate, int(fen(row.debt.owed) * FEN), row.loan_id


ORDERS: dict[str, Way] = {"snowball": _in_order(_smallest), "avalanche": _in_order(_dearest)}
"""The rules of thumb that pay one debt after the other."""


# What came of it


def _plan(
    sheet: Table, pots: Sequence[Pot], method: str, lacks: Sequence[int], *, proven: bool = False
) -> Plan:
    ids = sorted(row.loan_id for row in sheet.contract)
    paid = {pot.row.loan_id: pot for pot in pots}
    days = sheet.months.days
    short = tuple((day, _yuan(amount)) for day, amount in zip(days, lacks, strict=False) if amount)
    ended = [pot.open[-1] if pot.open else pot.payable for pot in pots]
    total = sum(sum(pot.paid) for pot in pots)
    nothing_planned = not sheet.months.count and any(ended)
    return Plan(
        method=method,
        payments=tuple((name, _dated(paid.get(name))) for name in ids),
        cost=_yuan(total + sum(ended)),
        needs_consent=_needing_consent(sheet, pots),
        cost_without_consent=_yuan(_refused(sheet, paid, ended=not short and not any(ended))),
        cleared_on=None if short or any(ended) else _last_payment(sheet, pots),
        feasible=not short and not nothing_planned,
        shortfalls=short,
        proven=proven,
    )


def _dated(pot: Pot | None) -> tuple[tuple[date, Decimal], ...]:
    return tuple((day, _yuan(amount)) for day, amount in sorted(pot.dated.items())) if pot else ()


def _needing_consent(sheet: Table, pots: Sequence[Pot]) -> frozenset[str]:
    """Debts of which something is waived, paid late, or not paid at all."""
    planned = {row.loan_id for row in sheet.rows}
    found = {row.loan_id for row in sheet.contract if row.loan_id not in planned and row.debt.due}
    found |= {pot.row.loan_id for pot in pots if pot.row.waived or any(pot.late) or _begins_late(sheet, pot)}
    return frozenset(found)


def _begins_late(sheet: Table, pot: Pot) -> bool:
    """Whether something is due before the first money comes, be it by a day or since long ago."""
    days = sheet.months.days
    return any(amount and (not days or day < days[0]) for day, amount in pot.row.debt.due)


def _refused(sheet: Table, paid: dict[str, Pot], *, ended: bool) -> int:
    """What the same payments leave to pay in all if no lender agrees to anything.

    Counted up to the last payment of a plan that clears everything, else to the end of the months; a debt
    that is left out, always to the end.
    """
    every = [pot.paid for pot in paid.values()]
    periods = [n for n in range(sheet.months.count) if any(one[n] for one in every)]
    until = periods[-1] + 1 if ended and periods else sheet.months.count
    nothing = [0] * sheet.months.count
    return sum(
        refused(row, paid[row.loan_id].paid[:until] if row.loan_id in paid else nothing, sheet.months)
        for row in sheet.contract
    )


def _last_payment(sheet: Table, pots: Sequence[Pot]) -> date | None:
    """The day of the last payment; none where dues go on after the plan's last month."""
    end = sheet.months.days[-1:] or None
    if end and any(day >= end[0] for pot in pots for day, _ in pot.row.debt.due):
        return None
    return max((day for pot in pots for day in pot.dated), default=None)


def _rises(levels: Sequence[int]) -> list[int]:
    """What is newly missing in each month."""
    return [max(now - before, 0) for before, now in zip([0, *levels], levels, strict=False)]


def _lacking(needed: Sequence[int], cash: Sequence[int]) -> list[int]:
    """What each month's money lacks, what was left of earlier months used first."""
    found, purse = [], 0
    for asked, came in zip(needed, cash, strict=False):
        purse += came - asked
        found.append(max(-purse, 0))
        purse = max(purse, 0)
    return found


def _yuan(amount: int) -> Decimal:
    return fen(amount * CENT) + ZERO
