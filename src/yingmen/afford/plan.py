"""The plan that costs least of all that can be paid: payments to every creditor, to the fen.

The contract is the baseline: everything it asks for is paid, what is late with the charges the contract sets,
unless the wishes count on a waiver or on charges standing still. Such a plan, and any that pays later than
agreed, needs the lender's consent, and says what it costs to go without. Money not needed in one month may
be kept for a later one; no payment is planned before its due date but on a card.

Order of what matters: secured loans, running agreements and card minimums (kept on time wherever the money
reaches); everything overdue cleared within each debt's longest time; the debts the borrower wants first; the
least cost; and last, so that one plan only is the answer, paying early, a smaller id a little sooner.

*Checked with*: enumeration of small cases, a second model on another solver (`tests/second/plan.py`).
*Limitations*: a plan counts on late payments reaching what bears charges before the charges, which the lender
must agree to as to paying late at all; `cost_without_consent` counts by the law's order. Loans are not paid
ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from yingmen.afford.debts import Debt
    from yingmen.afford.wishes import Wishes

Payments = tuple[tuple["date", "Decimal"], ...]
Cash = tuple[tuple["date", "Decimal"], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is paid to whom and when, what it costs, and whether it works out. Amounts in yuan.

    `payments` by loan id, in order of id. `cost` is everything paid and everything still open at the end of
    the horizon, if the lenders agree to what the plan asks; `cost_without_consent` if they agree to nothing
    and the same payments are made. `feasible`: what must be on time is, and all that is overdue is cleared in
    time; else `shortfalls` says what is missing in which month. `cleared_on`: the last payment of a plan
    that leaves nothing open. `proven`: the solver has shown that none is cheaper.
    """

    method: str
    payments: tuple[tuple[str, Payments], ...]
    cost: Decimal = ZERO
    needs_consent: frozenset[str] = frozenset()
    cost_without_consent: Decimal = ZERO
    cleared_on: date | None = None
    feasible: bool = True
    shortfalls: tuple[tuple[date, Decimal], ...] = ()
    proven: bool = False


def optimum(debts: Sequence[Debt], cash: Cash, wishes: Wishes | None = None) -> Plan:
    """The plan of least cost among those that keep to the cash of each month, to proven optimum.

    `cash`: when money comes in, in order of date (month ends), and what of it is free for debts. Never
    raises for want of money: see `Plan.feasible`. The same for any order of the debts.
    """
    from yingmen.afford.methods import ORDERS, follow  # noqa: PLC0415 - they return a Plan, so they import it
    from yingmen.afford.model_lp import solve  # noqa: PLC0415 - the same
    from yingmen.afford.table import table  # noqa: PLC0415 - the same

    sheet = table(debts, cash, wishes)
    answer = solve(sheet)
    best = follow(sheet, answer.intent, "optimum", proven=answer.proven)
    if sheet.wishes.first or sheet.late_first:
        return best
    # Rounding to the fen may cost a few fen more than a rule of thumb that happens to be the optimum too.
    rules = (follow(sheet, order, "optimum", proven=answer.proven) for order in ORDERS.values())
    better = [one for one in rules if one.feasible and (one.cost < best.cost or not best.feasible)]
    return min(better, key=lambda one: one.cost, default=best)
