"""Fees that go to somebody other than the lender: shown apart, counted only where a text says so.

Whether they have been paid is not in the case file; for a ceiling they are taken as paid, so that they
never lower what the lender itself is owed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yingmen.money import ZERO
from yingmen.owe.entries import Charge
from yingmen.owe.schedule import Instalment, bullet_fee_dates, monthly_fee, plan

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from yingmen.owe.entries import Replay
    from yingmen.owe.terms import Terms


def third_party_charges(terms: Terms, replay: Replay) -> tuple[Charge, ...]:
    """Each fee to a third party that has fallen due by the day of the replay, as a charge on its days."""
    opened = terms.loan.disbursed_on
    last = terms.due_dates[-1] if terms.due_dates else replay.on
    found = []
    if deducted := terms.deducted_fees(third_party=True):
        found.append(_charge("upfront_fee", opened, last, deducted))
    since = opened
    for row in (*plan(terms, terms.principal), *_on_demand(terms)):
        if row.due_on > _ends(replay):
            break
        if row.other_fees:
            upfront = row.due_on == opened
            days = (opened, last) if upfront else (since, row.due_on)
            found.append(_charge("upfront_fee" if upfront else "fee", *days, row.other_fees))
        since = max(since, row.due_on)
    return tuple(found)


def third_party_total(charges: tuple[Charge, ...]) -> Decimal:
    """What third parties asked for up to the day, in yuan."""
    return sum((charge.amount for charge in charges), ZERO)


def _ends(replay: Replay) -> date:
    """Monthly fees stop when the loan is paid off or called in."""
    return min(replay.on, replay.settled_on) if replay.settled_on else replay.on


def _on_demand(terms: Terms) -> list[Instalment]:
    """Monthly fees of a loan that has no plan, because no due date was agreed."""
    amount = monthly_fee(terms, third_party=True)
    dates = () if terms.due_dates or not amount else bullet_fee_dates(terms)
    return [Instalment(day, ZERO, ZERO, other_fees=amount) for day in dates]


def _charge(kind: str, since: date, until: date, amount: Decimal) -> Charge:
    return Charge(kind, since, until, ZERO, amount, amount, late=False, deducted=True)
