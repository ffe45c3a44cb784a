"""What a loan still asks for: what is in arrears, then each later due date of its contract."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from yingmen.case import Repayment
from yingmen.money import ZERO, exact, fen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.owe import LoanReckoning
    from yingmen.owe.schedule import Instalment
    from yingmen.owe.terms import Terms


@dataclass(frozen=True, slots=True)
class Dues:
    """What is to be paid and when, in yuan, and what it costs a day: see `Debt`."""

    rows: tuple[tuple[date, Decimal], ...]
    rate_late: Decimal
    rate_running: Decimal = Decimal(0)
    minimum: Decimal | None = None
    bearing: Decimal = Decimal(1)


def loan_dues(item: LoanReckoning, terms: Terms, on: date) -> Dues:
    """The arrears of a loan on a day and its coming instalments, fees to others included.

    Arrears are everything owed but principal not yet due and the interest accrued on it. A loan without
    any due date can be asked back at any time: all of it is due.
    """
    later = [row for row in item.plan if row.due_on > on]
    undue = _not_yet_due(item, later, on)
    coming = _coming(later, undue, flat=terms.loan.repayment is Repayment.FLAT_FEE)
    arrears = max((item.total or ZERO) - undue - _accrued(item, on, undue), ZERO)
    rows = [(on, arrears)] if arrears else []
    rows += [(row.due_on, row.total) for row in coming if row.total]
    bearing = _bearing(item, terms, (arrears, undue, coming), _accrued(item, on, undue))
    late = terms.late_rate(min([row.due_on for row in item.plan] + [on]))
    with exact():
        rate = late.rate / late.year * bearing
    return Dues(tuple(rows), rate, bearing=bearing or Decimal(1))


def _not_yet_due(item: LoanReckoning, later: Sequence[Instalment], on: date) -> Decimal:
    """Principal out that has not fallen due; none once the loan was called in."""
    ledger, called_in = item.replay, item.loan.accelerated_on
    if ledger is None or not later or (called_in is not None and called_in <= on):
        return ZERO
    late = sum((one.principal for one in ledger.exposures if one.until == on and one.late), ZERO)
    planned = sum((row.principal for row in later), ZERO)
    return max(min(ledger.balances.principal - late, planned), ZERO)


def _accrued(item: LoanReckoning, on: date, undue: Decimal) -> Decimal:
    """Interest counted up to the day that the next instalment will ask for."""
    if item.replay is None or not undue:
        return ZERO
    lines = (line for line in item.replay.lines if line.kind == "accrued" and line.on == on)
    return sum((line.amount for line in lines), ZERO)


def _coming(later: Sequence[Instalment], undue: Decimal, *, flat: bool) -> list[Instalment]:
    """Later instalments on the principal still out: paid ahead, the term is shorter and interest less."""
    planned = sum((row.principal for row in later), ZERO)
    found, left = [], undue
    for row in later:
        if not left:
            break
        share = min(row.principal, left)
        with exact():
            interest = row.interest if flat or not planned else fen(row.interest * left / planned)
        found.append(type(row)(row.due_on, share, interest, row.fees, row.other_fees))
        left, planned = left - share, planned - row.principal
    return found


def _bearing(
    item: LoanReckoning,
    terms: Terms,
    parts: tuple[Decimal, Decimal, Sequence[Instalment]],
    accrued: Decimal,
) -> Decimal:
    """The part of a sum in arrears that bears the late rate: principal, and interest where it is compounded.

    Where nothing is in arrears, the part of the next instalment.
    """
    arrears, undue, coming = parts
    if arrears and item.replay is not None:
        principal = item.replay.balances.principal - undue
        interest, whole = max(item.replay.balances.interest - accrued, ZERO), arrears
    elif coming:
        principal, interest, whole = coming[0].principal, coming[0].interest, coming[0].total
    else:
        return Decimal(0)
    with exact():
        return (principal + (interest if terms.compound else ZERO)) / whole if whole else Decimal(0)
