"""What a card still asks for: a minimum each month until all is paid; everything, once a minimum was missed.

The minimum falls with the balance. A balance that the minimums have not cleared after five years is then
asked for whole: so far an individual plan may reach.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from yingmen.afford.debts_loan import Dues
from yingmen.days import DAYS_PER_MONTH, add_months, days_between
from yingmen.money import ZERO, exact, fen

if TYPE_CHECKING:
    from datetime import date

    from yingmen.owe import LoanReckoning
    from yingmen.owe.card_terms import CardTerms

_MONTHS = 60


def card_dues(item: LoanReckoning, terms: CardTerms, on: date) -> Dues:
    """What a card asks for from a day on, and what its balance costs a day, on every yuan of it.

    In arrears: all of it on that day; late is the interest of a day with a thirtieth of the month's late fee.
    Else the minimums to come; a minimum missed would cost its late fee beside the running interest.
    """
    owed = item.total or ZERO
    asked = item.statements[-1].minimum if item.statements else ZERO
    missed = min(_missed(item, on), owed)
    with exact():
        running = terms.daily_rate * _bearing(item, terms) / owed if owed else Decimal(0)
        fee = terms.late_fee_rate / DAYS_PER_MONTH
        late = running + (fee * missed / owed if missed else fee)
    if missed:
        return Dues(((on, owed),), late, running, asked)
    later = _minimums(terms, owed, running, on)
    return Dues(tuple(later), late, running, asked or (later[0][1] if later else ZERO))


def _bearing(item: LoanReckoning, terms: CardTerms) -> Decimal:
    """What of the balance bears interest: principal, and unpaid interest where it is compounded."""
    if item.replay is None:
        return ZERO
    balances = item.replay.balances
    return balances.principal + (balances.interest if terms.compound else ZERO)


def _missed(item: LoanReckoning, on: date) -> Decimal:
    """What is missing of the last minimum whose due date is over."""
    over = [one for one in item.statements if one.due_on <= on]
    if not over:
        return ZERO
    last = over[-1]
    paid = sum((pay.amount for pay in item.loan.payment if last.closed_on < pay.on <= on), ZERO)
    return max(last.minimum - paid, ZERO)


def _minimums(terms: CardTerms, balance: Decimal, running: Decimal, on: date) -> list[tuple[date, Decimal]]:
    day, last = _first_due(terms, on), on
    found: list[tuple[date, Decimal]] = []
    for month in range(_MONTHS):
        if not balance:
            break
        with exact():
            interest = fen(balance * running * days_between(last, day))
            part = fen(balance * terms.minimum_rate) + interest
        whole = balance + interest
        part = whole if month == _MONTHS - 1 else min(part, whole)
        found.append((day, part))
        balance, last = whole - part, day
        day = add_months(day, 1, terms.due_day)
    return found


def _first_due(terms: CardTerms, on: date) -> date:
    """The first due day after the day of asking."""
    day = add_months(on, 0, terms.due_day)
    return day if day > on else add_months(on, 1, terms.due_day)
