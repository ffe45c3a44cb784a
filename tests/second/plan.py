"""The least cost of a plan a second way: each due followed on its own, written with PuLP, solved by CBC.

Shares nothing with the program's model: it knows dues and charges, no pots, no periods' openings. Loans only.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pulp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from yingmen.afford.debts import Debt


def least_cost(debts: Sequence[Debt], cash: Sequence[tuple[date, Decimal]], end: date) -> Decimal | None:
    """The least that everything takes, all of it cleared with the last money; None if it cannot be done.

    Money of one day pays what is due by then at once and what falls due before the next money on its date.
    """
    days = [day for day, _ in cash] + [end]
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    spent: list[list[Any]] = [[] for _ in cash]
    costs = []
    for number, debt in enumerate(debts):
        accrued: list[list[Any]] = [[] for _ in cash]
        for row, (due_on, amount) in enumerate(debt.due):
            if due_on >= end:
                continue
            parts = _parts(problem, f"d{number}_{row}", [due_on < later for later in days[1:]], float(amount))
            for period, part in enumerate(parts):
                spent[period].append(part)
                for until in range(period + 1):
                    late = _days_late(due_on, debt.on or due_on, days, until)
                    accrued[until].append(part * float(debt.rate_late) * late)
        costs += [item for period in accrued for item in period]
        _pay_charges(problem, f"c{number}", accrued, spent)
    for period in range(len(cash)):
        came = float(sum(amount for _, amount in cash[: period + 1]))
        problem += pulp.lpSum(item for items in spent[: period + 1] for item in items) <= came
    problem += pulp.lpSum(costs)
    if problem.solve(_cbc()) != pulp.LpStatusOptimal:
        return None
    dues = sum((amount for debt in debts for day, amount in debt.due if day < end), Decimal(0))
    return dues + Decimal(str(round(pulp.value(problem.objective) or 0, 6)))


def _cbc() -> pulp.COIN_CMD:
    """The CBC that comes with PuLP."""
    return pulp.COIN_CMD(path=pulp.PULP_CBC_CMD.pulp_cbc_path, msg=False)


def _parts(problem: pulp.LpProblem, name: str, open_in: list[bool], amount: float) -> list[Any]:
    """What of one due is paid with the money of each period, from the first that can reach it."""
    parts = [problem.add_variable(f"{name}_{n}", 0, None if may else 0) for n, may in enumerate(open_in)]
    problem += pulp.lpSum(parts) == amount
    return parts


def _days_late(due_on: date, on: date, days: list[date], period: int) -> int:
    """The days for which what is still unpaid when a period begins has been late since the one before."""
    since = max(due_on, on) if period == 0 else max(due_on, days[period - 1])
    return max((days[period] - since).days, 0)


def _pay_charges(
    problem: pulp.LpProblem, name: str, accrued: list[list[Any]], spent: list[list[Any]]
) -> None:
    """Charges are paid when there is money, none before it has accrued, all by the end."""
    paid = [problem.add_variable(f"{name}_{n}", 0) for n in range(len(accrued))]
    for period, part in enumerate(paid):
        spent[period].append(part)
        so_far = pulp.lpSum(item for items in accrued[: period + 1] for item in items)
        problem += pulp.lpSum(paid[: period + 1]) <= so_far
    problem += pulp.lpSum(paid) == pulp.lpSum(item for items in accrued for item in items)
