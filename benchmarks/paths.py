"""How long it takes to draw income paths and to find the plan that holds, size by size.

Run it with `make bench`. The plan with 10,000 income paths for 8 debts over 60 months is held to half a
second on two cores. Nothing is asserted.
"""

from __future__ import annotations

import os
import platform
import time
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from yingmen.afford.budget import Budget
from yingmen.afford.chance import chance
from yingmen.afford.debts import Debt
from yingmen.afford.hold import Outlook, hold
from yingmen.afford.paths import month_ends, paths
from yingmen.afford.plan import optimum
from yingmen.afford.spread import seen
from yingmen.afford.wishes import Wishes
from yingmen.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Callable

    from yingmen.afford.hold import Held
    from yingmen.afford.paths import Paths

ON = date(2026, 8, 31)
BEST_OF = 3
WAGE = tuple(
    Decimal(amount) for amount in (9000, 9500, 8800, 0, 9100, 9900, 9000, 12000, 8700, 9000, 9300, 8900)
)
STALL = tuple(
    Decimal(amount) for amount in (2500, 1800, 3200, 900, 2600, 2100, 2400, 3000, 1500, 2500, 2700, 2000)
)
STREAMS = (seen("工资", WAGE, "案件"), seen("摆摊", STALL, "案件"))
NEEDS = Decimal(6000)
SIZES = (
    (8, 60, 10_000),
    (2, 60, 10_000),
    (16, 60, 10_000),
    (8, 24, 10_000),
    (8, 36, 10_000),
    (8, 60, 1_000),
    (8, 60, 50_000),
)


def owed(count: int) -> tuple[Debt, ...]:
    """So many debts of a bank, each overdue by a tenth and then due monthly over two years."""
    ends = month_ends(ON, 24)
    each = Decimal(60_000) / count
    part = (each * 9 / 10 / 24).quantize(Decimal("0.01"))
    arrears = each - part * 24
    return tuple(
        Debt(
            f"{n:02}",
            "某银行",
            "bank",
            each,
            ((ON, arrears), *((day, part) for day in ends)),
            rate_late=Decimal("0.0003") + Decimal("0.00002") * n,
            on=ON,
        )
        for n in range(count)
    )


def household() -> Budget:
    """A household with a wage, a stall and a reserve of 12,000 yuan."""
    mean = sum((stream.mean for stream in STREAMS), ZERO)
    reserve = Decimal(12_000)
    return Budget(
        ON, STREAMS, (), (), reserve, reserve, ZERO, None, mean, ZERO, NEEDS, ZERO, mean - NEEDS, (), ()
    )  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """The best of a few runs, in milliseconds."""
    spent = []
    for _ in range(BEST_OF):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent) * 1000


def row(debts: int, months: int, count: int) -> tuple[str, ...]:
    """One size: drawing the paths, one plan, its chance, and drawing and searching together."""
    some, budget = owed(debts), household()

    def draw() -> Paths:
        return paths(STREAMS, NEEDS, months, 1, count, on=ON)

    def find() -> Held:
        return hold(some, budget, Wishes(), Outlook(optimum, draw()))

    ahead, found = draw(), find()
    plan = found.plan or found.nearest
    if plan is None:
        raise RuntimeError("no plan was tried at all")
    cash = tuple((day, Decimal(3000)) for day in ahead.ends)
    times = (draw, lambda: optimum(some, cash), lambda: chance(plan, ahead, ZERO), find)
    spent = (f"{timed(work):,.0f}" for work in times)
    return (
        f"{debts}",
        f"{months}",
        f"{count:,}",
        *spent,
        f"{len(found.tried)}",
        "yes" if found.plan else "no",
    )


def main() -> None:
    """Print the table."""
    table = Table(
        title=f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, ms"
    )
    for name in (
        "debts",
        "months",
        "paths",
        "draw",
        "one plan",
        "chance",
        "draw and find",
        "plans tried",
        "holds",
    ):
        table.add_column(name, justify="right")
    for size in SIZES:
        table.add_row(*row(*size))
    Console().print(table)


if __name__ == "__main__":
    main()
