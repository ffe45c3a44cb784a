"""Small debts, plans, budgets and paths for the tests of chance and offers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from yingmen.afford.assumptions import Assumptions, assumptions
from yingmen.afford.budget import Budget
from yingmen.afford.debts import Debt
from yingmen.afford.paths import Paths, month_ends, paths, without_shocks
from yingmen.afford.plan import Plan
from yingmen.afford.spread import Stream, seen
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yingmen.afford.hold import Cash
    from yingmen.afford.wishes import Wishes

ON = date(2026, 8, 31)
ENDS = month_ends(ON, 12)
PLAIN = without_shocks(assumptions("[income]\nfew_months = 1"))
"""No shocks, no made-up months: chances that can be worked out by hand."""


def yuan(*amounts: float | str) -> tuple[Decimal, ...]:
    return tuple(Decimal(str(amount)) for amount in amounts)


def stream(*months: float | str, source: str = "工资") -> Stream:
    return seen(source, yuan(*months), "案件")


def figure(low: int, mean: int, high: int, source: str = "零工") -> Stream:
    return Stream(source, (), Decimal(low), Decimal(mean), Decimal(high), seasonal=False, basis="案件")


def drawn(
    *streams: Stream, needs: int = 1000, months: int = 12, n: int = 2000, assumed: Assumptions = PLAIN
) -> Paths:
    return paths(streams, Decimal(needs), months, 1, n, on=ON, assumed=assumed)


def plan(*payments: tuple[date, str], loan: str = "a", **changes: Any) -> Plan:
    """A plan for one loan; other loans with `also`."""
    dated = tuple((day, Decimal(amount)) for day, amount in payments)
    total = sum((amount for _, amount in dated), ZERO)
    bare = Plan(
        method="made",
        payments=((loan, dated), *changes.pop("also", ())),
        cost=total,
        needs_consent=frozenset(),
        cost_without_consent=total,
        cleared_on=None,
        feasible=True,
        shortfalls=(),
        proven=True,
    )
    return replace(bare, **changes)


def debt(loan_id: str = "a", owed: str = "6000", **changes: Any) -> Debt:
    """A bank's debt, half of it overdue, the rest due in three months."""
    half = Decimal(owed) / 2
    bare = Debt(
        loan_id,
        "某银行",
        "bank",
        Decimal(owed),
        ((ON, half), (ENDS[2], half)),
        rate_late=Decimal("0.0005"),
        on=ON,
    )
    return replace(bare, **changes)


def a_budget(*streams: Stream, needs: str = "1000", reserve: str = "0", **changes: Any) -> Budget:
    mean = sum((one.mean for one in streams), ZERO)
    bare = Budget(
        on=ON,
        streams=tuple(streams),
        needs=(),
        irregular=(),
        reserve_target=Decimal(reserve),
        reserve_now=Decimal(reserve),
        reserve_monthly=ZERO,
        business=None,
        income_mean=mean,
        income_low=sum((one.low for one in streams), ZERO),
        needs_total=Decimal(needs),
        irregular_total=ZERO,
        free=mean - Decimal(needs),
        assumed=(),
        missing=(),
    )
    return replace(bare, **changes)


def straight(debts: Sequence[Debt], cash: Cash, wishes: Wishes) -> Plan:
    """A planner for tests: the first debt gets all cash until it is paid; late money costs 1% a month."""
    del wishes
    if not debts:
        return plan()
    left, payments, cost = debts[0].owed, [], ZERO
    for day, free in cash:
        part = min(free, left)
        left -= part
        cost += part + left / 100
        payments += [(day, part)] if part else []
    return replace(
        plan(loan=debts[0].loan_id),
        payments=((debts[0].loan_id, tuple(payments)),),
        cost=cost,
        needs_consent=frozenset({debts[0].loan_id}),
        feasible=left == 0,
        shortfalls=() if left == 0 else ((cash[-1][0], left),),
    )
