"""Debts and money for tests of the plan, as short as can be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yingmen.afford.debts import Debt
from yingmen.days import add_months

if TYPE_CHECKING:
    from yingmen.afford.plan import Plan

ON = date(2026, 1, 31)
"""The day of asking; money comes first on the last day of February."""


def owing(
    loan_id: str, *due: tuple[date, str | int], late: str = "0.001", owed: str | int = 0, **more: Any
) -> Debt:
    """A debt with these dues; owed is their sum unless said otherwise."""
    rows = tuple((day, Decimal(amount)) for day, amount in due)
    whole = Decimal(owed) if owed else sum((amount for _, amount in rows), Decimal(0))
    return Debt(loan_id, f"出借人{loan_id}", "bank", whole, rows, Decimal(late), **{"on": ON, **more})


def month_end(n: int) -> date:
    """The n-th month end after the day of asking; 0 is the end of February 2026."""
    return add_months(ON, n + 1, 31)


def money(*amounts: str | int) -> tuple[tuple[date, Decimal], ...]:
    """What is free at each month end."""
    return tuple((month_end(n), Decimal(amount)) for n, amount in enumerate(amounts))


def paid(plan: Plan, loan_id: str) -> list[tuple[date, Decimal]]:
    """What a plan pays to one creditor."""
    return list(dict(plan.payments)[loan_id])


def total(plan: Plan) -> Decimal:
    """Everything a plan pays."""
    return sum((amount for _, rows in plan.payments for _, amount in rows), Decimal(0))


def keeps_to(plan: Plan, cash: tuple[tuple[date, Decimal], ...]) -> bool:
    """Whether at every payment no more has been paid in all than had come in."""
    rows = sorted(row for _, payments in plan.payments for row in payments)
    return all(
        sum(amount for day, amount in rows if day <= when) <= sum(came for day, came in cash if day <= when)
        for when, _ in rows
    )
